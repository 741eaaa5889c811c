import type { DeleteTask, OperationResult } from "@leasehold/queue/operation";
import { tombstoneEndMicros } from "@leasehold/queue/rules";
import { addToCount, admit, type Batch } from "./batch.ts";
import type { TaskRow } from "./rows.ts";

export function deleteTask(batch: Batch, operation: DeleteTask): OperationResult {
  const queue = admit(batch, operation);
  if (typeof queue === "string") return { ok: false, failure: queue };
  const { statements } = batch;
  const rowId = batch.names.rowIdOf(operation.id);
  if (rowId !== undefined && statements.deleteGeneratedTask.run(rowId, queue.id).changes === 1) {
    statements.deletePayload.run(rowId);
    addToCount(batch, queue.id, -1);
    return { ok: true };
  }
  const row = statements.namedTask.get(queue.id, operation.id) as TaskRow | undefined;
  if (row === undefined) return { ok: false, failure: "task_not_found" };
  removeTask(batch, queue.id, row);
  return { ok: true };
}

/** Removes a task, whatever the reason: a name given by a caller becomes a tombstone. */
export function removeTask(
  batch: Pick<Batch, "statements" | "counts" | "tick">,
  queueId: number,
  row: TaskRow,
): void {
  batch.statements.deletePayload.run(row.id);
  removeTaskRow(batch, queueId, row);
}

/** Removes a task whose payload lives on. */
export function removeTaskRow(
  { statements, counts, tick }: Pick<Batch, "statements" | "counts" | "tick">,
  queueId: number,
  row: TaskRow,
): void {
  statements.deleteTask.run(row.id);
  if (row.named === 1) {
    statements.putTombstone.run(queueId, row.name, tombstoneEndMicros(tick()));
  }
  counts.set(queueId, (counts.get(queueId) ?? 0) - 1);
}
