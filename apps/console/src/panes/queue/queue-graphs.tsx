import type { QueueStatistics } from "@leasehold/leasehold-v1";
import { Stack } from "@mantine/core";
import { TimeChart } from "../../charts/time-chart.tsx";
import { Bars } from "../../ui/loaded.tsx";
import { Section } from "../../ui/section.tsx";
import { countWords, durationWords } from "../../ui/words.ts";
import type { LiveQueue } from "../queues/live-statistics.ts";
import classes from "./queue-graphs.module.css";

function timeOfDay(atMs: number): string {
  return new Date(atMs).toLocaleTimeString();
}

/** The queue's figures as they are, and as they were since the page was opened. */
export function QueueGraphs({ live }: { live: LiveQueue | undefined }) {
  if (live === undefined) return <Bars lines={6} />;
  const { now, history, times } = live;
  const leased = now.leasedTasks ?? 0;
  const delayed = now.delayedTasks ?? 0;
  const total = now.totalTasks ?? 0;
  const about = now.countsCapped === true ? "at least " : "";
  return (
    <Stack>
      <dl className={classes["figures"]}>
        <Figure name="Tasks" value={countWords(total)} />
        <Figure name="Available" value={countWords(Math.max(0, total - leased - delayed))} />
        <Figure name="Leased" value={about + countWords(leased)} />
        <Figure name="Delayed" value={about + countWords(delayed)} />
        <Figure
          name="Oldest waits"
          value={now.oldestAgeSeconds === undefined ? "–" : durationWords(now.oldestAgeSeconds)}
        />
        <Figure name="Leases, last minute" value={countWords(Number(now.leasedLastMinute ?? 0))} />
        <Figure name="Leases, last hour" value={countWords(Number(now.leasedLastHour ?? 0))} />
      </dl>
      <Section title="Tasks" about="Since this page was opened.">
        <TimeChart
          label="Tasks in the queue"
          kind="lines"
          times={times}
          series={[
            { id: "total", name: "All", values: valuesOf(history, "totalTasks") },
            { id: "leased", name: "Leased", values: valuesOf(history, "leasedTasks") },
            { id: "delayed", name: "Delayed", values: valuesOf(history, "delayedTasks") },
          ]}
          formatTime={timeOfDay}
        />
      </Section>
      <Section title="Leases a minute" about="How many leases were given in the minute before.">
        <TimeChart
          label="Leases a minute"
          kind="lines"
          times={times}
          series={[{ id: "leases", name: "Leases", values: valuesOf(history, "leasedLastMinute") }]}
          formatTime={timeOfDay}
        />
      </Section>
    </Stack>
  );
}

function valuesOf(
  history: readonly QueueStatistics[],
  name: "totalTasks" | "leasedTasks" | "delayedTasks" | "leasedLastMinute",
): number[] {
  return history.map((then) => Number(then[name] ?? 0));
}

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
