import type { Checkpoints } from "./checkpoints.ts";
import type { TaskRow } from "./rows.ts";
import type { Statements } from "./statements.ts";

const rowsPerStep = 500;
const expiryCheckMs = 10_000;

/** What is done between batches, a bounded piece at a time. */
export interface Housekeeping {
  noteDroppedQueue(): void;
  isDue(nowMs: number): boolean;
  step(nowMs: number, transaction: (work: () => void) => void): void;
}

export function createHousekeeping(statements: Statements, checkpoints: Checkpoints): Housekeeping {
  let queuesDropped = statements.droppedQueue.get() !== undefined;
  let expiryDueMs = Number.NEGATIVE_INFINITY;

  function dropExpired(nowMs: number): void {
    const nowMicros = Math.floor(nowMs * 1000);
    const dropped = [statements.expireTombstones, statements.expireClaimedKeys].map((expire) =>
      Number(expire.run(nowMicros, rowsPerStep).changes),
    );
    if (Math.max(...dropped) < rowsPerStep) expiryDueMs = nowMs + expiryCheckMs;
  }

  function clearDroppedQueue(): void {
    const dropped = statements.droppedQueue.get();
    if (dropped === undefined) {
      queuesDropped = false;
      return;
    }
    const queueId = Number(dropped["id"]);
    const rows = statements.someTasks.all(queueId, Number.MAX_SAFE_INTEGER, rowsPerStep);
    for (const { id } of rows as unknown as TaskRow[]) {
      statements.deleteTask.run(id);
      statements.deletePayload.run(id);
    }
    const tombstones = statements.someTombstones.run(queueId, queueId, rowsPerStep);
    if (rows.length === rowsPerStep || Number(tombstones.changes) === rowsPerStep) return;
    statements.deleteLeased.run(queueId);
    statements.forgetDroppedQueue.run(queueId);
  }

  return {
    noteDroppedQueue: () => {
      queuesDropped = true;
    },
    isDue: (nowMs) => queuesDropped || nowMs >= expiryDueMs || checkpoints.isDue(),
    step: (nowMs, transaction) => {
      if (checkpoints.isDue()) checkpoints.run();
      else if (queuesDropped) transaction(clearDroppedQueue);
      else if (nowMs >= expiryDueMs) transaction(() => dropExpired(nowMs));
    },
  };
}
