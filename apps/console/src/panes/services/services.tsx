import { Badge, Group, Switch, Text } from "@mantine/core";
import type { Service } from "@leasehold/leasehold-v1";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useApi } from "../../api/api-context.tsx";
import { useServices } from "../../api/project-lists.ts";
import { useProjectId, useRole } from "../../shell/project.ts";
import { useAnnounce } from "../../ui/announcements.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { Failure } from "../../ui/failure.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { Page } from "../../ui/page.tsx";
import { Section } from "../../ui/section.tsx";

/** Switches services on and off for the project's applications. */
export function Services() {
  const project = useProjectId();
  const query = useServices(project);
  const change = useSwitch();
  return (
    <Page
      title="Services"
      lead="Applications of this project may call a service while it is on. While it is off, every call is refused with accessNotConfigured."
    >
      {change.isError && <Failure error={change.error} />}
      <Section title="All services">
        <Loaded query={query} lines={2}>
          {(services) => (
            <DataTable
              label="Services"
              rows={services}
              rowKey={({ name = "" }) => name}
              columns={[
                {
                  heading: "Service",
                  cell: ({ name, title }) => (
                    <div>
                      <Text size="sm" fw={600}>
                        {title ?? name}
                      </Text>
                      <Text size="xs" c="dimmed">
                        {name}
                      </Text>
                    </div>
                  ),
                },
                {
                  heading: "Status",
                  cell: (service) => <ServiceSwitch service={service} change={change.mutate} />,
                },
              ]}
            />
          )}
        </Loaded>
      </Section>
    </Page>
  );
}

function ServiceSwitch(props: {
  service: Service;
  change: (wanted: { name: string; on: boolean }) => void;
}) {
  const { name = "", title = name, enabled = false } = props.service;
  const { canEdit } = useRole();
  return (
    <Group gap="sm" wrap="nowrap">
      <Switch
        size="md"
        checked={enabled}
        disabled={!canEdit}
        aria-label={title}
        onChange={(event) => props.change({ name, on: event.currentTarget.checked })}
      />
      <Badge color={enabled ? "green" : "gray"}>{enabled ? "On" : "Off"}</Badge>
    </Group>
  );
}

function useSwitch() {
  const { client } = useApi();
  const project = useProjectId();
  const queryClient = useQueryClient();
  const announce = useAnnounce();
  return useMutation({
    mutationFn: ({ name: service, on }: { name: string; on: boolean }) =>
      on
        ? client.services.enable({ project, service })
        : client.services.disable({ project, service }),
    onSuccess: ({ title, name, enabled }) => {
      announce(`${title ?? name ?? "The service"} is ${enabled ? "on" : "off"} for this project.`);
      return queryClient.invalidateQueries({ queryKey: ["projects", project] });
    },
  });
}
