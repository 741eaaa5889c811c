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

export function createWriteTogether(database: AuthorityDatabase): WriteTogether {
  let waiting: Waiting[] = [];
  let writing = false;

  async function writeAll(): Promise<void> {
    writing = true;
    while (waiting.length > 0) {
      // Requests that have arrived already come along.
      await setImmediate();
      const batch = waiting.slice(0, writesMax);
      waiting = waiting.slice(writesMax);
      await commit(database, batch);
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
      if (!writing) void writeAll();
    });
}

async function commit(database: AuthorityDatabase, batch: readonly Waiting[]): Promise<void> {
  try {
    const settle = await database.transaction().execute(async (queries) => {
      const done: (() => void)[] = [];
      for (const { run } of batch) done.push(await run(queries));
      return done;
    });
    for (const each of settle) each();
  } catch (error) {
    const [first, ...others] = batch;
    if (others.length === 0) first?.reject(error);
    // Nothing of the batch is written: each has its own transaction now, and one that fails fails alone.
    else for (const each of batch) await commit(database, [each]);
  }
}
