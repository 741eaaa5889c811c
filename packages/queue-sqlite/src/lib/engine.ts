import type { Operation, OperationResult, QueueAddress } from "@leasehold/queue/operation";
import { checkSettings } from "@leasehold/queue/rules";
import type { QueueSettings } from "@leasehold/queue/store";
import type { Batch } from "./batch.ts";
import { createCheckpoints } from "./checkpoints.ts";
import type { Connection } from "./connection.ts";
import { createHousekeeping } from "./housekeeping.ts";
import { createMicrosecondClock } from "./microsecond-clock.ts";
import { purgeStep, type PurgeProgress } from "./purge.ts";
import { createQueueTable } from "./queue-table.ts";
import { createRowIds } from "./row-ids.ts";
import { runBatch } from "./run-batch.ts";
import { migrate } from "./schema.ts";
import { prepareStatements } from "./statements.ts";
import { QueueStoreError } from "./store-error.ts";
import { createTaskNames } from "./task-names.ts";

/** The side of the store that writes, on one connection. Every method is one transaction, on disk when it returns. */
export interface Engine {
  execute(operations: readonly Operation[], nowMs: number): OperationResult[];
  putQueue(settings: QueueSettings): void;
  deleteQueue(address: QueueAddress): boolean;
  /** Deletes some of a queue's tasks; called again with what it answers until it is done. */
  purge(
    address: QueueAddress,
    progress: PurgeProgress | undefined,
    nowMs: number,
  ): PurgeProgress | undefined;
  /** Whether there is work to do between batches. */
  hasChores(nowMs: number): boolean;
  /** Does a bounded piece of it. */
  doChore(nowMs: number): void;
  close(): void;
}

/**
 * Starts the engine on an open connection.
 *
 * @throws QueueStoreError `schema_too_new`.
 */
export function createEngine(connection: Connection): Engine {
  migrate(connection);
  const statements = prepareStatements(connection);
  const meta = statements.meta.get() as { name_key: Uint8Array; hex_names: number };
  const clock = createMicrosecondClock(Number(statements.newestEnqueuedAt.get()?.["newest"] ?? 0));
  const queues = createQueueTable(statements);
  const rowIds = createRowIds(statements);
  const names = createTaskNames(meta.name_key);
  const hexNames = { seen: meta.hex_names === 1 };
  const checkpoints = createCheckpoints(statements);
  const housekeeping = createHousekeeping(statements, checkpoints);

  function shared(nowMs: number): Omit<Batch, "counts" | "leased" | "payloadBytesLeft"> {
    return { statements, queues, names, rowIds, hexNames, tick: () => clock.tick(nowMs) };
  }

  function transaction<T>(work: () => T): T {
    const hexNamesBefore = hexNames.seen;
    try {
      statements.begin.run();
      const result = work();
      statements.commit.run();
      checkpoints.noteCommit();
      return result;
    } catch (cause) {
      rollBack();
      hexNames.seen = hexNamesBefore;
      throw new QueueStoreError("store_failed", "The data file could not be written.", { cause });
    }
  }

  function rollBack(): void {
    queues.forget();
    rowIds.forget();
    try {
      statements.rollback.run();
    } catch {
      // SQLite rolls back by itself after some errors; then there is no transaction to end.
    }
  }

  return {
    execute: (operations, nowMs) => transaction(() => runBatch(shared(nowMs), operations)),
    putQueue: (settings) => {
      checkSettings(settings);
      transaction(() => queues.put(settings));
    },
    deleteQueue: (address) =>
      transaction(() => {
        const queue = queues.find(address);
        if (queue === undefined) return false;
        statements.deleteQueue.run(queue.id);
        statements.dropQueue.run(queue.id);
        queues.forget();
        housekeeping.noteDroppedQueue();
        return true;
      }),
    purge: (address, progress, nowMs) =>
      transaction(() => purgeStep(shared(nowMs), address, progress)),
    hasChores: (nowMs) => housekeeping.isDue(nowMs),
    doChore: (nowMs) => housekeeping.step(nowMs, transaction),
    close: () => connection.close(),
  };
}
