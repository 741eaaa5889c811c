import { TextInput } from "@mantine/core";
import type { Consumer } from "@leasehold/leasehold-v1";
import { useState } from "react";
import { useApi } from "../../../api/api-context.tsx";
import { useChanged } from "../../../api/use-changed.ts";
import { useProjectId } from "../../../shell/project.ts";
import { FormDialog } from "../../../ui/form-dialog.tsx";
import { CertificateInput } from "./certificate-form.tsx";

/** Registers a consumer, or changes the name and the realm of one. */
export function ConsumerForm(props: {
  consumer?: Consumer;
  onClose: () => void;
  onCreated: (consumer: Consumer) => void;
}) {
  const { consumer, onClose, onCreated } = props;
  const { client } = useApi();
  const project = useProjectId();
  const changed = useChanged("projects", project);
  const [key, setKey] = useState(consumer?.key ?? "");
  const [name, setName] = useState(consumer?.name ?? "");
  const [realm, setRealm] = useState(consumer?.realm ?? "");
  const [certificatePem, setCertificatePem] = useState("");
  const named = name.trim() === "" ? {} : { name: name.trim() };
  return (
    <FormDialog
      opened
      onClose={onClose}
      title={consumer === undefined ? "Register an OAuth 1.0 consumer" : `Edit ${key}`}
      verb={consumer === undefined ? "Register" : "Save"}
      size="lg"
      ready={key !== "" && realm !== ""}
      action={() =>
        consumer === undefined
          ? client.consumers.create(
              { project },
              { body: { key, realm, ...named, ...(certificatePem.trim() && { certificatePem }) } },
            )
          : client.consumers.patch({ project, consumer: key }, { body: { realm, ...named } })
      }
      onDone={(made) => {
        changed(`${key} was ${consumer === undefined ? "registered" : "changed"}.`);
        if (consumer === undefined) onCreated(made);
      }}
    >
      <TextInput
        label="Consumer key"
        description="As a rule the domain of the application. It never changes."
        placeholder="app.example.com"
        value={key}
        required
        disabled={consumer !== undefined}
        onChange={(event) => setKey(event.currentTarget.value.trim())}
      />
      <TextInput
        label="Name"
        description="People see it when they are asked. The key when it is left out."
        value={name}
        maxLength={100}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <TextInput
        label="Realm"
        description="The address under which its callbacks lie."
        placeholder="https://app.example.com/"
        type="url"
        value={realm}
        required
        onChange={(event) => setRealm(event.currentTarget.value.trim())}
      />
      {consumer === undefined && (
        <CertificateInput value={certificatePem} onChange={setCertificatePem} />
      )}
    </FormDialog>
  );
}
