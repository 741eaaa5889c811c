import { Button, Group } from "@mantine/core";
import type { Client } from "@leasehold/leasehold-v1";
import { useState } from "react";
import { useApi } from "../../../api/api-context.tsx";
import { useChanged } from "../../../api/use-changed.ts";
import { useClients } from "../../../api/project-lists.ts";
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
import { type Once, ShownOnce } from "../../../ui/shown-once.tsx";
import { kindOf } from "./client-types.ts";
import { ClientWizard } from "./client-wizard.tsx";
import { EditClient } from "./edit-client.tsx";
import { onceOf } from "./once-of.ts";

/** Authorized API Access: the OAuth 2.0 clients that ask people for access to their data. */
export function Clients() {
  const project = useProjectId();
  const { canEdit } = useRole();
  const [creating, setCreating] = useState(false);
  const [editing, setEditing] = useState<Client>();
  const [once, setOnce] = useState<Once>();
  const query = useClients(project);
  return (
    <Section
      title="Authorized API Access"
      about="OAuth 2.0 clients: applications that ask people for access to their data."
      actions={canEdit && <Button onClick={() => setCreating(true)}>Create client ID</Button>}
    >
      <Loaded query={query} lines={2}>
        {(clients) =>
          clients.length === 0 ? (
            <Empty title="No client yet">
              A client ID tells the service which application asks, and the people who are asked.
            </Empty>
          ) : (
            <ClientTable clients={clients} onEdit={setEditing} onSecret={setOnce} />
          )
        }
      </Loaded>
      <ClientWizard opened={creating} onClose={() => setCreating(false)} onCreated={setOnce} />
      {editing !== undefined && (
        <EditClient client={editing} onClose={() => setEditing(undefined)} />
      )}
      <ShownOnce once={once} onClose={() => setOnce(undefined)} />
    </Section>
  );
}

function ClientTable(props: {
  clients: readonly Client[];
  onEdit: (client: Client) => void;
  onSecret: (once: Once) => void;
}) {
  const { clients, onEdit, onSecret } = props;
  const { canEdit } = useRole();
  return (
    <DataTable
      label="OAuth 2.0 clients"
      rows={clients}
      rowKey={({ id = "" }) => id}
      columns={[
        {
          heading: "Application",
          cell: ({ name, type }) => <Named name={name} detail={kindOf(type).label} />,
        },
        {
          heading: "Client ID",
          cell: ({ id = "" }) => <Copyable text={id} label="Copy client ID" />,
        },
        {
          heading: "Redirects to",
          cell: ({ redirectUris = [], outOfBand, type }) => (
            <Addresses
              addresses={redirectUris}
              none={outOfBand ? "A page to copy from" : type === "installed" ? "This machine" : "–"}
            />
          ),
        },
        { heading: "Created", cell: ({ createTime }) => <Moment at={createTime} /> },
        ...(canEdit
          ? [
              {
                cell: (each: Client) => (
                  <ClientButtons client={each} onEdit={onEdit} onSecret={onSecret} />
                ),
              },
            ]
          : []),
      ]}
    />
  );
}

function Addresses({ addresses, none }: { addresses: readonly string[]; none: string }) {
  if (addresses.length === 0) return <>{none}</>;
  return (
    <div>
      {addresses.map((address) => (
        <div key={address}>{address}</div>
      ))}
    </div>
  );
}

function ClientButtons(props: {
  client: Client;
  onEdit: (client: Client) => void;
  onSecret: (once: Once) => void;
}) {
  const { client: each, onEdit, onSecret } = props;
  const { id = "", name = id } = each;
  const { client } = useApi();
  const project = useProjectId();
  const changed = useChanged("projects", project);
  return (
    <Group gap={2} justify="flex-end">
      <RowButton verb="Edit" of={name} onClick={() => onEdit(each)} />
      {each.hasSecret === true && (
        <ConfirmButton
          title="Reset the secret?"
          verb="Reset secret"
          ariaLabel={`Reset secret of ${name}`}
          action={() => client.clients.resetSecret({ project, client: id })}
          onDone={(made) => {
            changed(`${name} has a new secret.`);
            onSecret(onceOf(made, "The new secret"));
          }}
        >
          The secret that {name} uses now stops working at once. The new one is shown to you once.
        </ConfirmButton>
      )}
      <ConfirmButton
        title="Delete this client?"
        verb="Delete"
        ariaLabel={`Delete ${name}`}
        action={() => client.clients.delete({ project, client: id })}
        onDone={() => changed(`${name} was deleted.`)}
      >
        Every token of {name} stops working at once, and people who allowed it have to be asked
        again by another client. This cannot be undone.
      </ConfirmButton>
    </Group>
  );
}
