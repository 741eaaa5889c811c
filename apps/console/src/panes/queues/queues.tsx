import { Button, TextInput } from "@mantine/core";
import { IconFileText, IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { useQueues } from "../../api/project-lists.ts";
import { useProjectId, useRole } from "../../shell/project.ts";
import { Empty } from "../../ui/empty.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { Page } from "../../ui/page.tsx";
import { Section } from "../../ui/section.tsx";
import { plural } from "../../ui/words.ts";
import { CreateQueue } from "./create-queue.tsx";
import { QueueList } from "./queue-list.tsx";
import { QueueYaml } from "./queue-yaml.tsx";

/** The project's queues and how they are doing. */
export function Queues() {
  const project = useProjectId();
  const { canEdit } = useRole();
  const [filter, setFilter] = useState("");
  const [dialog, setDialog] = useState<"create" | "yaml">();
  const query = useQueues(project);
  const createButton = canEdit && <Button onClick={() => setDialog("create")}>Create queue</Button>;
  return (
    <Page
      title="Task Queues"
      lead="Pull queues: applications insert tasks, workers lease them and delete what is done. The figures are live."
      actions={
        <>
          <Button
            variant="default"
            leftSection={<IconFileText size={16} aria-hidden />}
            onClick={() => setDialog("yaml")}
          >
            queue.yaml
          </Button>
          {createButton}
        </>
      }
    >
      <Section
        title={query.data === undefined ? "Queues" : plural(query.data.length, "queue")}
        actions={
          <TextInput
            size="xs"
            aria-label="Filter by name"
            placeholder="Filter by name"
            leftSection={<IconSearch size={14} aria-hidden />}
            value={filter}
            onChange={(event) => setFilter(event.currentTarget.value)}
          />
        }
      >
        <Loaded query={query} lines={8}>
          {(queues) => {
            const shown = queues.filter(({ name = "" }) => name.includes(filter.trim()));
            if (queues.length === 0) {
              return (
                <Empty title="No queue yet" action={createButton}>
                  Create one here, or declare all of them in a queue.yaml.
                </Empty>
              );
            }
            if (shown.length === 0) return <Empty title="No queue has this in its name" />;
            return <QueueList queues={shown} />;
          }}
        </Loaded>
      </Section>
      <CreateQueue opened={dialog === "create"} onClose={() => setDialog(undefined)} />
      <QueueYaml opened={dialog === "yaml"} onClose={() => setDialog(undefined)} />
    </Page>
  );
}
