import { testClock } from "@leasehold/testing/clock";

/** A clock and its timers, which stand still until the test moves them. */
export interface ManualTime {
  now: () => number;
  schedule: (callback: () => void, delayMs: number) => () => void;
  /** Moves the clock, calling back what becomes due, each at its own time. */
  advance(milliseconds: number): Promise<void>;
  /** How many timers are set. */
  timers(): number;
}

export function manualTime(): ManualTime {
  const clock = testClock();
  const timers = new Set<{ atMs: number; callback: () => void }>();
  return {
    now: clock.now,
    schedule: (callback, delayMs) => {
      const timer = { atMs: clock.now() + delayMs, callback };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    advance: async (milliseconds) => {
      const untilMs = clock.now() + milliseconds;
      for (;;) {
        const [next] = [...timers].toSorted((a, b) => a.atMs - b.atMs);
        if (next === undefined || next.atMs > untilMs) break;
        timers.delete(next);
        clock.advance(Math.max(next.atMs - clock.now(), 0));
        next.callback();
        await settle();
      }
      clock.advance(untilMs - clock.now());
      await settle();
    },
    timers: () => timers.size,
  };
}

/** Lets everything that is under way in this thread come to rest. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 12; turn += 1) await new Promise(setImmediate);
}
