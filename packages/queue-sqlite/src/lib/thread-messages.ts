import type { Operation, OperationResult, QueueAddress } from "@leasehold/queue/operation";
import type { QueueSettings } from "@leasehold/queue/store";
import type { PurgeProgress } from "./purge.ts";
import type { QueueStoreErrorCode } from "./store-error.ts";

// Plain objects: a packed form saved 3 % of a cycle (docs/decisions/task-store-in-a-thread.md).

/** What the store asks of the thread. It answers in the order of the requests. */
export type ThreadRequest =
  | { type: "execute"; operations: readonly Operation[]; nowMs: number }
  | { type: "putQueue"; settings: QueueSettings; nowMs: number }
  | { type: "deleteQueue"; address: QueueAddress; nowMs: number }
  | { type: "purge"; address: QueueAddress; progress: PurgeProgress | undefined; nowMs: number }
  | { type: "close"; nowMs: number };

/** What a request's transaction answered. */
export type ThreadValue = OperationResult[] | PurgeProgress | boolean | undefined;

/** An error on its way between threads, where classes do not go. */
export interface ThreadError {
  code: QueueStoreErrorCode | undefined;
  message: string;
  /** The stack of the cause, for a log. */
  cause: string;
}

export type ThreadAnswer =
  | { type: "opened" }
  | { type: "answer"; value: ThreadValue }
  | { type: "failure"; error: ThreadError }
  | { type: "choreFailure"; error: ThreadError };
