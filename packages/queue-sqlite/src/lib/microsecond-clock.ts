/** Microseconds since the epoch that never repeat and never go back. */
export interface MicrosecondClock {
  /** The next moment: now, or just after the one before. */
  tick(nowMs: number): number;
}

/** @param lastMicros a moment that all others come after. */
export function createMicrosecondClock(lastMicros: number): MicrosecondClock {
  let last = lastMicros;
  return {
    tick: (nowMs) => {
      last = Math.max(last + 1, Math.floor(nowMs * 1000));
      return last;
    },
  };
}
