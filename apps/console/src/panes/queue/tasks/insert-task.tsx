import { SegmentedControl, TextInput } from "@mantine/core";
import { useState } from "react";
import { useApi } from "../../../api/api-context.tsx";
import { useChanged } from "../../../api/use-changed.ts";
import { useProjectId } from "../../../shell/project.ts";
import { CodeInput } from "../../../ui/code-input.tsx";
import { FormDialog } from "../../../ui/form-dialog.tsx";
import { base64OfBytes } from "../payload/bytes.ts";

type Source = "text" | "base64" | "file";

const sources: { value: Source; label: string }[] = [
  { value: "text", label: "Text" },
  { value: "base64", label: "Base64" },
  { value: "file", label: "File" },
];

/** Inserts a task by hand. */
export function InsertTask(props: { queue: string; opened: boolean; onClose: () => void }) {
  const { queue, opened, onClose } = props;
  const { client } = useApi();
  const project = useProjectId();
  const changed = useChanged("projects", project);
  const [source, setSource] = useState<Source>("text");
  const [text, setText] = useState("");
  const [file, setFile] = useState<File>();
  const [tag, setTag] = useState("");
  const [id, setId] = useState("");
  const [at, setAt] = useState("");
  return (
    <FormDialog
      opened={opened}
      onClose={onClose}
      title="Insert a task"
      verb="Insert"
      size="lg"
      ready={source !== "file" || file !== undefined}
      action={async () =>
        client.tasks.insert(
          { project, queue },
          {
            body: {
              payloadBase64: await payloadOf({ source, text, file }),
              ...(tag === "" ? {} : { tag }),
              ...(id === "" ? {} : { id }),
              ...(at === "" ? {} : { leaseTimestamp: String(Date.parse(at) * 1000) }),
            },
          },
        )
      }
      onDone={(task) => {
        setText("");
        setId("");
        changed(`The task ${task.id ?? ""} was inserted.`);
      }}
    >
      <SegmentedControl
        aria-label="Where the payload comes from"
        size="xs"
        data={sources}
        value={source}
        style={{ alignSelf: "flex-start" }}
        onChange={setSource}
      />
      {source === "file" ? (
        <label>
          Payload
          <input
            type="file"
            style={{ display: "block", marginTop: "0.25rem" }}
            onChange={(event) => setFile(event.currentTarget.files?.[0])}
          />
        </label>
      ) : (
        <CodeInput
          label="Payload"
          description={source === "base64" ? "In base64." : "At most 1 MiB."}
          rows={6}
          focused
          value={text}
          onChange={setText}
        />
      )}
      <TextInput
        label="Tag"
        description="Workers may lease by it. Empty: none."
        value={tag}
        maxLength={500}
        onChange={(event) => setTag(event.currentTarget.value)}
      />
      <TextInput
        label="Task name"
        description="Made when it is left empty."
        value={id}
        pattern="[A-Za-z0-9_\-]{1,500}"
        onChange={(event) => setId(event.currentTarget.value.trim())}
      />
      <TextInput
        label="Not before"
        description="Empty: available at once."
        type="datetime-local"
        value={at}
        onChange={(event) => setAt(event.currentTarget.value)}
      />
    </FormDialog>
  );
}

async function payloadOf(given: {
  source: Source;
  text: string;
  file: File | undefined;
}): Promise<string> {
  const { source, text, file } = given;
  if (source === "base64") return text.replaceAll(/\s/g, "");
  if (source === "text") return base64OfBytes(new TextEncoder().encode(text));
  return base64OfBytes(new Uint8Array(await (file ?? new Blob()).arrayBuffer()));
}
