/** Calls back after a delay unless the function it returns is called before. */
export type Schedule = (callback: () => void, delayMs: number) => () => void;

/** One timer, set for the earliest of the times asked for. */
export interface Alarm {
  setFor(atMs: number): void;
  clear(): void;
}

const delayMsMin = 1;
const delayMsMax = 60_000;

export function createAlarm(options: {
  schedule: Schedule;
  now: () => number;
  ring: () => void;
}): Alarm {
  let set: { atMs: number; cancel: () => void } | undefined;

  function clear(): void {
    set?.cancel();
    set = undefined;
  }

  return {
    clear,
    setFor: (atMs) => {
      if (set !== undefined && set.atMs <= atMs) return;
      clear();
      const delayMs = Math.min(Math.max(atMs - options.now(), delayMsMin), delayMsMax);
      const cancel = options.schedule(() => {
        set = undefined;
        options.ring();
      }, delayMs);
      set = { atMs, cancel };
    },
  };
}
