/** A clock that stands still until it is told to move. Times are milliseconds since the epoch. */
export interface TestClock {
  now: () => number;
  advance: (milliseconds: number) => void;
}

export function testClock(startMs: number = Date.UTC(2026, 0, 1)): TestClock {
  let nowMs = startMs;
  return {
    now: () => nowMs,
    advance: (milliseconds) => {
      nowMs += milliseconds;
    },
  };
}
