import type { InsertTask, OperationFailure, OperationResult } from "@leasehold/queue/operation";
import { firstAvailableAtMicros } from "@leasehold/queue/rules";
import { addToCount, admit, type Batch } from "./batch.ts";
import { findTask, nextGeneratedName } from "./find-task.ts";
import { taskOf } from "./rows.ts";
import { looksGenerated } from "./task-names.ts";

export function insertTask(batch: Batch, operation: InsertTask): OperationResult {
  const queue = admit(batch, operation);
  if (typeof queue === "string") return { ok: false, failure: queue };
  const { statements } = batch;
  const nowMicros = batch.tick();
  const named = operation.id === undefined ? 0 : 1;
  if (operation.id !== undefined) {
    const failure = refuseName(batch, queue.id, { name: operation.id, nowMicros });
    if (failure !== undefined) return { ok: false, failure };
  }
  const { rowId, name } =
    operation.id === undefined
      ? nextGeneratedName(batch, queue.id)
      : { rowId: batch.rowIds.next(), name: operation.id };
  const row = {
    id: rowId,
    name,
    named,
    tag: operation.tag,
    available_at: firstAvailableAtMicros(operation.availableAtMicros, nowMicros),
    enqueued_at: nowMicros,
    retry_count: 0,
  };
  statements.insertTask.run(
    rowId,
    queue.id,
    name,
    named,
    row.tag,
    row.available_at,
    row.enqueued_at,
    0,
  );
  statements.insertPayload.run(rowId, operation.payloadBase64);
  addToCount(batch, queue.id, 1);
  return { ok: true, task: taskOf(row, operation.payloadBase64) };
}

function refuseName(
  batch: Batch,
  queueId: number,
  { name, nowMicros }: { name: string; nowMicros: number },
): OperationFailure | undefined {
  const { statements, hexNames } = batch;
  if (findTask(batch, queueId, name) !== undefined) return "task_exists";
  const tombstone = statements.tombstone.get(queueId, name);
  if (tombstone !== undefined) {
    if (Number(tombstone["expires_at"]) > nowMicros) return "task_name_tombstoned";
    statements.deleteTombstone.run(queueId, name);
  }
  if (!hexNames.seen && looksGenerated(name)) {
    statements.noteHexNames.run();
    hexNames.seen = true;
  }
  return undefined;
}
