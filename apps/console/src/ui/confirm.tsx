import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type ReactNode, useId, useState } from "react";
import { Dialog } from "./dialog.tsx";
import { Failure } from "./failure.tsx";

interface Question<Result> {
  title: string;
  /** What happens then. */
  children: ReactNode;
  /** What the button says, such as "Delete key". */
  verb: string;
  /** Must be typed first, for what cannot be undone and is large. */
  typed?: string;
  action: () => Promise<Result>;
  onDone?: (result: Result) => void;
}

/** A button that asks before it does something that cannot be undone. */
export function ConfirmButton<Result>(
  props: Question<Result> & {
    label?: ReactNode;
    ariaLabel?: string;
    compact?: boolean;
    disabled?: boolean;
  },
) {
  const { label, ariaLabel, compact = true, disabled = false, ...question } = props;
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Button
        variant={compact ? "subtle" : "default"}
        color="red"
        size={compact ? "compact-sm" : "sm"}
        disabled={disabled}
        {...(ariaLabel === undefined ? {} : { "aria-label": ariaLabel })}
        onClick={() => setOpened(true)}
      >
        {label ?? question.verb}
      </Button>
      <ConfirmDialog opened={opened} onClose={() => setOpened(false)} {...question} />
    </>
  );
}

/** Asks before something that cannot be undone is done, and shows why when it failed. */
function ConfirmDialog<Result>(props: Question<Result> & { opened: boolean; onClose: () => void }) {
  const { title, children, verb, typed, action, onDone, opened, onClose } = props;
  const [text, setText] = useState("");
  const id = useId();
  const close = (): void => {
    setText("");
    mutation.reset();
    onClose();
  };
  const mutation = useMutation({
    mutationFn: action,
    onSuccess: (result) => {
      close();
      onDone?.(result);
    },
  });
  return (
    <Dialog opened={opened} onClose={close} title={title}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          mutation.mutate();
        }}
      >
        <Stack>
          <Text size="sm" component="div">
            {children}
          </Text>
          {typed !== undefined && (
            <TextInput
              id={id}
              label={`Type ${typed} to go on`}
              value={text}
              autoComplete="off"
              onChange={(event) => setText(event.currentTarget.value)}
            />
          )}
          {mutation.isError && <Failure error={mutation.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              Cancel
            </Button>
            <Button
              type="submit"
              color="red"
              loading={mutation.isPending}
              disabled={typed !== undefined && text !== typed}
            >
              {verb}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
