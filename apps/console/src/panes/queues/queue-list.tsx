import { Anchor, Badge } from "@mantine/core";
import type { Queue } from "@leasehold/leasehold-v1";
import { useCallback, useState } from "react";
import { Link } from "wouter";
import { Sparkline } from "../../charts/sparkline.tsx";
import { useProjectId } from "../../shell/project.ts";
import { VirtualTable } from "../../ui/virtual-table.tsx";
import { countWords, durationWords } from "../../ui/words.ts";
import { type LiveQueue, useLiveStatistics } from "./live-statistics.ts";
import classes from "./queue-list.module.css";

const rowPixels = 45;

const headings = ["Queue", "Tasks", "Leased", "Oldest waits", "Leases a minute"];

/** The queues of a project with live figures; only those of the queues on the screen are read. */
export function QueueList({ queues }: { queues: readonly Queue[] }) {
  const project = useProjectId();
  const [visible, setVisible] = useState<string[]>([]);
  const live = useLiveStatistics(project, visible);
  const onVisible = useCallback((rows: readonly { row: Queue }[]) => {
    setVisible(rows.map(({ row: { name = "" } }) => name));
  }, []);
  return (
    <VirtualTable
      label="Task queues"
      headings={headings}
      complete
      rows={queues}
      rowKey={({ name = "" }) => name}
      rowPixels={rowPixels}
      layout={classes["layout"]}
      cells={(queue) => <QueueCells queue={queue} live={live.get(queue.name ?? "")} />}
      onVisible={onVisible}
    />
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
    <span role="cell">
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
