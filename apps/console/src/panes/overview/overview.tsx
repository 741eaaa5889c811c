import { Anchor, Group, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { Link } from "wouter";
import { useApi } from "../../api/api-context.tsx";
import { useQueues, useServices } from "../../api/project-lists.ts";
import { useProject, useProjectId, useRole } from "../../shell/project.ts";
import { Copyable } from "../../ui/copy.tsx";
import { Fact, Facts } from "../../ui/facts.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { Moment } from "../../ui/moment.tsx";
import { Page } from "../../ui/page.tsx";
import { Section } from "../../ui/section.tsx";
import { countWords } from "../../ui/words.ts";
import { FirstSteps } from "./first-steps.tsx";
import { LastHour } from "./last-hour.tsx";
import classes from "./overview.module.css";

// What asks something is not needed to see the first page.
const RenameProject = lazy(async () => ({
  default: (await import("./rename-project.tsx")).RenameProject,
}));
const DeleteProject = lazy(async () => ({
  default: (await import("./delete-project.tsx")).DeleteProject,
}));

/** A project at a glance. */
export function Overview() {
  const project = useProject();
  const { canEdit, canOwn } = useRole();
  const id = useProjectId();
  return (
    <Page
      title={project.data?.name ?? id}
      lead="What this project is, and how it is doing."
      actions={
        <Suspense>
          {canEdit && <RenameProject />}
          {canOwn && <DeleteProject />}
        </Suspense>
      }
    >
      <Counts />
      <FirstSteps />
      <LastHour />
      <Section title="Project">
        <Loaded query={project} lines={2}>
          {({ number = "", role, createTime }) => (
            <Facts>
              <Fact name="Project id">
                <Copyable text={id} label="Copy project id" />
              </Fact>
              <Fact name="Project number">
                <Copyable text={number} label="Copy project number" />
              </Fact>
              <Fact name="Your role">{role ?? "administrator of the service"}</Fact>
              <Fact name="Created">
                <Moment at={createTime} />
              </Fact>
            </Facts>
          )}
        </Loaded>
      </Section>
    </Page>
  );
}

function Counts() {
  const { client } = useApi();
  const project = useProjectId();
  const queues = useQueues(project);
  const quotas = useQuery({
    queryKey: ["projects", project, "quotas"],
    queryFn: ({ signal }) => client.quotas.get({ project }, { signal }),
  });
  const services = useServices(project);
  const tasks = queues.data?.reduce((sum, { stats }) => sum + (stats?.totalTasks ?? 0), 0);
  const on = services.data?.filter(({ enabled }) => enabled).length;
  return (
    <Group gap="sm" align="stretch" className={classes["counts"]}>
      <Count name="Queues" value={queues.data?.length} href="/queues" />
      <Count name="Tasks waiting or leased" value={tasks} href="/queues" />
      <Count
        name="Calls today"
        value={quotas.data === undefined ? undefined : Number(quotas.data.requestsToday ?? 0)}
        href="/traffic"
      />
      <Count name="Services on" value={on} href="/services" />
    </Group>
  );
}

function Count({ name, value, href }: { name: string; value: number | undefined; href: string }) {
  return (
    <Anchor component={Link} href={href} className={classes["count"]} underline="never">
      <Text span size="xl" fw={650} c="var(--mantine-color-text)" display="block">
        {value === undefined ? "–" : countWords(value)}
      </Text>
      <Text span size="sm" c="dimmed">
        {name}
      </Text>
    </Anchor>
  );
}
