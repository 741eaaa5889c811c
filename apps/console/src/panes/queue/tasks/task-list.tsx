import { Badge, UnstyledButton } from "@mantine/core";
import type { Task } from "@leasehold/leasehold-v1";
import { Moment } from "../../../ui/moment.tsx";
import { VirtualTable } from "../../../ui/virtual-table.tsx";
import { sinceWords } from "../../../ui/words.ts";
import { useNow } from "../../../ui/use-now.ts";
import classes from "./task-list.module.css";

const rowPixels = 41;

const stateColours: Record<string, string> = {
  available: "green",
  leased: "blue",
  delayed: "gray",
};

const headings = ["Task", "Tag", "State", "Inserted", "Leases"];

/** The tasks that were read so far; `onEnd` is called when the last of them comes in sight. */
export function TaskList(props: {
  tasks: readonly Task[];
  complete: boolean;
  onOpen: (id: string) => void;
  onEnd: () => void;
}) {
  const { tasks, complete, onOpen, onEnd } = props;
  return (
    <VirtualTable
      label="Tasks"
      headings={headings}
      complete={complete}
      rows={tasks}
      rowKey={({ id = "" }) => id}
      rowPixels={rowPixels}
      layout={classes["layout"]}
      cells={(task) => <TaskCells task={task} onOpen={onOpen} />}
      onVisible={(visible) => {
        if ((visible.at(-1)?.index ?? -1) >= tasks.length - 1) onEnd();
      }}
    />
  );
}

function TaskCells({ task, onOpen }: { task: Task; onOpen: (id: string) => void }) {
  const { id = "", tag, state = "", retryCount = 0, enqueueTimestamp, leaseTimestamp } = task;
  const nowMs = useNow();
  const untilMs = Number(leaseTimestamp ?? 0) / 1000;
  const until =
    state !== "available" && untilMs > nowMs
      ? `, ${state === "leased" ? "ends" : "due"} ${sinceWords(untilMs, nowMs)}`
      : "";
  return (
    <>
      <span role="cell" className={classes["id"]}>
        <UnstyledButton className={classes["open"]} onClick={() => onOpen(id)}>
          {id}
        </UnstyledButton>
      </span>
      <span role="cell" className={classes["tag"]}>
        {tag ?? "–"}
      </span>
      <span role="cell">
        <Badge size="sm" color={stateColours[state] ?? "gray"}>
          {state}
          {until}
        </Badge>
      </span>
      <span role="cell">
        <Moment at={Number(enqueueTimestamp ?? 0) / 1000} />
      </span>
      <span role="cell" className={classes["number"]}>
        {retryCount}
      </span>
    </>
  );
}
