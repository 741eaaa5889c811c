import { Button, Group, NativeSelect, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import type { Queue } from "@leasehold/leasehold-v1";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useApi } from "../../../api/api-context.tsx";
import { useProjectId, useRole } from "../../../shell/project.ts";
import { Empty } from "../../../ui/empty.tsx";
import { Failure } from "../../../ui/failure.tsx";
import { Bars } from "../../../ui/loaded.tsx";
import { Section } from "../../../ui/section.tsx";
import { InsertTask } from "./insert-task.tsx";
import { LeaseTasks } from "./lease-tasks.tsx";
import { TaskDetails } from "./task-details.tsx";
import { TaskList } from "./task-list.tsx";

const pageSize = 100;
const refreshMs = 3000;

const states = [
  { value: "", label: "All states" },
  { value: "available", label: "Available" },
  { value: "leased", label: "Leased" },
  { value: "delayed", label: "Delayed" },
];

/** The tasks of a queue in the order in which they are leased; pages are read as they are scrolled to. */
export function Tasks({ queue }: { queue: Queue }) {
  const { name = "" } = queue;
  const { canEdit } = useRole();
  const [tag, setTag] = useState("");
  const [state, setState] = useState("");
  const [opened, setOpened] = useState<string>();
  const [dialog, setDialog] = useState<"insert" | "lease">();
  const query = useTaskPages({ queue: name, tag, state });
  const tasks = query.data?.pages.flatMap(({ items = [] }) => items);
  return (
    <Section
      title="Tasks"
      actions={
        <>
          <NativeSelect
            size="xs"
            aria-label="State"
            data={states}
            value={state}
            onChange={(event) => setState(event.currentTarget.value)}
          />
          <TextInput
            size="xs"
            aria-label="Filter by tag"
            placeholder="Tag"
            value={tag}
            onChange={(event) => setTag(event.currentTarget.value)}
          />
          {canEdit && (
            <Group gap="xs">
              <Button size="xs" variant="default" onClick={() => setDialog("lease")}>
                Lease
              </Button>
              <Button size="xs" onClick={() => setDialog("insert")}>
                Insert task
              </Button>
            </Group>
          )}
        </>
      }
    >
      {query.isError && <Failure error={query.error} onRetry={query.refetch} />}
      {tasks === undefined && !query.isError && <Bars lines={8} />}
      {tasks?.length === 0 && (
        <Empty title={tag === "" && state === "" ? "The queue is empty" : "No task fits this"}>
          Tasks that applications insert appear here within seconds.
        </Empty>
      )}
      {tasks !== undefined && tasks.length > 0 && (
        <TaskList
          tasks={tasks}
          complete={!query.hasNextPage}
          onOpen={setOpened}
          onEnd={() => {
            if (query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage();
          }}
        />
      )}
      {opened !== undefined && (
        <TaskDetails queue={queue} task={opened} onClose={() => setOpened(undefined)} />
      )}
      <InsertTask queue={name} opened={dialog === "insert"} onClose={() => setDialog(undefined)} />
      <LeaseTasks queue={name} opened={dialog === "lease"} onClose={() => setDialog(undefined)} />
    </Section>
  );
}

function useTaskPages(filter: { queue: string; tag: string; state: string }) {
  const { client } = useApi();
  const project = useProjectId();
  const { queue, state } = filter;
  const [tag] = useDebouncedValue(filter.tag, 300);
  return useInfiniteQuery({
    queryKey: ["projects", project, "queues", queue, "tasks", tag, state],
    queryFn: ({ signal, pageParam }) =>
      client.tasks.list(
        {
          project,
          queue,
          maxResults: pageSize,
          ...(tag !== "" && { tag }),
          ...(state !== "" && { state }),
          ...(pageParam !== "" && { pageToken: pageParam }),
        },
        { signal },
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.nextPageToken,
    placeholderData: keepPreviousData,
    // Who has scrolled on looks at what is there; a list from its start stays fresh.
    refetchInterval: ({ state: { data } }) => (data?.pages.length === 1 ? refreshMs : false),
  });
}
