import { Button, Stack } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Failure } from "./failure.tsx";

/** A form on a pane, with its button below it; it says why when what was sent was not taken. */
export function SectionForm(props: {
  verb: string;
  /** False while something that is needed is missing. */
  ready?: boolean;
  /** Who may only look sees no button. */
  readOnly?: boolean;
  action: () => Promise<unknown>;
  onDone: () => void;
  children: ReactNode;
}) {
  const { verb, ready = true, readOnly = false, action, onDone, children } = props;
  const mutation = useMutation({ mutationFn: action, onSuccess: onDone });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!readOnly) mutation.mutate();
      }}
    >
      <Stack maw="34rem">
        {children}
        {mutation.isError && <Failure error={mutation.error} />}
        {!readOnly && (
          <Button
            type="submit"
            loading={mutation.isPending}
            disabled={!ready}
            style={{ alignSelf: "flex-start" }}
          >
            {verb}
          </Button>
        )}
      </Stack>
    </form>
  );
}
