import type { Operation, OperationResult } from "../operation.ts";
import type { QueueLimits } from "./limits.ts";

/** An operation that waits for its batch, and where its answer goes. */
export interface Entry {
  operation: Operation;
  /** Once aborted, a lease that is not in a batch yet is not made. */
  signal: AbortSignal | undefined;
  settle(result: OperationResult): void;
}

/** What an operation adds to a batch, in characters of payload. */
export function bytesOf(operation: Operation): number {
  return operation.type === "insert" ? operation.payloadBase64.length : 0;
}

/** Takes the next batch off the front of `waiting`: as much as the limits allow, and at least one. */
export function takeBatch(waiting: Entry[], limits: QueueLimits): Entry[] {
  let bytes = 0;
  let leasedTasks = 0;
  let size = 0;
  for (const { operation } of waiting) {
    bytes += bytesOf(operation);
    if (operation.type === "lease") leasedTasks += operation.count;
    const full =
      size === limits.batchOperationsMax ||
      bytes > limits.batchBytesMax ||
      leasedTasks > limits.batchLeasedTasksMax;
    if (full && size > 0) break;
    size += 1;
  }
  return waiting.splice(0, size);
}
