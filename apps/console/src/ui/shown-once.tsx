import { Alert, Button, Group, Stack, Textarea } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { CopyButton } from "./copy.tsx";
import { Dialog } from "./dialog.tsx";
import { saveFile } from "./save-file.ts";

/** Something that the service shows once and does not keep. */
export interface Once {
  title: string;
  /** What is shown, line by line. */
  facts: readonly { name: string; value: string }[];
  file?: { name: string; content: string };
}

/** Shows a secret this one time; closing it takes a deliberate click. */
export function ShownOnce({ once, onClose }: { once: Once | undefined; onClose: () => void }) {
  const file = once?.file;
  return (
    <Dialog
      opened={once !== undefined}
      onClose={onClose}
      title={once?.title ?? ""}
      size="lg"
      guarded
    >
      <Stack>
        <Alert color="yellow" variant="light" role="status">
          This is shown once. Copy it or save the file before you close this: the service keeps no
          copy that can be read.
        </Alert>
        {once?.facts.map(({ name, value }) => (
          <Group key={name} gap="xs" align="flex-end" wrap="nowrap">
            <Textarea
              style={{ flex: 1 }}
              label={name}
              value={value}
              readOnly
              autosize={false}
              rows={value.length > 60 ? 3 : value.length > 24 ? 2 : 1}
              styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }}
            />
            <CopyButton text={value} label={`Copy ${name}`} />
          </Group>
        ))}
        <Group justify="flex-end">
          {file !== undefined && (
            <Button
              variant="default"
              leftSection={<IconDownload size={16} aria-hidden />}
              onClick={() => saveFile(file)}
            >
              Download {file.name}
            </Button>
          )}
          <Button onClick={onClose}>Done</Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
