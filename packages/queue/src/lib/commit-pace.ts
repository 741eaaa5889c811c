// Measured (spec of the engine): with a disk that syncs in 0.15 ms a second batch in flight hides the
// sync; with one that takes 2 ms it halves the batches, and gathering a little longer doubles throughput.
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

/** A running mean of commit times, in which a single slow commit (a checkpoint) weighs little. */
export function meanCommitMs(meanMs: number, newestMs: number): number {
  return meanMs + newestWeight * (Math.min(newestMs, 10 * Math.max(meanMs, 0.1)) - meanMs);
}
