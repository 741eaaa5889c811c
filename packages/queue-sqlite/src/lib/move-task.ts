import type { MoveTask, OperationResult } from "@leasehold/queue/operation";
import { refusalOf } from "@leasehold/queue/rules";
import { admit, type Batch } from "./batch.ts";
import { removeTaskRow } from "./delete-task.ts";
import { findTask } from "./find-task.ts";
import { taskOf } from "./rows.ts";
import { moveTo } from "./used-up-tasks.ts";

export function moveTask(batch: Batch, operation: MoveTask): OperationResult {
  const queue = admit(batch, operation);
  if (typeof queue === "string") return { ok: false, failure: queue };
  const { project, destination } = operation;
  const target = batch.queues.find({ project, queue: destination });
  if (target === undefined) return { ok: false, failure: "destination_not_found" };
  if (refusalOf("insert", target.settings) !== undefined) {
    return { ok: false, failure: "destination_refuses" };
  }
  const row = findTask(batch, queue.id, operation.id);
  if (row === undefined) return { ok: false, failure: "task_not_found" };
  removeTaskRow(batch, queue.id, row);
  const moved = moveTo(batch, target.id, row);
  const payload = batch.statements.payload.get(moved.id);
  return { ok: true, task: taskOf(moved, String(payload?.["base64"])) };
}
