import { setImmediate } from "node:timers/promises";
import type { Kysely } from "kysely";
import type { AuthorityDatabase } from "./database.ts";
import type { AuthorityTables } from "./schema.ts";

/**
 * Writes in one transaction with what others write at the same moment, and resolves when that is on disk: one flush
 * serves them all. A write that throws takes back its own part only; it may be run twice, so it does nothing but use the
 * database it is given.
 */
export type WriteTogether = <T>(
  write: (database: Kysely<AuthorityTables>) => Promise<T>,
) => Promise<T>;

interface Waiting {
  /** Runs the write; what it returns settles it, once the transaction is on disk. */
  run: (database: Kysely<AuthorityTables>) => Promise<() => void>;
  reject: (error: unknown) => void;
}

/** Writes that share a transaction at most: others wait for their turn meanwhile. */
const writesMax = 128;
/** From here on a commit is worth waiting for company: one that begins too early makes the others wait for the next. */
const slowCommitMs = 1;
/** The longest wait for company, as a part of a commit's time. */
const gatherPart = 0.3;
/** What the newest commit counts in the running mean of their times: a single slow one must not change the pace. */
const newestPart = 0.2;

export function createWriteTogether(database: AuthorityDatabase): WriteTogether {
  let waiting: Waiting[] = [];
  let writing = false;
  let commitMs = 0;
  let last = { answered: 0, endedAtMs: 0 };
  /** Told when so many wait. */
  let company: { wanted: number; come: () => void } | undefined;

  /** Waits until as many have come as a commit just now answered, or for a part of a commit's time. */
  async function gather(): Promise<void> {
    // Requests that have arrived already come along.
    await setImmediate();
    const isBusy = performance.now() - last.endedAtMs < commitMs;
    const wanted = isBusy ? Math.min(last.answered, writesMax) : 0;
    if (commitMs < slowCommitMs || waiting.length >= wanted) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    company = { wanted, come: resolve };
    const timer = setTimeout(resolve, commitMs * gatherPart);
    await promise;
    clearTimeout(timer);
    company = undefined;
  }

  async function writeAll(): Promise<void> {
    writing = true;
    while (waiting.length > 0) {
      await gather();
      const batch = waiting.slice(0, writesMax);
      waiting = waiting.slice(writesMax);
      const writtenAtMs = await commit(database, batch);
      last = { answered: batch.length, endedAtMs: performance.now() };
      commitMs += (last.endedAtMs - writtenAtMs - commitMs) * newestPart;
    }
    writing = false;
  }

  return (write) =>
    new Promise((resolve, reject) => {
      waiting.push({
        async run(queries) {
          const result = await write(queries);
          return () => resolve(result);
        },
        reject,
      });
      if (company !== undefined && waiting.length >= company.wanted) company.come();
      if (!writing) void writeAll();
    });
}

/** @returns when all was written, and only had to come to the disk. */
async function commit(database: AuthorityDatabase, batch: readonly Waiting[]): Promise<number> {
  let writtenAtMs = performance.now();
  try {
    const settle = await database.transaction().execute(async (queries) => {
      const done: (() => void)[] = [];
      for (const { run } of batch) done.push(await run(queries));
      writtenAtMs = performance.now();
      return done;
    });
    for (const each of settle) each();
  } catch (error) {
    const [first, ...others] = batch;
    if (others.length === 0) first?.reject(error);
    // Nothing of the batch is written: each has its own transaction now, and one that fails fails alone.
    else for (const each of batch) await commit(database, [each]);
  }
  return writtenAtMs;
}
