import { List, Text } from "@mantine/core";
import type { Grant } from "@leasehold/leasehold-v1";
import { useApi } from "../../api/api-context.tsx";
import { useChanged } from "../../api/use-changed.ts";
import { useList } from "../../api/use-list.ts";
import { ConfirmButton } from "../../ui/confirm.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { Empty } from "../../ui/empty.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { Moment } from "../../ui/moment.tsx";
import { Section } from "../../ui/section.tsx";

/** Applications with access to my account. */
export function Grants() {
  const { client } = useApi();
  const query = useList(["me", "grants"], (page, options) => client.grants.list(page, options));
  return (
    <Section
      title="Applications with access to my account"
      about="You allowed these applications to act for you. One that you remove is refused at once, and has to ask you again."
    >
      <Loaded query={query}>
        {(grants) =>
          grants.length === 0 ? (
            <Empty title="No application has access">
              An application that asks for access is listed here once you allow it.
            </Empty>
          ) : (
            <GrantTable grants={grants} />
          )
        }
      </Loaded>
    </Section>
  );
}

function GrantTable({ grants }: { grants: readonly Grant[] }) {
  const { client } = useApi();
  const changed = useChanged("me", "grants");
  return (
    <DataTable
      label="Applications with access"
      rows={grants}
      rowKey={({ id = "" }) => id}
      columns={[
        {
          heading: "Application",
          cell: ({ applicationName, application, project }) => (
            <div>
              <Text size="sm" fw={600}>
                {applicationName ?? application}
              </Text>
              <Text size="xs" c="dimmed">
                {project === undefined ? "deleted" : `of the project ${project}`}
              </Text>
            </div>
          ),
        },
        {
          heading: "May",
          cell: ({ scopeDescriptions = [] }) => (
            <List size="sm" listStyleType="none">
              {[...new Set(scopeDescriptions)].map((words) => (
                <List.Item key={words}>{words}</List.Item>
              ))}
            </List>
          ),
        },
        { heading: "Since", cell: ({ createTime }) => <Moment at={createTime} /> },
        {
          cell: ({ id: grant = "", applicationName: name = "The application" }) => (
            <ConfirmButton
              title="Remove access?"
              verb="Remove access"
              ariaLabel={`Remove access of ${name}`}
              action={() => client.grants.revoke({ grant })}
              onDone={() => changed(`${name} no longer has access.`)}
            >
              {name} is refused from now on. Its tokens stop working at once.
            </ConfirmButton>
          ),
        },
      ]}
    />
  );
}
