import { DatabaseSync } from "node:sqlite";
import { prepareFile } from "./connection.ts";
import { QueueStoreError } from "./store-error.ts";

/**
 * Keeps the data file for one engine: a lock on a file beside it, which the system gives back when
 * the process ends, however it ends.
 *
 * @returns what gives the lock back.
 * @throws QueueStoreError `store_locked` when another engine has it.
 */
export function lockDataFile(path: string): () => void {
  const lockPath = `${path}-lock`;
  prepareFile(lockPath);
  const lock = new DatabaseSync(lockPath, { timeout: 0 });
  try {
    lock.exec("BEGIN EXCLUSIVE");
  } catch (cause) {
    lock.close();
    throw new QueueStoreError(
      "store_locked",
      `${path} is open in another server: stop that one, or give this one a data folder of its own.`,
      { cause },
    );
  }
  return () => lock.close();
}
