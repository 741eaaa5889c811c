import type { QueueStatistics } from "@leasehold/leasehold-v1";
import { Stack } from "@mantine/core";
import { TimeChart } from "../../charts/time-chart.tsx";
import { Fact, Facts } from "../../ui/facts.tsx";
import { Bars } from "../../ui/loaded.tsx";
import { Section } from "../../ui/section.tsx";
import { countWords, durationWords } from "../../ui/words.ts";
import type { LiveQueue } from "../queues/live-statistics.ts";

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
      <Facts tiles>
        <Fact name="Tasks">{countWords(total)}</Fact>
        <Fact name="Available">{countWords(Math.max(0, total - leased - delayed))}</Fact>
        <Fact name="Leased">{about + countWords(leased)}</Fact>
        <Fact name="Delayed">{about + countWords(delayed)}</Fact>
        <Fact name="Oldest waits">
          {now.oldestAgeSeconds === undefined ? "–" : durationWords(now.oldestAgeSeconds)}
        </Fact>
        <Fact name="Leases, last minute">{countWords(Number(now.leasedLastMinute ?? 0))}</Fact>
        <Fact name="Leases, last hour">{countWords(Number(now.leasedLastHour ?? 0))}</Fact>
      </Facts>
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
