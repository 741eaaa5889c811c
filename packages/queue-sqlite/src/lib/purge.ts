import type { QueueAddress } from "@leasehold/queue/operation";
import type { Batch } from "./batch.ts";
import { removeTask } from "./delete-task.ts";
import type { TaskRow } from "./rows.ts";

/** How far a purge has come. */
export interface PurgeProgress {
  /** Tasks deleted so far. */
  deleted: number;
  /** The newest task when the purge began: later ones stay. */
  throughRowId: number;
  done: boolean;
}

// Some milliseconds of work, so that batches wait no longer for a purge than for one another.
const tasksPerStep = 1000;

/** Deletes some of a queue's tasks. @returns undefined without the queue. */
export function purgeStep(
  batch: Pick<Batch, "statements" | "queues" | "tick">,
  address: QueueAddress,
  progress: PurgeProgress | undefined,
): PurgeProgress | undefined {
  const { statements, queues, tick } = batch;
  const queue = queues.find(address);
  if (queue === undefined) return progress && { ...progress, done: true };
  const throughRowId =
    progress?.throughRowId ?? Number(statements.newestRowId.get()?.["newest"] ?? 0);
  const counts = new Map<number, number>();
  const rows = statements.someTasks.all(queue.id, throughRowId, tasksPerStep);
  for (const row of rows as unknown as TaskRow[]) {
    removeTask({ statements, counts, tick }, queue.id, row);
  }
  statements.addToCount.run(counts.get(queue.id) ?? 0, queue.id);
  return {
    deleted: (progress?.deleted ?? 0) + rows.length,
    throughRowId,
    done: rows.length < tasksPerStep,
  };
}
