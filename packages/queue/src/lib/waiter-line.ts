import type { LeaseTasks, ResultOf } from "../operation.ts";
import type { LeaseRequest } from "../queue.ts";

/** A lease that waits. */
export interface Waiter {
  request: LeaseRequest;
  /** An attempt for it is under way. */
  trying: boolean;
  /** Its time is over: the attempt under way is the last. */
  late: boolean;
  /** Leaves the line with an answer. */
  leave(result: ResultOf<LeaseTasks>): void;
}

/** Waiters in the order in which they are woken. */
export interface WaiterLine {
  add(waiter: Waiter): void;
  has(waiter: Waiter): boolean;
  remove(waiter: Waiter): void;
  /** Takes the next to try; undefined when all of them are trying. */
  next(): Waiter | undefined;
  /** Puts back one that tried in vain. */
  putBack(waiter: Waiter): void;
  all(): Waiter[];
  readonly size: number;
}

export function createWaiterLine(): WaiterLine {
  const waiters = new Set<Waiter>();
  // Those that tried in vain go before those that have not tried: they came earlier.
  const returned = new Set<Waiter>();
  const fresh = new Set<Waiter>();
  return {
    add: (waiter) => {
      waiters.add(waiter);
      fresh.add(waiter);
    },
    has: (waiter) => waiters.has(waiter),
    remove: (waiter) => {
      for (const set of [waiters, returned, fresh]) set.delete(waiter);
    },
    next: () => {
      const line = returned.size > 0 ? returned : fresh;
      const [waiter] = line;
      if (waiter !== undefined) line.delete(waiter);
      return waiter;
    },
    putBack: (waiter) => returned.add(waiter),
    all: () => Array.from(waiters),
    get size() {
      return waiters.size;
    },
  };
}
