import { Badge, UnstyledButton } from "@mantine/core";
import type { Task } from "@leasehold/leasehold-v1";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { Moment } from "../../../ui/moment.tsx";
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

/** Rows for the tasks on the screen only; `onEnd` is called when the last one that is there comes in sight. */
export function TaskList(props: {
  tasks: readonly Task[];
  onOpen: (id: string) => void;
  onEnd: () => void;
}) {
  const { tasks, onOpen, onEnd } = props;
  const list = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    setTop((list.current?.getBoundingClientRect().top ?? 0) + window.scrollY);
  }, []);
  const virtualizer = useWindowVirtualizer({
    count: tasks.length,
    estimateSize: () => rowPixels,
    overscan: 8,
    scrollMargin: top,
    getItemKey: (index) => tasks[index]?.id ?? index,
  });
  const rows = virtualizer.getVirtualItems();
  const last = rows.at(-1)?.index ?? -1;
  useEffect(() => {
    if (last >= tasks.length - 1) onEnd();
  }, [last, tasks.length, onEnd]);
  return (
    <div role="table" aria-label="Tasks" aria-rowcount={-1}>
      <div role="rowgroup">
        <div role="row" className={classes["head"]}>
          {headings.map((heading) => (
            <span key={heading} role="columnheader">
              {heading}
            </span>
          ))}
        </div>
      </div>
      <div
        ref={list}
        role="rowgroup"
        className={classes["rows"]}
        style={{ height: virtualizer.getTotalSize() }}
      >
        {rows.map(({ index, key, start }) => {
          const task = tasks[index];
          if (task === undefined) return null;
          return (
            <div
              key={key}
              ref={virtualizer.measureElement}
              data-index={index}
              role="row"
              aria-rowindex={index + 2}
              className={classes["row"]}
              style={{ transform: `translateY(${start - top}px)` }}
            >
              <TaskCells task={task} onOpen={onOpen} />
            </div>
          );
        })}
      </div>
    </div>
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
