import { Button, Group, List, TextInput } from "@mantine/core";
import type { Delegation } from "@leasehold/leasehold-v1";
import { useState } from "react";
import { useApi } from "../../api/api-context.tsx";
import { useChanged } from "../../api/use-changed.ts";
import { useList } from "../../api/use-list.ts";
import { ConfirmButton } from "../../ui/confirm.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { Empty } from "../../ui/empty.tsx";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { LinesInput, linesOf } from "../../ui/lines-input.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { Page } from "../../ui/page.tsx";
import { RowButton } from "../../ui/row-button.tsx";
import { Section } from "../../ui/section.tsx";

const taskQueueScope = "https://www.googleapis.com/auth/taskqueue";

/** Manage API client access: what applications may do in the name of whole domains. */
export function Delegations() {
  const { client } = useApi();
  const [dialog, setDialog] = useState<{ edit?: Delegation }>();
  const query = useList(["delegations"], (page, options) => client.delegations.list(page, options));
  return (
    <Page
      title="Manage API client access"
      lead="Lets service accounts and OAuth 1.0 consumers act for every user of a domain, without asking them."
      actions={<Button onClick={() => setDialog({})}>Authorize client</Button>}
    >
      <Section title="Authorized API clients">
        <Loaded query={query}>
          {(delegations) =>
            delegations.length === 0 ? (
              <Empty title="No client is authorized">
                An application that is authorized for a domain acts as whichever of its users it
                names.
              </Empty>
            ) : (
              <DelegationTable delegations={delegations} onEdit={(edit) => setDialog({ edit })} />
            )
          }
        </Loaded>
      </Section>
      {dialog !== undefined && (
        <DelegationForm
          {...(dialog.edit === undefined ? {} : { delegation: dialog.edit })}
          onClose={() => setDialog(undefined)}
        />
      )}
    </Page>
  );
}

function DelegationTable(props: {
  delegations: readonly Delegation[];
  onEdit: (delegation: Delegation) => void;
}) {
  const { delegations, onEdit } = props;
  const { client } = useApi();
  const changed = useChanged("delegations");
  return (
    <DataTable
      label="Authorized API clients"
      rows={delegations}
      rowKey={({ domain = "", client: name = "" }) => `${domain} ${name}`}
      columns={[
        { heading: "Domain", cell: ({ domain }) => domain },
        { heading: "Client", cell: ({ client: name }) => name },
        {
          heading: "Scopes",
          cell: ({ scopes = [] }) => (
            <List size="sm" listStyleType="none">
              {scopes.map((scope) => (
                <List.Item key={scope}>{scope}</List.Item>
              ))}
            </List>
          ),
        },
        {
          cell: (delegation) => {
            const { domain = "", client: name = "" } = delegation;
            return (
              <Group gap={2} justify="flex-end">
                <RowButton
                  verb="Edit"
                  of={`${name} for ${domain}`}
                  onClick={() => onEdit(delegation)}
                />
                <ConfirmButton
                  title="Remove this authorization?"
                  verb="Remove"
                  ariaLabel={`Remove ${name} for ${domain}`}
                  action={() => client.delegations.delete({ domain, client: name })}
                  onDone={() => changed(`${name} no longer acts for ${domain}.`)}
                >
                  {name} is refused at once when it acts for users of {domain}.
                </ConfirmButton>
              </Group>
            );
          },
        },
      ]}
    />
  );
}

function DelegationForm({ delegation, onClose }: { delegation?: Delegation; onClose: () => void }) {
  const { client } = useApi();
  const changed = useChanged("delegations");
  const [domain, setDomain] = useState(delegation?.domain ?? "");
  const [name, setName] = useState(delegation?.client ?? "");
  const [scopes, setScopes] = useState((delegation?.scopes ?? [taskQueueScope]).join("\n"));
  return (
    <FormDialog
      opened
      onClose={onClose}
      title={delegation === undefined ? "Authorize an API client" : `Scopes of ${name}`}
      verb={delegation === undefined ? "Authorize" : "Save"}
      size="lg"
      ready={domain !== "" && name !== "" && linesOf(scopes).length > 0}
      action={() =>
        delegation === undefined
          ? client.delegations.create(
              {},
              { body: { domain, client: name, scopes: linesOf(scopes) } },
            )
          : client.delegations.patch(
              { domain, client: name },
              { body: { scopes: linesOf(scopes) } },
            )
      }
      onDone={() => changed(`${name} may act for ${domain}.`)}
    >
      <TextInput
        label="Domain"
        description="What follows the @ in the users' addresses."
        placeholder="example.com"
        value={domain}
        required
        disabled={delegation !== undefined}
        onChange={(event) => setDomain(event.currentTarget.value.trim())}
      />
      <TextInput
        label="Client"
        description="E-mail address of a service account, or the key of an OAuth 1.0 consumer."
        value={name}
        required
        disabled={delegation !== undefined}
        onChange={(event) => setName(event.currentTarget.value.trim())}
      />
      <LinesInput
        label="Scopes"
        description="What it may do; one on a line."
        required
        value={scopes}
        onChange={setScopes}
      />
    </FormDialog>
  );
}
