import type { OperationResult, RenewLease } from "@leasehold/queue/operation";
import { holdsLease, leaseEndMicros, reportedAvailableAtMicros } from "@leasehold/queue/rules";
import { admit, type Batch } from "./batch.ts";
import { findTask } from "./find-task.ts";
import { taskOf } from "./rows.ts";

export function renewLease(batch: Batch, operation: RenewLease): OperationResult {
  const queue = admit(batch, operation);
  if (typeof queue === "string") return { ok: false, failure: queue };
  const row = findTask(batch, queue.id, operation.id);
  if (row === undefined) return { ok: false, failure: "task_not_found" };
  const nowMicros = batch.tick();
  const expectedMicros = operation.expectedAvailableAtMicros;
  const currentMicros = reportedAvailableAtMicros({
    availableAtMicros: row.available_at,
    enqueuedAtMicros: row.enqueued_at,
    retryCount: row.retry_count,
  });
  if (expectedMicros !== undefined && !holdsLease({ expectedMicros, currentMicros, nowMicros })) {
    return { ok: false, failure: "lease_expired" };
  }
  const available_at = leaseEndMicros(nowMicros, operation.newLeaseSeconds);
  const tag = operation.tag ?? row.tag;
  batch.statements.renewTask.run(available_at, tag, row.id);
  const payload = batch.statements.payload.get(row.id);
  return { ok: true, task: taskOf({ ...row, available_at, tag }, String(payload?.["base64"])) };
}
