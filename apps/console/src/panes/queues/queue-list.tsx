import { Anchor, Badge } from "@mantine/core";
import type { Queue } from "@leasehold/leasehold-v1";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useLayoutEffect, useRef, useState } from "react";
import { Link } from "wouter";
import { Sparkline } from "../../charts/sparkline.tsx";
import { useProjectId } from "../../shell/project.ts";
import { countWords, durationWords } from "../../ui/words.ts";
import { type LiveQueue, useLiveStatistics } from "./live-statistics.ts";
import classes from "./queue-list.module.css";

const rowPixels = 45;

const headings = ["Queue", "Tasks", "Leased", "Oldest waits", "Leases a minute"];

/** The queues of a project with live figures; only the rows on the screen exist, and only their figures are read. */
export function QueueList({ queues }: { queues: readonly Queue[] }) {
  const project = useProjectId();
  const list = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    setTop(list.current?.offsetTop ?? 0);
  }, []);
  const virtualizer = useWindowVirtualizer({
    count: queues.length,
    estimateSize: () => rowPixels,
    overscan: 5,
    scrollMargin: top,
    getItemKey: (index) => queues[index]?.name ?? index,
  });
  const rows = virtualizer.getVirtualItems();
  const live = useLiveStatistics(
    project,
    rows.map(({ index }) => queues[index]?.name ?? ""),
  );
  return (
    <div role="table" aria-label="Task queues" aria-rowcount={queues.length + 1}>
      <div role="rowgroup">
        <div role="row" className={classes["head"]} aria-rowindex={1}>
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
          const queue = queues[index];
          if (queue === undefined) return null;
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
              <QueueCells queue={queue} live={live.get(queue.name ?? "")} />
            </div>
          );
        })}
      </div>
    </div>
  );
}

function QueueCells({ queue, live }: { queue: Queue; live: LiveQueue | undefined }) {
  const { name = "", paused, disabled, mode } = queue;
  const { totalTasks, leasedTasks, oldestAgeSeconds, leasedLastMinute, countsCapped } =
    live?.now ?? {};
  const leases = Number(leasedLastMinute ?? 0);
  return (
    <>
      <span role="cell" className={classes["name"]}>
        <Anchor component={Link} href={`/queues/${name}`} fw={600} size="sm">
          {name}
        </Anchor>
        {paused && <State colour="yellow">Paused</State>}
        {disabled && <State colour="gray">Disabled</State>}
        {mode === "push" && <State colour="gray">Push</State>}
      </span>
      <Figure label="Tasks">{totalTasks === undefined ? "–" : countWords(totalTasks)}</Figure>
      <Figure label="Leased">
        {leasedTasks === undefined
          ? "–"
          : `${countsCapped ? "at least " : ""}${countWords(leasedTasks)}`}
      </Figure>
      <Figure label="Oldest waits">
        {oldestAgeSeconds === undefined ? "–" : durationWords(oldestAgeSeconds)}
      </Figure>
      <span role="cell" className={classes["rate"]}>
        <Sparkline
          values={live?.history.map((then) => Number(then.leasedLastMinute ?? 0)) ?? []}
          label={`${name}: ${countWords(leases)} leases in the last minute`}
        />
        <span aria-hidden>{countWords(leases)}</span>
      </span>
    </>
  );
}

function Figure({ label, children }: { label: string; children: string }) {
  return (
    <span role="cell" className={classes["figure"]}>
      <span className={classes["label"]}>{label}</span>
      {children}
    </span>
  );
}

function State({ colour, children }: { colour: string; children: string }) {
  return (
    <Badge color={colour} size="sm">
      {children}
    </Badge>
  );
}
