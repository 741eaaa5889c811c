import { Button, Text, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { FormDialog } from "./form-dialog.tsx";

/** A button that asks before it does something that cannot be undone, and shows why when it failed. */
export function ConfirmButton<Result>(props: {
  title: string;
  /** What happens then. */
  children: ReactNode;
  /** What the buttons say, such as "Delete key". */
  verb: string;
  /** Says what it is for where several buttons have the same verb. It holds the verb. */
  ariaLabel?: string;
  /** Must be typed first, for what cannot be undone and is large. */
  typed?: string;
  compact?: boolean;
  action: () => Promise<Result>;
  onDone?: (result: Result) => void;
}) {
  const { title, children, verb, ariaLabel, typed, compact = true, action, onDone } = props;
  const [opened, setOpened] = useState(false);
  const [text, setText] = useState("");
  return (
    <>
      <Button
        variant={compact ? "subtle" : "default"}
        color="red"
        size={compact ? "compact-sm" : "sm"}
        {...(ariaLabel === undefined ? {} : { "aria-label": ariaLabel })}
        onClick={() => setOpened(true)}
      >
        {verb}
      </Button>
      <FormDialog
        opened={opened}
        onClose={() => {
          setText("");
          setOpened(false);
        }}
        title={title}
        verb={verb}
        dangerous
        ready={typed === undefined || text === typed}
        action={action}
        {...(onDone === undefined ? {} : { onDone })}
      >
        <Text size="sm" component="div">
          {children}
        </Text>
        {typed !== undefined && (
          <TextInput
            label={`Type ${typed} to go on`}
            value={text}
            autoComplete="off"
            onChange={(event) => setText(event.currentTarget.value)}
          />
        )}
      </FormDialog>
    </>
  );
}
