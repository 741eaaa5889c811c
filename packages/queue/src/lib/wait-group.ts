import type { LeaseTasks, OperationResult, ResultOf } from "../operation.ts";
import type { LeaseRequest } from "../queue.ts";
import { createAlarm, type Schedule } from "./alarm.ts";
import { createWaiterLine, type Waiter } from "./waiter-line.ts";

// However many tasks come at once, this many waiters at most try for them together.
const attemptsMax = 64;
const retryMs = 1000;

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
  noteChange(): void;
  /** Answers everybody with no tasks. */
  close(): void;
  readonly size: number;
}

interface GroupState {
  options: WaitGroupOptions;
  line: ReturnType<typeof createWaiterLine>;
  alarm: ReturnType<typeof createAlarm>;
  /** Attempts under way. */
  trying: number;
  /** How often something was noted: an attempt in vain is worth another when this has moved. */
  changes: number;
}

/** Waiters are woken one for each task, first come first served; one that is served wakes two more. */
export function createWaitGroup(options: WaitGroupOptions): WaitGroup {
  const { schedule, now } = options;
  const alarm = createAlarm({ schedule, now, ring: () => wake(group, 1) });
  const group: GroupState = { options, line: createWaiterLine(), alarm, trying: 0, changes: 0 };
  return {
    wait: (request) => join(group, request),
    noteAvailable: (atMicros) => {
      group.changes += 1;
      const atMs = Math.ceil(atMicros / 1000);
      if (atMicros <= now() * 1000 + 999) wake(group, 1);
      else if (group.line.size > 0) alarm.setFor(atMs);
    },
    noteChange: () => {
      group.changes += 1;
      wake(group, 1);
    },
    close: () => {
      for (const waiter of group.line.all()) waiter.leave({ ok: true, tasks: [] });
    },
    get size() {
      return group.line.size;
    },
  };
}

/** Whether a lease found nothing. */
export function isEmpty(result: OperationResult): boolean {
  return result.ok && "tasks" in result && result.tasks.length === 0;
}

function join(group: GroupState, request: LeaseRequest): Promise<ResultOf<LeaseTasks>> {
  return new Promise((resolve) => {
    const noTasks: ResultOf<LeaseTasks> = { ok: true, tasks: [] };
    const hangUp = (): void => waiter.leave(noTasks);
    const cancel = group.options.schedule(() => {
      if (waiter.trying) waiter.late = true;
      else waiter.leave(noTasks);
    }, request.waitSeconds * 1000);
    const leave = (result: ResultOf<LeaseTasks>): void => {
      cancel();
      request.signal?.removeEventListener("abort", hangUp);
      group.line.remove(waiter);
      if (group.line.size === 0) {
        group.alarm.clear();
        group.options.onEmpty();
      }
      resolve(result);
    };
    const waiter: Waiter = { request, trying: false, late: false, leave };
    request.signal?.addEventListener("abort", hangUp);
    group.line.add(waiter);
    if (group.trying === 0) void lookAhead(group);
  });
}

function wake(group: GroupState, count: number): void {
  for (let woken = 0; woken < count && group.trying < attemptsMax; woken += 1) {
    const waiter = group.line.next();
    if (waiter === undefined) return;
    void attempt(group, waiter);
  }
}

async function attempt(group: GroupState, waiter: Waiter): Promise<void> {
  const { line, options } = group;
  group.trying += 1;
  waiter.trying = true;
  const seen = group.changes;
  const result = await options.attempt(waiter.request);
  group.trying -= 1;
  waiter.trying = false;
  const found = !isEmpty(result);
  if (!line.has(waiter)) {
    options.release(waiter.request, result);
  } else if (found || waiter.late) waiter.leave(result);
  else line.putBack(waiter);
  if (found) wake(group, 2);
  else if (seen !== group.changes) wake(group, 1);
  else if (group.trying === 0) void lookAhead(group);
}

/** Sets the alarm for the next task that will become available by itself. */
async function lookAhead({ options, line, alarm }: GroupState): Promise<void> {
  let atMs: number;
  try {
    const atMicros = await options.nextAvailableAtMicros();
    atMs = atMicros === undefined ? Number.POSITIVE_INFINITY : Math.ceil(atMicros / 1000);
  } catch (error) {
    options.onStoreFailure(error);
    atMs = options.now() + retryMs;
  }
  if (options.recheckMs !== undefined) atMs = Math.min(atMs, options.now() + options.recheckMs());
  if (line.size > 0 && Number.isFinite(atMs)) alarm.setFor(atMs);
}
