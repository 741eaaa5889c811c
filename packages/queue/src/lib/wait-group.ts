import type { LeaseTasks, OperationResult, ResultOf } from "../operation.ts";
import type { LeaseRequest } from "../queue.ts";

// However many tasks come at once, this many waiters at most try for them together.
const attemptsMax = 64;
const minimumDelayMs = 1;
const maximumDelayMs = 60_000;

export interface Schedule {
  /** Calls back after the delay unless the returned function is called before. */
  (callback: () => void, delayMs: number): () => void;
}

export interface WaitGroupOptions {
  /** Tries the lease once. */
  attempt(request: LeaseRequest): Promise<ResultOf<LeaseTasks>>;
  /** When a lease could next find a task (µs). */
  nextAvailableAtMicros(): Promise<number | undefined>;
  /** Gives back tasks leased for somebody who has hung up. */
  release(request: LeaseRequest, result: ResultOf<LeaseTasks>): void;
  /** The last waiter has left. */
  onEmpty(): void;
  onStoreFailure(error: unknown): void;
  now: () => number;
  schedule: Schedule;
  recheckMs: (() => number) | undefined;
}

/** The leases that wait for the same tasks: those of a queue, or of one of its tags. */
export interface WaitGroup {
  wait(request: LeaseRequest): Promise<ResultOf<LeaseTasks>>;
  /** A task is, or will be, available from then on. */
  noteAvailable(atMicros: number): void;
  /** The queue's settings changed: somebody looks what that means. */
  wake(): void;
  /** Answers everybody with no tasks. */
  close(): void;
  readonly size: number;
}

interface Waiter {
  request: LeaseRequest;
  trying: boolean;
  /** The time is over: the attempt under way is the last. */
  late: boolean;
  leave(result: ResultOf<LeaseTasks>): void;
}

const noTasks: ResultOf<LeaseTasks> = { ok: true, tasks: [] };

export function isEmpty(result: OperationResult): boolean {
  return result.ok && "tasks" in result && result.tasks.length === 0;
}

/** Waiters are woken one for each task, first come first served; one that is served wakes two more. */
export function createWaitGroup(options: WaitGroupOptions): WaitGroup {
  const waiters = new Set<Waiter>();
  // Those that tried in vain go before those that have not tried: they came earlier.
  const returned = new Set<Waiter>();
  const fresh = new Set<Waiter>();
  let trying = 0;
  let changes = 0;
  let timer: { atMs: number; cancel: () => void } | undefined;

  function wake(count: number): void {
    for (let woken = 0; woken < count && trying < attemptsMax; woken += 1) {
      const line = returned.size > 0 ? returned : fresh;
      const [waiter] = line;
      if (waiter === undefined) return;
      line.delete(waiter);
      void attempt(waiter);
    }
  }

  async function attempt(waiter: Waiter): Promise<void> {
    trying += 1;
    waiter.trying = true;
    const seen = changes;
    const result = await options.attempt(waiter.request);
    trying -= 1;
    waiter.trying = false;
    if (!waiters.has(waiter)) {
      options.release(waiter.request, result);
      return wake(1);
    }
    if (!isEmpty(result) || waiter.late) {
      waiter.leave(result);
      if (!isEmpty(result)) return wake(2);
    } else returned.add(waiter);
    if (seen !== changes) wake(1);
    else if (trying === 0) void lookAhead();
  }

  async function lookAhead(): Promise<void> {
    if (waiters.size === 0) return;
    try {
      const atMicros = await options.nextAvailableAtMicros();
      if (atMicros !== undefined) wakeAt(Math.ceil(atMicros / 1000));
      if (options.recheckMs !== undefined) wakeAt(options.now() + options.recheckMs());
    } catch (error) {
      options.onStoreFailure(error);
      wakeAt(options.now() + 1000);
    }
  }

  function wakeAt(atMs: number): void {
    if (waiters.size === 0 || (timer !== undefined && timer.atMs <= atMs)) return;
    timer?.cancel();
    const delayMs = Math.min(Math.max(atMs - options.now(), minimumDelayMs), maximumDelayMs);
    const cancel = options.schedule(() => {
      timer = undefined;
      wake(1);
    }, delayMs);
    timer = { atMs, cancel };
  }

  function remove(waiter: Waiter): void {
    for (const set of [waiters, returned, fresh]) set.delete(waiter);
    if (waiters.size > 0) return;
    timer?.cancel();
    timer = undefined;
    options.onEmpty();
  }

  function wait(request: LeaseRequest): Promise<ResultOf<LeaseTasks>> {
    return new Promise((resolve) => {
      const hangUp = (): void => waiter.leave(noTasks);
      const cancel = options.schedule(() => {
        if (waiter.trying) waiter.late = true;
        else waiter.leave(noTasks);
      }, request.waitSeconds * 1000);
      const leave = (result: ResultOf<LeaseTasks>): void => {
        cancel();
        request.signal?.removeEventListener("abort", hangUp);
        remove(waiter);
        resolve(result);
      };
      const waiter: Waiter = { request, trying: false, late: false, leave };
      request.signal?.addEventListener("abort", hangUp);
      waiters.add(waiter);
      fresh.add(waiter);
      if (trying === 0) void lookAhead();
    });
  }

  return {
    wait,
    noteAvailable: (atMicros) => {
      changes += 1;
      if (atMicros <= options.now() * 1000 + 999) wake(1);
      else wakeAt(Math.ceil(atMicros / 1000));
    },
    wake: () => {
      changes += 1;
      wake(1);
    },
    close: () => {
      for (const waiter of [...waiters]) waiter.leave(noTasks);
    },
    get size() {
      return waiters.size;
    },
  };
}
