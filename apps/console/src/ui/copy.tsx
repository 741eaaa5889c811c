import { ActionIcon, Code, Group } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { IconCheck, IconCopy } from "@tabler/icons-react";

/** A button that copies a text. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const clipboard = useClipboard({ timeout: 2000 });
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size="sm"
      aria-label={clipboard.copied ? "Copied" : label}
      title={clipboard.copied ? "Copied" : label}
      onClick={() => clipboard.copy(text)}
    >
      {clipboard.copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
    </ActionIcon>
  );
}

/** A text that people copy, such as a key, with the button that does it. */
export function Copyable({ text, label }: { text: string; label: string }) {
  return (
    <Group gap={4} wrap="nowrap" align="center" style={{ display: "inline-flex", minWidth: 0 }}>
      <Code style={{ overflowWrap: "anywhere" }}>{text}</Code>
      <CopyButton text={text} label={label} />
    </Group>
  );
}
