import { TextInput } from "@mantine/core";
import type { Consumer } from "@leasehold/leasehold-v1";
import { useState } from "react";
import { useApi } from "../../../api/api-context.tsx";
import { useChanged } from "../../../api/use-changed.ts";
import { useProjectId } from "../../../shell/project.ts";
import { CodeInput } from "../../../ui/code-input.tsx";
import { FormDialog } from "../../../ui/form-dialog.tsx";

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
  const change = async (changedKey: string): Promise<Consumer> => {
    const parameters = { project, consumer: changedKey };
    const after = await client.consumers.patch(parameters, { body: { realm, ...named } });
    if (certificatePem.trim() === "") return after;
    return client.consumers.uploadCertificate(parameters, { body: { certificatePem } });
  };
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
          : change(key)
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
      <CodeInput
        label="Certificate"
        description={
          consumer?.certificatePem === undefined
            ? "X.509 as PEM, for RSA signatures. Empty: it signs with its secret."
            : "X.509 as PEM. Empty: the one that it has stays; another one replaces it at once."
        }
        placeholder="-----BEGIN CERTIFICATE-----"
        rows={6}
        value={certificatePem}
        onChange={setCertificatePem}
      />
    </FormDialog>
  );
}
