import { Anchor, Badge, Group, Tabs, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useLocation, useParams } from "wouter";
import { useApi } from "../../api/api-context.tsx";
import { useProjectId } from "../../shell/project.ts";
import { Loaded } from "../../ui/loaded.tsx";
import { Page } from "../../ui/page.tsx";
import { useLiveStatistics } from "../queues/live-statistics.ts";
import { QueueAccess } from "./queue-access.tsx";
import { QueueButtons } from "./queue-buttons.tsx";
import { QueueGraphs } from "./queue-graphs.tsx";
import { QueueSettings } from "./queue-settings.tsx";
import { Tasks } from "./tasks/tasks.tsx";

const tabs = [
  { value: "graphs", label: "Graphs" },
  { value: "tasks", label: "Tasks" },
  { value: "settings", label: "Settings" },
  { value: "access", label: "Who may use it" },
] as const;

/** A queue: its figures, its tasks, its settings, and who may use it. */
export function QueuePage() {
  const { queue: name = "", tab } = useParams();
  const { client } = useApi();
  const project = useProjectId();
  const [, navigate] = useLocation();
  const query = useQuery({
    queryKey: ["projects", project, "queues", name],
    queryFn: ({ signal }) => client.queues.get({ project, queue: name }, { signal }),
  });
  const live = useLiveStatistics(project, [name]).get(name);
  return (
    <Page
      title={name}
      lead={
        <Group gap="xs" component="span">
          <Anchor component={Link} href="/queues" size="sm">
            Task Queues
          </Anchor>
          {query.data?.paused === true && <State colour="yellow">Paused</State>}
          {query.data?.disabled === true && <State colour="gray">Disabled</State>}
        </Group>
      }
      actions={query.data !== undefined && <QueueButtons queue={query.data} />}
    >
      <Tabs
        value={tab ?? "graphs"}
        onChange={(value) =>
          navigate(`/queues/${name}${value === "graphs" ? "" : `/${value ?? ""}`}`)
        }
        keepMounted={false}
      >
        <Tabs.List mb="md">
          {tabs.map(({ value, label }) => (
            <Tabs.Tab key={value} value={value}>
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Loaded query={query}>
          {(queue) => (
            <>
              <Tabs.Panel value="graphs">
                <QueueGraphs live={live} />
              </Tabs.Panel>
              <Tabs.Panel value="tasks">
                <Tasks queue={queue} />
              </Tabs.Panel>
              <Tabs.Panel value="settings">
                <QueueSettings queue={queue} />
              </Tabs.Panel>
              <Tabs.Panel value="access">
                <QueueAccess queue={queue} />
              </Tabs.Panel>
            </>
          )}
        </Loaded>
      </Tabs>
    </Page>
  );
}

function State({ colour, children }: { colour: string; children: string }) {
  return (
    <Badge component="span" color={colour}>
      <Text span inherit>
        {children}
      </Text>
    </Badge>
  );
}
