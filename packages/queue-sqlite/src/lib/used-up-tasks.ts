import { addToCount, type Batch } from "./batch.ts";
import { removeTask, removeTaskRow } from "./delete-task.ts";
import { nextGeneratedName } from "./find-task.ts";
import type { KnownQueue } from "./queue-table.ts";
import type { TaskRow } from "./rows.ts";

/** Deletes tasks that have had all of their leases, or moves them to the queue's dead-letter queue. */
export function removeUsedUp(batch: Batch, queue: KnownQueue, rows: readonly TaskRow[]): void {
  const { project, deadLetterQueue } = queue.settings;
  if (deadLetterQueue === undefined || rows.length === 0) {
    for (const row of rows) removeTask(batch, queue.id, row);
    return;
  }
  const target = batch.queues.deadLetter(project, deadLetterQueue);
  for (const row of rows) {
    removeTaskRow(batch, queue.id, row);
    moveTo(batch, target.id, row);
  }
}

/** A new task with the payload, tag and enqueue time of the old one, oldest first, never leased. */
export function moveTo(batch: Batch, queueId: number, row: TaskRow): TaskRow {
  const { statements } = batch;
  const { rowId, name } = nextGeneratedName(batch, queueId);
  const { tag, enqueued_at } = row;
  statements.insertTask.run(rowId, queueId, name, 0, tag, enqueued_at, enqueued_at, 0);
  statements.movePayload.run(rowId, row.id);
  addToCount(batch, queueId, 1);
  return { id: rowId, name, named: 0, tag, available_at: enqueued_at, enqueued_at, retry_count: 0 };
}
