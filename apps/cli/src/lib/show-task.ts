import type { Task } from "@leasehold/taskqueue-v1beta2";
import { showMicroseconds } from "./moment.ts";
import { showPayload } from "./payload.ts";
import { renderFacts, renderTable } from "./table.ts";

/** Tasks without their payloads, a line each. */
export function renderTasks(
  tasks: Task[],
  screen: { columns: number | undefined; nowMs: number },
): string {
  const rows = tasks.map((task) => [
    task.id ?? "",
    task.tag ?? "",
    stateOf(task, screen.nowMs),
    `${task.retry_count ?? 0}`,
    showMicroseconds(task.enqueueTimestamp),
  ]);
  return renderTable(
    { head: ["TASK", "TAG", "STATE", "LEASES", "INSERTED"], rows },
    screen.columns,
  );
}

/** One task with its payload as text. */
export function renderTask(task: Task): string {
  const facts = renderFacts(
    [
      ["task", task.id],
      ["tag", task.tag],
      ["leases", task.retry_count === undefined ? undefined : `${task.retry_count}`],
      ["until", task.leaseTimestamp === "0" ? undefined : showMicroseconds(task.leaseTimestamp)],
      // What `tasks update` and `tasks patch` take as --lease-timestamp.
      ["lease timestamp", task.leaseTimestamp === "0" ? undefined : task.leaseTimestamp],
    ],
    undefined,
  );
  if (task.payloadBase64 === undefined) return facts;
  return `${facts}\n\n${showPayload(task.payloadBase64)}`;
}

function stateOf(task: Task, nowMs: number): string {
  const { leaseTimestamp = "0", retry_count: leases = 0 } = task;
  if (BigInt(leaseTimestamp) <= BigInt(nowMs) * 1000n) return "available";
  return `${leases > 0 ? "leased until" : "not before"} ${showMicroseconds(leaseTimestamp)}`;
}
