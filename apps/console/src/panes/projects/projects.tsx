import { Anchor, Badge, Button, Group, Text, TextInput } from "@mantine/core";
import type { Project } from "@leasehold/leasehold-v1";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useLocation } from "wouter";
import { useApi } from "../../api/api-context.tsx";
import { useList } from "../../api/use-list.ts";
import { DataTable } from "../../ui/data-table.tsx";
import { Empty } from "../../ui/empty.tsx";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { Moment } from "../../ui/moment.tsx";
import { Page } from "../../ui/page.tsx";
import { Section } from "../../ui/section.tsx";

/** The projects that the person may see. */
export function Projects() {
  const { client } = useApi();
  const [creating, setCreating] = useState(false);
  const query = useList(["projects"], (page, options) => client.projects.list(page, options));
  const button = <Button onClick={() => setCreating(true)}>Create project</Button>;
  return (
    <Page
      title="Projects"
      lead="A project owns queues, applications and keys, and has a team of its own."
      actions={button}
    >
      <Section title="Your projects">
        <Loaded query={query}>
          {(projects) =>
            projects.length === 0 ? (
              <Empty title="No project yet" action={button}>
                Create one, or ask the owner of a project to add you to its team.
              </Empty>
            ) : (
              <ProjectTable projects={projects} />
            )
          }
        </Loaded>
      </Section>
      <CreateProject opened={creating} onClose={() => setCreating(false)} />
    </Page>
  );
}

function ProjectTable({ projects }: { projects: readonly Project[] }) {
  return (
    <DataTable
      label="Projects"
      rows={projects}
      rowKey={({ id = "" }) => id}
      columns={[
        {
          heading: "Name",
          cell: ({ id = "", name = id }) => (
            <Anchor component={Link} href={`/projects/${id}`} fw={600} size="sm">
              {name}
            </Anchor>
          ),
        },
        { heading: "Id", cell: ({ id }) => id },
        { heading: "Number", cell: ({ number }) => number },
        { heading: "Your role", cell: ({ role }) => role ?? "administrator" },
        {
          heading: "Services",
          cell: ({ services = [] }) =>
            services.length === 0 ? (
              <Text span size="sm" c="dimmed">
                none on
              </Text>
            ) : (
              <Group gap={4}>
                {services.map((service) => (
                  <Badge key={service} color="gray">
                    {service}
                  </Badge>
                ))}
              </Group>
            ),
        },
        { heading: "Created", cell: ({ createTime }) => <Moment at={createTime} /> },
      ]}
    />
  );
}

function CreateProject({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { client } = useApi();
  const queryClient = useQueryClient();
  const [, navigate] = useLocation();
  const [id, setId] = useState("");
  const [name, setName] = useState("");
  return (
    <FormDialog
      opened={opened}
      onClose={onClose}
      title="Create a project"
      verb="Create"
      ready={id !== ""}
      action={() => client.projects.create({}, { body: { id, ...(name === "" ? {} : { name }) } })}
      onDone={(project) => {
        void queryClient.invalidateQueries();
        navigate(`/projects/${project.id ?? id}`);
      }}
    >
      <TextInput
        label="Project id"
        description="Small letters, digits and hyphens, beginning with a letter. It never changes: programs use it."
        value={id}
        required
        data-autofocus
        maxLength={100}
        pattern="[a-z]([a-z0-9\-]*[a-z0-9])?"
        onChange={(event) => setId(event.currentTarget.value.trim())}
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
