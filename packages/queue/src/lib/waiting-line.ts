import type { Operation, OperationResult } from "../operation.ts";
import type { QueueLimits } from "./limits.ts";

/** An operation that waits for its batch, and where its answer goes. */
export interface Entry {
  operation: Operation;
  /** Once aborted, a lease that is not in a batch yet is not made. */
  signal: AbortSignal | undefined;
  settle(result: OperationResult): void;
}

/** The operations that wait for a batch: no more of them than there is memory set aside for. */
export interface WaitingLine {
  /** @returns false when the line is full. */
  push(entry: Entry): boolean;
  /** Takes the next batch off the front: as much as the limits allow, and at least one. */
  takeBatch(): Entry[];
  readonly length: number;
}

export function createWaitingLine(limits: QueueLimits): WaitingLine {
  const entries: Entry[] = [];
  let bytes = 0;

  return {
    push: (entry) => {
      const more = bytes + bytesOf(entry.operation);
      if (entries.length >= limits.waitingOperationsMax || more > limits.waitingBytesMax) {
        return false;
      }
      bytes = more;
      entries.push(entry);
      return true;
    },
    takeBatch: () => {
      const batch = entries.splice(0, batchSize(entries, limits));
      for (const { operation } of batch) bytes -= bytesOf(operation);
      return batch;
    },
    get length() {
      return entries.length;
    },
  };
}

function batchSize(entries: readonly Entry[], limits: QueueLimits): number {
  let size = 0;
  let bytes = 0;
  let leasedTasks = 0;
  for (const { operation } of entries) {
    bytes += bytesOf(operation);
    if (operation.type === "lease") leasedTasks += operation.count;
    const full =
      size === limits.batchOperationsMax ||
      bytes > limits.batchBytesMax ||
      leasedTasks > limits.batchLeasedTasksMax;
    if (full && size > 0) break;
    size += 1;
  }
  return size;
}

function bytesOf(operation: Operation): number {
  return operation.type === "insert" ? operation.payloadBase64.length : 0;
}
