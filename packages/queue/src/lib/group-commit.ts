import type { Operation, OperationResult, ResultOf } from "../operation.ts";
import type { QueueStore } from "../store.ts";
import { createPacer } from "./commit-pace.ts";
import type { QueueLimits } from "./limits.ts";
import { createWaitingLine, type Entry } from "./waiting-line.ts";

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
  const line = createWaitingLine(options.limits);
  const pacer = createPacer(options.monotonicMs);
  const begin = createStarter(startBatch);
  let pending = 0;
  let inFlight = 0;
  let onIdle: (() => void) | undefined;

  function schedule(): void {
    if (line.length === 0 || inFlight >= pacer.batchesInFlight()) return;
    begin.after(onIdle === undefined ? pacer.restMs(line.length) : 0);
  }

  function startBatch(): void {
    if (onIdle === undefined && pacer.restMs(line.length) > 0) return schedule();
    const batch = line.takeBatch();
    for (const entry of batch.filter(isAborted)) answer(entry, { ok: true, tasks: [] });
    const wanted = batch.filter((entry) => !isAborted(entry));
    if (wanted.length > 0) void run(wanted);
    schedule();
  }

  async function run(batch: Entry[]): Promise<void> {
    inFlight += 1;
    const handedMs = options.monotonicMs();
    let results: OperationResult[] | undefined;
    try {
      results = await options.store.execute(batch.map((entry) => entry.operation));
    } catch (error) {
      options.onStoreFailure(error);
    }
    pacer.noteAnswer({ size: batch.length, handedMs });
    inFlight -= 1;
    for (const [index, entry] of batch.entries()) {
      answer(entry, results?.[index] ?? { ok: false, failure: "store_failed" });
    }
    schedule();
  }

  function answer(entry: Entry, result: OperationResult): void {
    pending -= 1;
    entry.settle(result);
    if (pending === 0) onIdle?.();
  }

  return {
    submit: <O extends Operation>(operation: O, signal?: AbortSignal) => {
      if (onIdle !== undefined) return refused<O>("store_failed");
      return new Promise<ResultOf<O>>((resolve) => {
        // The store answers each operation with its own kind of result.
        const settle = (result: OperationResult): void => resolve(result as ResultOf<O>);
        if (!line.push({ operation, signal, settle })) return resolve(refused<O>("overloaded"));
        pending += 1;
        schedule();
      });
    },
    get pending() {
      return pending;
    },
    close: () =>
      new Promise((resolve) => {
        onIdle = resolve;
        if (pending === 0) resolve();
        else schedule();
      }),
  };
}

function refused<O extends Operation>(
  failure: "store_failed" | "overloaded",
): Promise<ResultOf<O>> {
  return Promise.resolve({ ok: false, failure } as ResultOf<O>);
}

function isAborted({ signal }: Entry): boolean {
  return signal?.aborted === true;
}

/** Calls back once, at the end of this turn of the event loop or after a rest, whichever is asked for first. */
function createStarter(callback: () => void): { after(restMs: number): void } {
  let atEndOfTurn = false;
  let rest: NodeJS.Timeout | undefined;

  function start(): void {
    atEndOfTurn = false;
    clearTimeout(rest);
    rest = undefined;
    callback();
  }

  return {
    after: (restMs) => {
      if (atEndOfTurn) return;
      // A timer takes a millisecond at least: shorter rests are turns of the loop, which serve sockets.
      if (restMs >= 2) {
        rest ??= setTimeout(start, Math.floor(restMs));
      } else {
        atEndOfTurn = true;
        setImmediate(start);
      }
    },
  };
}
