import { TextInput } from "@mantine/core";
import type { ApiKey } from "@leasehold/leasehold-v1";
import { useState } from "react";
import { useApi } from "../../../api/api-context.tsx";
import { useChanged } from "../../../api/use-changed.ts";
import { useProjectId } from "../../../shell/project.ts";
import { FormDialog } from "../../../ui/form-dialog.tsx";
import { LinesInput, linesOf } from "../../../ui/lines-input.tsx";

/** Makes an API key of a type, or changes the name and the locks of one. */
export function KeyForm(props: {
  type?: "server" | "browser";
  apiKey?: ApiKey;
  onClose: () => void;
}) {
  const { apiKey, onClose } = props;
  const type = props.type ?? apiKey?.type ?? "server";
  const { client } = useApi();
  const project = useProjectId();
  const changed = useChanged("projects", project);
  const [name, setName] = useState(
    apiKey?.name ?? (type === "browser" ? "Browser key" : "Server key"),
  );
  const [places, setPlaces] = useState(
    [...(apiKey?.allowedIps ?? []), ...(apiKey?.allowedReferers ?? [])].join("\n"),
  );
  const locks =
    type === "browser" ? { allowedReferers: linesOf(places) } : { allowedIps: linesOf(places) };
  const body = { name: name.trim(), ...locks };
  return (
    <FormDialog
      opened
      onClose={onClose}
      title={apiKey === undefined ? `Create ${type} key` : `Edit ${apiKey.name ?? "key"}`}
      verb={apiKey === undefined ? "Create" : "Save"}
      ready={name.trim() !== ""}
      action={() =>
        apiKey === undefined
          ? client.apiKeys.create({ project }, { body: { type, ...body } })
          : client.apiKeys.patch({ project, apiKey: apiKey.id ?? "" }, { body })
      }
      onDone={() => changed(`${name.trim()} was ${apiKey === undefined ? "created" : "changed"}.`)}
    >
      <TextInput
        label="Name"
        value={name}
        required
        data-autofocus
        maxLength={100}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {type === "browser" ? (
        <LinesInput
          label="Pages that it is taken from"
          description="One on a line; * stands for anything. Empty: from all pages."
          placeholder="https://app.example.com/*"
          value={places}
          onChange={setPlaces}
        />
      ) : (
        <LinesInput
          label="Addresses that it is taken from"
          description="IP addresses or CIDR blocks, one on a line. Empty: from everywhere."
          placeholder="192.0.2.0/24"
          value={places}
          onChange={setPlaces}
        />
      )}
    </FormDialog>
  );
}
