import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import type { QueueStore } from "@leasehold/queue/store";
import { openReader, openWriter, prepareFile } from "./lib/connection.ts";
import type { EnginePort } from "./lib/engine-port.ts";
import { createEngine } from "./lib/engine.ts";
import { createInlineEngine } from "./lib/inline-engine.ts";
import { lockDataFile } from "./lib/lock.ts";
import { createReader } from "./lib/reader.ts";
import { QueueStoreError } from "./lib/store-error.ts";
import { storeOf } from "./lib/store-of.ts";
import { createThreadedEngine } from "./lib/threaded-engine.ts";

/** Where and how tasks are kept. */
export interface SqliteStoreOptions {
  /** The data file; it (0600) and its folder (0700) are made when missing. */
  path: string;
  /** The clock, in milliseconds since the epoch. Default `Date.now`. */
  now?: () => number;
  /** Whether a thread of its own writes the file. Default: when there is more than one core. */
  thread?: boolean;
  /** Told why work between batches (copying the log, dropping what expired) failed; it is tried again. Nothing by default. */
  onChoreFailure?: (error: unknown) => void;
}

/**
 * Opens the embedded store: one SQLite file for one process.
 *
 * @throws QueueStoreError (by `code`) `store_locked` when another process has the file open,
 * `schema_too_new` when a later version wrote it, `store_unreadable` when it cannot be opened.
 */
export async function createSqliteStore(options: SqliteStoreOptions): Promise<QueueStore> {
  const path = resolve(options.path);
  const now = options.now ?? Date.now;
  const onChoreFailure = options.onChoreFailure ?? (() => undefined);
  const threaded = options.thread ?? availableParallelism() > 1;
  let release: (() => void) | undefined;
  let engine: EnginePort | undefined;
  try {
    prepareFile(path);
    release = lockDataFile(path);
    engine = threaded
      ? await createThreadedEngine(path, onChoreFailure)
      : createInlineEngine(createEngine(openWriter(path)), onChoreFailure);
    return storeOf({ engine, reader: createReader(openReader(path)), now, release });
  } catch (cause) {
    await engine?.close();
    release?.();
    if (cause instanceof QueueStoreError) throw cause;
    const message = `The data file ${path} cannot be opened. Check that it is a Leasehold data file and that you may read and write it.`;
    throw new QueueStoreError("store_unreadable", message, { cause });
  }
}
