// Measured (docs/decisions/group-commit.md): with commits of 0.3 ms a second batch in flight hides the
// disk's part; with ones of 2 ms it halves the batches, and gathering a little longer doubles throughput.
const fastCommitMs = 0.6;
const slowCommitMs = 1;
const gatherShare = 0.3;
const newestWeight = 0.1;

/** How many batches are handed to the store at once, and how long to gather after an answer. */
export interface CommitPace {
  batchesInFlight: 1 | 2;
  gatherMs: number;
}

/** The pace for a store whose commits take this long. */
export function paceFor(commitMs: number): CommitPace {
  if (commitMs < fastCommitMs) return { batchesInFlight: 2, gatherMs: 0 };
  if (commitMs < slowCommitMs) return { batchesInFlight: 1, gatherMs: 0 };
  return { batchesInFlight: 1, gatherMs: gatherShare * commitMs };
}

/** Follows the store's commit times and says how to go on. */
export interface Pacer {
  batchesInFlight(): number;
  /** How long to gather yet before the next batch, with so many operations waiting (0: begin). */
  restMs(waiting: number): number;
  /** A batch of so many operations, handed over at that time, was answered now. */
  noteAnswer(batch: { size: number; handedMs: number }): void;
}

/** @param monotonicMs milliseconds that never go back. */
export function createPacer(monotonicMs: () => number): Pacer {
  let commitMs = 0;
  let answeredMs = 0;
  let gather = { target: 0, untilMs: 0 };
  return {
    batchesInFlight: () => paceFor(commitMs).batchesInFlight,
    restMs: (waiting) =>
      waiting >= gather.target ? 0 : Math.max(gather.untilMs - monotonicMs(), 0),
    noteAnswer: ({ size, handedMs }) => {
      const nowMs = monotonicMs();
      // With two in flight the second one's time begins when the first is answered.
      const newestMs = nowMs - Math.max(handedMs, answeredMs);
      // A single slow commit (the log is copied) is no reason to change the pace.
      const boundedMs = Math.min(newestMs, 10 * Math.max(commitMs, 0.1));
      commitMs += newestWeight * (boundedMs - commitMs);
      answeredMs = nowMs;
      gather = { target: size, untilMs: nowMs + paceFor(commitMs).gatherMs };
    },
  };
}
