import { Button, Group, Stack } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Dialog } from "./dialog.tsx";
import { Failure } from "./failure.tsx";

/** A dialog with a form: it closes when what was sent was taken, and says why when it was not. */
export function FormDialog<Result>(props: {
  opened: boolean;
  onClose: () => void;
  title: string;
  verb: string;
  size?: "md" | "lg" | "xl";
  /** What cannot be undone has a red button. */
  dangerous?: boolean;
  /** False while something that is needed is missing. */
  ready?: boolean;
  action: () => Promise<Result>;
  onDone?: (result: Result) => void;
  children: ReactNode;
}) {
  const { opened, onClose, title, verb, size = "md", action, onDone, children } = props;
  const { ready = true, dangerous = false } = props;
  const close = (): void => {
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
    <Dialog opened={opened} onClose={close} title={title} size={size}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          mutation.mutate();
        }}
      >
        <Stack>
          {children}
          {mutation.isError && <Failure error={mutation.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              Cancel
            </Button>
            <Button
              type="submit"
              loading={mutation.isPending}
              disabled={!ready}
              {...(dangerous ? { color: "red" } : {})}
            >
              {verb}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
