import { randomBytes } from "node:crypto";
import type { Connection } from "./connection.ts";
import { QueueStoreError } from "./store-error.ts";

/** Each migration's SQL; the file's `user_version` says how many it has had. A released one is never changed. */
const migrations: readonly string[] = [
  `
  CREATE TABLE meta (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    name_key BLOB NOT NULL,
    next_row_id INTEGER NOT NULL,
    hex_names INTEGER NOT NULL
  );
  CREATE TABLE queue (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    project TEXT NOT NULL,
    name TEXT NOT NULL,
    mode TEXT NOT NULL,
    max_leases INTEGER NOT NULL,
    dead_letter_queue TEXT,
    paused INTEGER NOT NULL,
    disabled INTEGER NOT NULL,
    task_count INTEGER NOT NULL DEFAULT 0,
    UNIQUE (project, name)
  );
  CREATE TABLE task (
    id INTEGER PRIMARY KEY,
    queue INTEGER NOT NULL,
    name TEXT NOT NULL,
    named INTEGER NOT NULL,
    tag TEXT NOT NULL,
    available_at INTEGER NOT NULL,
    enqueued_at INTEGER NOT NULL,
    retry_count INTEGER NOT NULL
  );
  CREATE INDEX task_by_time ON task (queue, available_at, name);
  CREATE INDEX task_by_tag ON task (queue, tag, available_at, name);
  CREATE UNIQUE INDEX task_by_name ON task (queue, name) WHERE named = 1;
  CREATE TABLE payload (id INTEGER PRIMARY KEY, base64 TEXT NOT NULL);
  CREATE TABLE tombstone (
    queue INTEGER NOT NULL,
    name TEXT NOT NULL,
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (queue, name)
  ) WITHOUT ROWID;
  CREATE INDEX tombstone_by_expiry ON tombstone (expires_at);
  CREATE TABLE leased (
    queue INTEGER NOT NULL,
    span INTEGER NOT NULL,
    slot INTEGER NOT NULL,
    bucket INTEGER NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (queue, span, slot)
  ) WITHOUT ROWID;
  CREATE TABLE dropped_queue (id INTEGER PRIMARY KEY);
  `,
  // Ordered by time, so that new rows lie side by side: ordered by key, each would change a page of its own.
  `
  CREATE TABLE claimed_key (
    until INTEGER NOT NULL,
    key TEXT NOT NULL,
    PRIMARY KEY (until, key)
  ) WITHOUT ROWID;
  `,
];

/**
 * Brings a data file up to date.
 *
 * @throws QueueStoreError `schema_too_new` when a later version of Leasehold wrote it.
 */
export function migrate(connection: Connection): void {
  const version = Number(connection.prepare("PRAGMA user_version").get()?.["user_version"]);
  if (version > migrations.length) {
    throw new QueueStoreError(
      "schema_too_new",
      `The data file has schema ${version}; this version of Leasehold knows up to ${migrations.length}. Run the version that wrote it, or a later one.`,
    );
  }
  for (let next = version; next < migrations.length; next += 1) {
    connection.exec("BEGIN IMMEDIATE");
    connection.exec(migrations[next] ?? "");
    if (next === 0) {
      connection.prepare("INSERT INTO meta VALUES (1, ?, 1, 0)").run(randomBytes(16));
    }
    connection.exec(`PRAGMA user_version = ${next + 1}`);
    connection.exec("COMMIT");
  }
}
