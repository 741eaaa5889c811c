import { Button, Group } from "@mantine/core";
import type { ServiceAccount } from "@leasehold/leasehold-v1";
import { useState } from "react";
import { useApi } from "../../../api/api-context.tsx";
import { useChanged } from "../../../api/use-changed.ts";
import { useServiceAccounts } from "../../../api/project-lists.ts";
import { useProjectId, useRole } from "../../../shell/project.ts";
import { ConfirmButton } from "../../../ui/confirm.tsx";
import { Copyable } from "../../../ui/copy.tsx";
import { DataTable } from "../../../ui/data-table.tsx";
import { Empty } from "../../../ui/empty.tsx";
import { Loaded } from "../../../ui/loaded.tsx";
import { Moment } from "../../../ui/moment.tsx";
import { Named } from "../../../ui/named.tsx";
import { RowButton } from "../../../ui/row-button.tsx";
import { Section } from "../../../ui/section.tsx";
import { AccountKeys } from "./account-keys.tsx";
import { CreateAccount } from "./create-account.tsx";

/** The accounts that programs use by themselves. */
export function Accounts() {
  const project = useProjectId();
  const { canEdit } = useRole();
  const [creating, setCreating] = useState(false);
  const [opened, setOpened] = useState<ServiceAccount>();
  const query = useServiceAccounts(project);
  return (
    <Section
      title="Service accounts"
      about="Accounts that programs use by themselves, with keys in place of a password."
      actions={
        canEdit && (
          <Button variant="default" onClick={() => setCreating(true)}>
            Create service account
          </Button>
        )
      }
    >
      <Loaded query={query} lines={1}>
        {(accounts) =>
          accounts.length === 0 ? (
            <Empty title="No service account yet">
              A worker that runs day and night signs in with one.
            </Empty>
          ) : (
            <AccountTable accounts={accounts} onOpen={setOpened} />
          )
        }
      </Loaded>
      <CreateAccount opened={creating} onClose={() => setCreating(false)} onCreated={setOpened} />
      {opened !== undefined && (
        <AccountKeys account={opened} onClose={() => setOpened(undefined)} />
      )}
    </Section>
  );
}

function AccountTable(props: {
  accounts: readonly ServiceAccount[];
  onOpen: (account: ServiceAccount) => void;
}) {
  const { accounts, onOpen } = props;
  const { client } = useApi();
  const project = useProjectId();
  const { canEdit } = useRole();
  const changed = useChanged("projects", project);
  return (
    <DataTable
      label="Service accounts"
      rows={accounts}
      rowKey={({ email = "" }) => email}
      columns={[
        {
          heading: "Account",
          cell: ({ name, uniqueId }) => (
            <Named name={name} {...(uniqueId === undefined ? {} : { detail: uniqueId })} />
          ),
        },
        {
          heading: "E-mail address",
          cell: ({ email = "" }) => <Copyable text={email} label="Copy e-mail address" />,
        },
        { heading: "Created", cell: ({ createTime }) => <Moment at={createTime} /> },
        {
          cell: (account) => {
            const { email = "" } = account;
            return (
              <Group gap={2} justify="flex-end">
                <RowButton verb="Keys" of={`of ${email}`} onClick={() => onOpen(account)} />
                {canEdit && (
                  <ConfirmButton
                    title="Delete this service account?"
                    verb="Delete"
                    ariaLabel={`Delete ${email}`}
                    action={() => client.serviceAccounts.delete({ project, account: email })}
                    onDone={() => changed(`${email} was deleted.`)}
                  >
                    Its keys go with it, and its tokens stop working at once. This cannot be undone.
                  </ConfirmButton>
                )}
              </Group>
            );
          },
        },
      ]}
    />
  );
}
