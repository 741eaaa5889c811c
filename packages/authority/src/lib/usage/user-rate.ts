/** How fast each user calls. */
export interface UserRates {
  /**
   * Takes one call from a user's allowance, which fills up again within a second.
   *
   * @param options.callsPerSecond - a whole number, at least 1.
   * @returns 0 when the call may go on, else how many milliseconds it came too early.
   */
  take(options: { user: string; callsPerSecond: number }): number;
}

interface Allowance {
  calls: number;
  atMs: number;
}

/** An allowance that nobody took from for this long is full, so it need not be remembered. */
const fullAfterMs = 1000;

/** Makes the allowances (a token bucket each). Those of users who have not called for two seconds are forgotten. */
export function createUserRates(now: () => number): UserRates {
  let young = new Map<string, Allowance>();
  let old = new Map<string, Allowance>();
  let youngSinceMs = now();
  return {
    take({ user, callsPerSecond }) {
      const nowMs = now();
      if (nowMs - youngSinceMs >= fullAfterMs) {
        old = nowMs - youngSinceMs >= 2 * fullAfterMs ? new Map() : young;
        young = new Map();
        youngSinceMs = nowMs;
      }
      let allowance = young.get(user);
      if (allowance === undefined) {
        allowance = old.get(user) ?? { calls: callsPerSecond, atMs: nowMs };
        young.set(user, allowance);
      }
      const refilled = ((nowMs - allowance.atMs) / 1000) * callsPerSecond;
      allowance.calls = Math.min(callsPerSecond, allowance.calls + Math.max(0, refilled));
      allowance.atMs = nowMs;
      if (allowance.calls < 1) return ((1 - allowance.calls) / callsPerSecond) * 1000;
      allowance.calls -= 1;
      return 0;
    },
  };
}
