import type { OperationFailure, TaskOperation } from "@leasehold/queue/operation";
import { refusalOf } from "@leasehold/queue/rules";
import type { KnownQueue, QueueTable } from "./queue-table.ts";
import type { RowIds } from "./row-ids.ts";
import type { Statements } from "./statements.ts";
import type { TaskNames } from "./task-names.ts";

/** What the operations of a batch share. It lives as long as the batch's transaction. */
export interface Batch {
  statements: Statements;
  queues: QueueTable;
  names: TaskNames;
  rowIds: RowIds;
  /** Whether some caller ever gave a name that looks generated. */
  hexNames: { seen: boolean };
  /** The next microsecond. */
  tick: () => number;
  /** By how much each queue's number of tasks changes. */
  counts: Map<number, number>;
  /** How many tasks of each queue were leased. */
  leased: Map<number, number>;
  /** Payload that the leases of the batch may still answer. */
  payloadBytesLeft: number;
}

/** The queue of an operation, or why it refuses. */
export function admit(batch: Batch, operation: TaskOperation): KnownQueue | OperationFailure {
  const queue = batch.queues.find(operation);
  const refusal = refusalOf(operation.type, queue?.settings);
  return refusal ?? queue ?? "queue_not_found";
}

/** Notes that a queue has so many tasks more, or fewer. */
export function addToCount(batch: Batch, queueId: number, change: number): void {
  batch.counts.set(queueId, (batch.counts.get(queueId) ?? 0) + change);
}
