import type { Operation, OperationResult, ResultOf } from "../operation.ts";
import type { QueueStore } from "../store.ts";
import { bytesOf, takeBatch, type Entry } from "./batch.ts";
import { meanCommitMs, paceFor } from "./commit-pace.ts";
import type { QueueLimits } from "./limits.ts";

export interface GroupCommit {
  /** Answers once the operation's batch is on disk. A lease whose signal aborts before then is not made. */
  submit<O extends Operation>(operation: O, signal?: AbortSignal): Promise<ResultOf<O>>;
  /** Operations taken and not yet answered. */
  readonly pending: number;
  /** Refuses what comes from now on with `store_failed`; resolves when everything taken is answered. */
  close(): Promise<void>;
}

export interface GroupCommitOptions {
  store: Pick<QueueStore, "execute">;
  limits: QueueLimits;
  /** Told why a batch failed; its callers only learn `store_failed`. */
  onStoreFailure: (error: unknown) => void;
  /** Milliseconds that never go back, to measure commits. */
  monotonicMs: () => number;
}

/**
 * Gathers the operations of the same moment into batches: an idle store is handed one at the end
 * of this turn of the event loop, a busy one finds the next batch waiting.
 */
export function createGroupCommit(options: GroupCommitOptions): GroupCommit {
  const { store, limits, onStoreFailure, monotonicMs } = options;
  const waiting: Entry[] = [];
  let waitingBytes = 0;
  let pending = 0;
  let inFlight = 0;
  let scheduled = false;
  let resting: NodeJS.Timeout | undefined;
  let closed = false;
  let idle: (() => void) | undefined;
  let commitMs = 0;
  let lastAnswerMs = 0;
  let gather = { target: 0, untilMs: 0 };

  function admit(operation: Operation): OperationResult | undefined {
    if (closed) return { ok: false, failure: "store_failed" };
    const full =
      waiting.length >= limits.waitingOperationsMax ||
      waitingBytes + bytesOf(operation) > limits.waitingBytesMax;
    return full ? { ok: false, failure: "overloaded" } : undefined;
  }

  function schedule(): void {
    if (scheduled || waiting.length === 0 || inFlight >= paceFor(commitMs).batchesInFlight) return;
    const restMs = waiting.length >= gather.target ? 0 : gather.untilMs - monotonicMs();
    // A timer is a millisecond at best: short rests are turns of the loop, which serve sockets.
    if (restMs >= 2) {
      resting ??= setTimeout(begin, Math.floor(restMs));
    } else {
      scheduled = true;
      setImmediate(begin);
    }
  }

  function begin(): void {
    scheduled = false;
    clearTimeout(resting);
    resting = undefined;
    if (waiting.length < gather.target && monotonicMs() < gather.untilMs) return schedule();
    const batch = takeBatch(waiting, limits).filter(stillWanted);
    for (const { operation } of batch) waitingBytes -= bytesOf(operation);
    if (batch.length > 0) void run(batch);
    schedule();
  }

  function stillWanted(entry: Entry): boolean {
    if (entry.signal?.aborted !== true) return true;
    pending -= 1;
    entry.settle({ ok: true, tasks: [] });
    if (pending === 0) idle?.();
    return false;
  }

  async function run(batch: Entry[]): Promise<void> {
    inFlight += 1;
    const handedMs = monotonicMs();
    let results: OperationResult[] | undefined;
    try {
      results = await store.execute(batch.map((entry) => entry.operation));
    } catch (error) {
      onStoreFailure(error);
    }
    const nowMs = monotonicMs();
    // With two in flight the second one's time begins when the first is answered.
    commitMs = meanCommitMs(commitMs, nowMs - Math.max(handedMs, lastAnswerMs));
    lastAnswerMs = nowMs;
    gather = { target: batch.length, untilMs: nowMs + paceFor(commitMs).gatherMs };
    inFlight -= 1;
    pending -= batch.length;
    for (const [index, entry] of batch.entries()) {
      entry.settle(results?.[index] ?? { ok: false, failure: "store_failed" });
    }
    schedule();
    if (pending === 0) idle?.();
  }

  return {
    submit: <O extends Operation>(operation: O, signal?: AbortSignal) => {
      const refusal = admit(operation);
      if (refusal !== undefined) return Promise.resolve(refusal as ResultOf<O>);
      return new Promise<ResultOf<O>>((resolve) => {
        // The store answers each operation with its own kind of result.
        const settle = (result: OperationResult): void => resolve(result as ResultOf<O>);
        waiting.push({ operation, signal, settle });
        waitingBytes += bytesOf(operation);
        pending += 1;
        schedule();
      });
    },
    get pending() {
      return pending;
    },
    close: () => {
      closed = true;
      gather = { target: 0, untilMs: 0 };
      if (pending === 0) return Promise.resolve();
      return new Promise((resolve) => {
        idle = resolve;
      });
    },
  };
}
