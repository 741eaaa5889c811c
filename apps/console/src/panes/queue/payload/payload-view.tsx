import { Button, Group, SegmentedControl, Stack, Text } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useEffect, useMemo, useState } from "react";
import { CodeBlock } from "../../../ui/code-block.tsx";
import { saveFile } from "../../../ui/save-file.ts";
import { countWords } from "../../../ui/words.ts";
import { bytesOfBase64, hexLines, imageType, prettyJson, textOf } from "./bytes.ts";

/** What is shown of a large payload; all of it can be saved. */
const shownMax = 64 * 1024;

type View = "text" | "json" | "hex" | "image";

/** A payload as text, JSON, hexadecimal or image: as what it can be, the best first. */
export function PayloadView({ base64, name }: { base64: string; name: string }) {
  const bytes = useMemo(() => bytesOfBase64(base64), [base64]);
  const shapes = useMemo(() => shapesOf(bytes), [bytes]);
  const [view, setView] = useState<View>();
  const views: { value: View; label: string }[] = [
    ...(shapes.image === undefined ? [] : [{ value: "image" as const, label: "Image" }]),
    ...(shapes.json === undefined ? [] : [{ value: "json" as const, label: "JSON" }]),
    ...(shapes.text === undefined ? [] : [{ value: "text" as const, label: "Text" }]),
    { value: "hex", label: "Hex" },
  ];
  const shown = view ?? views[0]?.value ?? "hex";
  return (
    <Stack gap="xs">
      <Group justify="space-between" gap="xs">
        <SegmentedControl
          size="xs"
          aria-label="View of the payload"
          data={views}
          value={shown}
          onChange={setView}
        />
        <Group gap="xs">
          <Text size="sm" c="dimmed">
            {countWords(bytes.length)} bytes
          </Text>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconDownload size={14} aria-hidden />}
            onClick={() => saveFile({ name, content: bytes })}
          >
            Download
          </Button>
        </Group>
      </Group>
      {bytes.length === 0 && <Text size="sm">The payload is empty.</Text>}
      {bytes.length > 0 && shown === "image" && shapes.image !== undefined && (
        <ImageView bytes={bytes} type={shapes.image} />
      )}
      {bytes.length > 0 && shown === "json" && <TextView text={shapes.json ?? ""} />}
      {bytes.length > 0 && shown === "text" && <TextView text={shapes.text ?? ""} />}
      {bytes.length > 0 && shown === "hex" && (
        <TextView
          text={hexLines(bytes.subarray(0, shownMax / 8))}
          cut={bytes.length > shownMax / 8}
        />
      )}
    </Stack>
  );
}

function shapesOf(bytes: Uint8Array): {
  text: string | undefined;
  json: string | undefined;
  image: string | undefined;
} {
  const text = textOf(bytes);
  return { text, json: text === undefined ? undefined : prettyJson(text), image: imageType(bytes) };
}

function TextView({ text, cut = text.length > shownMax }: { text: string; cut?: boolean }) {
  return (
    <>
      <CodeBlock label="Payload" text={text.slice(0, shownMax)} />
      {cut && (
        <Text size="sm" c="dimmed">
          This is its beginning; download it to see all of it.
        </Text>
      )}
    </>
  );
}

// The type is one of ours, never one that the payload names: the browser draws pixels and nothing else.
function ImageView({ bytes, type }: { bytes: Uint8Array<ArrayBuffer>; type: string }) {
  const address = useMemo(() => URL.createObjectURL(new Blob([bytes], { type })), [bytes, type]);
  useEffect(() => () => URL.revokeObjectURL(address), [address]);
  return (
    <img
      src={address}
      alt="The payload"
      style={{
        maxWidth: "100%",
        maxHeight: "24rem",
        objectFit: "contain",
        alignSelf: "flex-start",
      }}
    />
  );
}
