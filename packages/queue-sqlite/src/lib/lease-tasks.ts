import type { LeaseTasks, OperationResult, Task } from "@leasehold/queue/operation";
import {
  isUsedUp,
  leaseEndMicros,
  mayLease,
  payloadBytes,
  usedUpTasksPerAttempt,
} from "@leasehold/queue/rules";
import { admit, type Batch } from "./batch.ts";
import type { KnownQueue } from "./queue-table.ts";
import { taskOf, type FullTaskRow, type TaskRow } from "./rows.ts";
import { removeUsedUp } from "./used-up-tasks.ts";

/** What leases read: the tasks of a queue that are available, perhaps those of one tag. */
interface Range {
  queue: KnownQueue;
  nowMicros: number;
  tag: string | undefined;
}

interface Hand {
  lease: LeaseTasks;
  rows: FullTaskRow[];
  bytesLeft: number;
}

/** Answers leases of one queue and tag with one read of its tasks, dealt out in order. */
export function leaseGroup(batch: Batch, leases: readonly LeaseTasks[]): OperationResult[] {
  const [first] = leases;
  if (first === undefined) return [];
  const queue = admit(batch, first);
  if (typeof queue === "string") return leases.map(() => ({ ok: false, failure: queue }));
  if (!mayLease(queue.settings)) return leases.map(() => ({ ok: true, tasks: [] }));
  if (!first.byTag || first.tag !== undefined) {
    const tag = first.byTag ? first.tag : undefined;
    return dealOut(batch, { queue, nowMicros: batch.tick(), tag }, leases);
  }
  return leases.map((lease) => leaseOldestTag(batch, queue, lease));
}

function leaseOldestTag(batch: Batch, queue: KnownQueue, lease: LeaseTasks): OperationResult {
  const nowMicros = batch.tick();
  const usedUp: TaskRow[] = [];
  let tag: string | undefined;
  while (usedUp.length < usedUpTasksPerAttempt) {
    const oldest = batch.statements.oldestAvailable.get(queue.id, nowMicros);
    const row = oldest as TaskRow | undefined;
    if (row === undefined || !isUsedUp({ retryCount: row.retry_count }, queue.settings)) {
      tag = row?.tag;
      break;
    }
    usedUp.push(row);
    removeUsedUp(batch, queue, [row]);
  }
  const [answer] =
    tag === undefined
      ? [{ ok: true as const, tasks: [] }]
      : dealOut(batch, { queue, nowMicros, tag }, [lease]);
  return withDeadLettered(answer!, queue, usedUp.length);
}

function dealOut(batch: Batch, range: Range, leases: readonly LeaseTasks[]): OperationResult[] {
  const { queue, nowMicros } = range;
  const hands = leases.map((lease) => ({ lease, rows: [], bytesLeft: lease.payloadBytesMax }));
  const usedUp = fillHands(batch, range, hands);
  removeUsedUp(batch, queue, usedUp);
  const answers = hands.map((hand): OperationResult => {
    const endMicros = leaseEndMicros(nowMicros, hand.lease.leaseSeconds);
    return { ok: true, tasks: hand.rows.map((row) => leaseTask(batch, row, endMicros)) };
  });
  const leased = hands.reduce((sum, hand) => sum + hand.rows.length, 0);
  if (leased > 0) batch.leased.set(queue.id, (batch.leased.get(queue.id) ?? 0) + leased);
  return answers.map((answer, index) =>
    index === 0 ? withDeadLettered(answer, queue, usedUp.length) : answer,
  );
}

/** Deals the range's tasks to the hands until all are full. @returns the used-up tasks on the way. */
function fillHands(batch: Batch, range: Range, hands: Hand[]): TaskRow[] {
  const usedUp: TaskRow[] = [];
  let place = 0;
  for (const row of rowsOf(batch, range, hands)) {
    if (isUsedUp({ retryCount: row.retry_count }, range.queue.settings)) {
      usedUp.push(row);
      if (usedUp.length === usedUpTasksPerAttempt) break;
      continue;
    }
    const bytes = payloadBytes(row.base64);
    let hand = hands[place];
    if (hand !== undefined && !takes(batch, hand, bytes)) hand = hands[(place += 1)];
    if (hand === undefined) break;
    hand.rows.push(row);
    hand.bytesLeft -= bytes;
    batch.payloadBytesLeft -= bytes;
    // A read for one lease too many costs a row; the last full hand ends the read.
    if (hand.rows.length === hand.lease.count) place += 1;
    if (place === hands.length) break;
  }
  return usedUp;
}

function takes(batch: Batch, { rows, bytesLeft }: Hand, bytes: number): boolean {
  return rows.length === 0 || bytes <= Math.min(bytesLeft, batch.payloadBytesLeft);
}

function rowsOf(batch: Batch, range: Range, hands: Hand[]): Iterable<FullTaskRow> {
  const { queue, nowMicros, tag } = range;
  const asked = hands.reduce((sum, hand) => sum + hand.lease.count, 0);
  const limit = asked + (queue.settings.maxLeases > 0 ? usedUpTasksPerAttempt : 0);
  const rows =
    tag === undefined
      ? batch.statements.availableByTime.iterate(queue.id, nowMicros, limit)
      : batch.statements.availableByTag.iterate(queue.id, tag, nowMicros, limit);
  return rows as Iterable<unknown> as Iterable<FullTaskRow>;
}

function leaseTask(batch: Batch, row: FullTaskRow, endMicros: number): Task {
  batch.statements.leaseTask.run(endMicros, row.id);
  const leased = { ...row, available_at: endMicros, retry_count: row.retry_count + 1 };
  return taskOf(leased, row.base64);
}

function withDeadLettered(
  answer: OperationResult,
  { settings }: KnownQueue,
  count: number,
): OperationResult {
  if (!answer.ok || !("tasks" in answer)) return answer;
  if (count === 0 || settings.deadLetterQueue === undefined) return answer;
  const before = answer.deadLettered?.count ?? 0;
  return { ...answer, deadLettered: { queue: settings.deadLetterQueue, count: before + count } };
}
