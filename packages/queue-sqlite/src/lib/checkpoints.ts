import type { Statements } from "./statements.ts";

// About 16 MiB of log.
const pagesPerCheckpoint = 4000;
const firstGuessPagesPerCommit = 16;

/** When the write-ahead log is copied into the data file. SQLite does not tell how long the log is, so it is learnt. */
export interface Checkpoints {
  noteCommit(): void;
  isDue(): boolean;
  run(): void;
}

export function createCheckpoints(statements: Pick<Statements, "checkpoint">): Checkpoints {
  let commits = 0;
  let pagesPerCommit = firstGuessPagesPerCommit;
  return {
    noteCommit: () => {
      commits += 1;
    },
    isDue: () => commits * pagesPerCommit >= pagesPerCheckpoint,
    run: () => {
      const pages = Number(statements.checkpoint.get()?.["log"] ?? 0);
      pagesPerCommit = Math.max(pages / commits, 1);
      commits = 0;
    },
  };
}
