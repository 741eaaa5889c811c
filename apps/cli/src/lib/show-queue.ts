import type { Queue } from "@leasehold/leasehold-v1";
import { showSeconds } from "./moment.ts";
import { renderFacts, renderTable } from "./table.ts";

/** Queues, a line each. */
export function renderQueues(queues: Queue[], columns: number | undefined): string {
  const rows = queues.map((queue) => [
    queue.name ?? "",
    stateOf(queue),
    `${queue.stats?.totalTasks ?? 0}`,
    showSeconds(queue.stats?.oldestTask),
    queue.stats?.leasedLastMinute ?? "0",
    leasesOf(queue),
    queue.deadLetterQueue ?? "",
  ]);
  const head = ["QUEUE", "STATE", "TASKS", "OLDEST", "LEASED/MIN", "MAX LEASES", "DEAD LETTERS"];
  return renderTable({ head, rows }, columns);
}

/** One queue with who may use it. */
export function renderQueue(queue: Queue, columns: number | undefined): string {
  const { acl, stats } = queue;
  return renderFacts(
    [
      ["queue", queue.name],
      ["project", queue.project],
      ["state", stateOf(queue)],
      ["max leases", leasesOf(queue)],
      ["dead letters", queue.deadLetterQueue],
      ["tasks", stats && `${stats.totalTasks ?? 0}`],
      ["oldest", stats && showSeconds(stats.oldestTask)],
      [
        "leased",
        stats &&
          `${stats.leasedLastMinute ?? 0} last minute, ${stats.leasedLastHour ?? 0} last hour`,
      ],
      ["admins", listOf(acl?.adminEmails)],
      ["consumers", listOf(acl?.consumerEmails)],
      ["producers", listOf(acl?.producerEmails)],
    ],
    columns,
  );
}

function stateOf(queue: Queue): string {
  if (queue.disabled === true) return "disabled";
  if (queue.paused === true) return "paused";
  return queue.mode === "push" ? "push" : "running";
}

function leasesOf(queue: Queue): string {
  return queue.maxLeases ? `${queue.maxLeases}` : "no limit";
}

function listOf(emails: string[] | undefined): string | undefined {
  return emails === undefined || emails.length === 0 ? undefined : emails.join(", ");
}
