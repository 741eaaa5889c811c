import { chmodSync, closeSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";

/** What the engine needs of a SQLite connection; tests put one that fails in its place. */
export type Connection = Pick<DatabaseSync, "exec" | "prepare" | "close">;

const cacheKib = 64 * 1024;
const walBytesKept = 64 * 1024 * 1024;
// The engine checkpoints earlier, between commits; this only bounds the log should it not get to it.
const emergencyCheckpointPages = 32_000;

/** Makes the data file (0600) and its folder (0700) where they are missing. */
export function prepareFile(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  closeSync(openSync(path, "a", 0o600));
  chmodSync(path, 0o600);
}

/** Opens the connection that writes. A commit is on disk when it returns. */
export function openWriter(path: string): DatabaseSync {
  const connection = new DatabaseSync(path, { timeout: 5000 });
  connection.exec("PRAGMA journal_mode = WAL");
  connection.exec("PRAGMA synchronous = FULL");
  connection.exec("PRAGMA foreign_keys = OFF");
  connection.exec("PRAGMA temp_store = MEMORY");
  connection.exec(`PRAGMA cache_size = -${cacheKib}`);
  connection.exec(`PRAGMA journal_size_limit = ${walBytesKept}`);
  connection.exec(`PRAGMA wal_autocheckpoint = ${emergencyCheckpointPages}`);
  return connection;
}

/** Opens a connection that reads what was committed, beside the one that writes. */
export function openReader(path: string): DatabaseSync {
  const connection = new DatabaseSync(path, { readOnly: true, timeout: 5000 });
  connection.exec(`PRAGMA cache_size = -${cacheKib / 4}`);
  return connection;
}
