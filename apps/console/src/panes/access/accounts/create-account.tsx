import { TextInput } from "@mantine/core";
import type { ServiceAccount } from "@leasehold/leasehold-v1";
import { useState } from "react";
import { useApi } from "../../../api/api-context.tsx";
import { useChanged } from "../../../api/use-changed.ts";
import { useProjectId } from "../../../shell/project.ts";
import { FormDialog } from "../../../ui/form-dialog.tsx";

/** Makes a service account; its keys are the next thing to look at. */
export function CreateAccount(props: {
  opened: boolean;
  onClose: () => void;
  onCreated: (account: ServiceAccount) => void;
}) {
  const { opened, onClose, onCreated } = props;
  const { client } = useApi();
  const project = useProjectId();
  const changed = useChanged("projects", project);
  const [accountId, setAccountId] = useState("");
  const [name, setName] = useState("");
  return (
    <FormDialog
      opened={opened}
      onClose={onClose}
      title="Create service account"
      verb="Create"
      ready={accountId !== ""}
      action={() =>
        client.serviceAccounts.create(
          { project },
          { body: { accountId, ...(name.trim() === "" ? {} : { name: name.trim() }) } },
        )
      }
      onDone={(account) => {
        setAccountId("");
        setName("");
        changed(`${account.email ?? "The account"} was created.`);
        onCreated(account);
      }}
    >
      <TextInput
        label="Account id"
        description={`What stands before @${project}.leasehold.internal: small letters, digits and hyphens.`}
        value={accountId}
        required
        data-autofocus
        maxLength={63}
        pattern="[a-z0-9]([a-z0-9\-]*[a-z0-9])?"
        onChange={(event) => setAccountId(event.currentTarget.value.trim())}
      />
      <TextInput
        label="Name"
        description="For people. The id when it is left out."
        value={name}
        maxLength={100}
        onChange={(event) => setName(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
