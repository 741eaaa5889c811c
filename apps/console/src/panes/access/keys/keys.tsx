import { Button, Group, Text } from "@mantine/core";
import type { ApiKey } from "@leasehold/leasehold-v1";
import { useState } from "react";
import { useApi } from "../../../api/api-context.tsx";
import { useChanged } from "../../../api/use-changed.ts";
import { useList } from "../../../api/use-list.ts";
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
import { KeyForm } from "./key-form.tsx";

type Dialog = { create: "server" | "browser" } | { edit: ApiKey };

/** Simple API Access: keys that name the project of a request. */
export function Keys() {
  const { client } = useApi();
  const project = useProjectId();
  const { canEdit } = useRole();
  const [dialog, setDialog] = useState<Dialog>();
  const query = useList(["projects", project, "apiKeys"], (page, options) =>
    client.apiKeys.list({ project, ...page }, options),
  );
  return (
    <Section
      title="Simple API Access"
      about="API keys name the project of a request. Send one with requests that are signed by OAuth 1.0; a key alone gives access to nothing."
      actions={
        canEdit && (
          <>
            <Button variant="default" onClick={() => setDialog({ create: "server" })}>
              Create server key
            </Button>
            <Button variant="default" onClick={() => setDialog({ create: "browser" })}>
              Create browser key
            </Button>
          </>
        )
      }
    >
      <Loaded query={query} lines={2}>
        {(keys) =>
          keys.length === 0 ? (
            <Empty title="No key yet">
              A server key can be locked to addresses, a browser key to pages.
            </Empty>
          ) : (
            <KeyTable keys={keys} onEdit={(edit) => setDialog({ edit })} />
          )
        }
      </Loaded>
      {dialog !== undefined && (
        <KeyForm
          {...("edit" in dialog ? { apiKey: dialog.edit } : { type: dialog.create })}
          onClose={() => setDialog(undefined)}
        />
      )}
    </Section>
  );
}

function KeyTable({ keys, onEdit }: { keys: readonly ApiKey[]; onEdit: (key: ApiKey) => void }) {
  const { client } = useApi();
  const project = useProjectId();
  const { canEdit } = useRole();
  const changed = useChanged("projects", project);
  const buttons = {
    cell: (apiKey: ApiKey) => {
      const { id = "", name = id } = apiKey;
      return (
        <Group gap={2} justify="flex-end">
          <RowButton verb="Edit" of={name} onClick={() => onEdit(apiKey)} />
          <ConfirmButton
            title="Delete this key?"
            verb="Delete"
            ariaLabel={`Delete ${name}`}
            action={() => client.apiKeys.delete({ project, apiKey: id })}
            onDone={() => changed(`${name} was deleted.`)}
          >
            Requests with it are refused from then on. This cannot be undone.
          </ConfirmButton>
        </Group>
      );
    },
  };
  return (
    <DataTable
      label="API keys"
      rows={keys}
      rowKey={({ id = "" }) => id}
      columns={[
        {
          heading: "Name",
          cell: ({ name, type }) => (
            <Named name={name} detail={type === "browser" ? "Browser key" : "Server key"} />
          ),
        },
        {
          heading: "Key",
          cell: ({ key = "", keyMasked }) =>
            keyMasked === true ? (
              <Text size="sm" c="dimmed">
                {key} (owners and editors see it)
              </Text>
            ) : (
              <Copyable text={key} label="Copy key" />
            ),
        },
        {
          heading: "Taken from",
          cell: ({ allowedIps = [], allowedReferers = [] }) =>
            [...allowedIps, ...allowedReferers].join(", ") || "everywhere",
        },
        { heading: "Created", cell: ({ createTime }) => <Moment at={createTime} /> },
        ...(canEdit ? [buttons] : []),
      ]}
    />
  );
}
