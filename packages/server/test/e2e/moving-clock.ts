/** The machine's clock, which a test may put forward: tokens and codes of the server end then, the client's do not. */
export interface MovingClock {
  now: () => number;
  putForward: (milliseconds: number) => void;
}

export function movingClock(): MovingClock {
  let aheadMs = 0;
  return {
    now: () => Date.now() + aheadMs,
    putForward: (milliseconds) => {
      aheadMs += milliseconds;
    },
  };
}
