import type { StatementSync } from "node:sqlite";
import type { Connection } from "./connection.ts";

const sql = {
  begin: "BEGIN IMMEDIATE",
  commit: "COMMIT",
  rollback: "ROLLBACK",
  meta: "SELECT name_key, next_row_id, hex_names FROM meta",
  reserveRowIds: "UPDATE meta SET next_row_id = ?",
  noteHexNames: "UPDATE meta SET hex_names = 1",
  newestEnqueuedAt:
    "SELECT max(enqueued_at) AS newest FROM (SELECT enqueued_at FROM task ORDER BY id DESC LIMIT 100)",

  queue: "SELECT * FROM queue WHERE project = ? AND name = ?",
  putQueue: `INSERT INTO queue (project, name, mode, max_leases, dead_letter_queue, paused, disabled)
    VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (project, name) DO UPDATE SET mode = excluded.mode, max_leases = excluded.max_leases,
      dead_letter_queue = excluded.dead_letter_queue, paused = excluded.paused, disabled = excluded.disabled`,
  deleteQueue: "DELETE FROM queue WHERE id = ?",
  addToCount: "UPDATE queue SET task_count = task_count + ? WHERE id = ?",
  addLeased: `INSERT INTO leased (queue, span, slot, bucket, count) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (queue, span, slot) DO UPDATE SET bucket = excluded.bucket,
      count = excluded.count + CASE WHEN bucket = excluded.bucket THEN count ELSE 0 END`,

  insertTask: "INSERT INTO task VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
  insertPayload: "INSERT INTO payload VALUES (?, ?)",
  payload: "SELECT base64 FROM payload WHERE id = ?",
  movePayload: "UPDATE payload SET id = ? WHERE id = ?",
  generatedTask: "SELECT * FROM task WHERE id = ? AND queue = ? AND named = 0",
  namedTask: `SELECT * FROM task INDEXED BY task_by_name WHERE queue = ? AND name = ? AND named = 1`,
  renewTask: "UPDATE task SET available_at = ?, tag = ? WHERE id = ?",
  leaseTask: "UPDATE task SET available_at = ?, retry_count = retry_count + 1 WHERE id = ?",
  deleteGeneratedTask: "DELETE FROM task WHERE id = ? AND queue = ? AND named = 0",
  deleteTask: "DELETE FROM task WHERE id = ?",
  deletePayload: "DELETE FROM payload WHERE id = ?",

  availableByTime: `SELECT task.id, name, named, tag, available_at, enqueued_at, retry_count, base64 FROM task INDEXED BY task_by_time
    JOIN payload ON payload.id = task.id
    WHERE queue = ? AND available_at <= ? ORDER BY available_at, name LIMIT ?`,
  availableByTag: `SELECT task.id, name, named, tag, available_at, enqueued_at, retry_count, base64 FROM task INDEXED BY task_by_tag
    JOIN payload ON payload.id = task.id
    WHERE queue = ? AND tag = ? AND available_at <= ? ORDER BY available_at, name LIMIT ?`,
  oldestAvailable: `SELECT * FROM task INDEXED BY task_by_time
    WHERE queue = ? AND available_at <= ? ORDER BY available_at, name LIMIT 1`,

  tombstone: "SELECT expires_at FROM tombstone WHERE queue = ? AND name = ?",
  putTombstone: "INSERT OR REPLACE INTO tombstone VALUES (?, ?, ?)",
  deleteTombstone: "DELETE FROM tombstone WHERE queue = ? AND name = ?",
  nextTombstoneExpiry: "SELECT min(expires_at) AS next FROM tombstone",
  expireTombstones: `DELETE FROM tombstone WHERE (queue, name) IN
    (SELECT queue, name FROM tombstone WHERE expires_at <= ? LIMIT ?)`,

  claimKey: "INSERT OR IGNORE INTO claimed_key VALUES (?, ?)",
  expireClaimedKeys: `DELETE FROM claimed_key WHERE (until, key) IN
    (SELECT until, key FROM claimed_key WHERE until <= ? ORDER BY until LIMIT ?)`,

  newestRowId: "SELECT max(id) AS newest FROM task",
  someTasks: `SELECT * FROM task INDEXED BY task_by_time WHERE queue = ? AND id <= ? LIMIT ?`,
  dropQueue: "INSERT INTO dropped_queue VALUES (?)",
  droppedQueue: "SELECT id FROM dropped_queue LIMIT 1",
  someTombstones: `DELETE FROM tombstone WHERE queue = ? AND name IN
    (SELECT name FROM tombstone WHERE queue = ? LIMIT ?)`,
  deleteLeased: "DELETE FROM leased WHERE queue = ?",
  forgetDroppedQueue: "DELETE FROM dropped_queue WHERE id = ?",
  checkpoint: "PRAGMA wal_checkpoint(PASSIVE)",
} as const;

/** The statements of the connection that writes, prepared once. */
export type Statements = Record<keyof typeof sql, StatementSync>;

export function prepareStatements(connection: Connection): Statements {
  const prepared = Object.entries(sql).map(([name, text]) => [name, connection.prepare(text)]);
  return Object.fromEntries(prepared) as Statements;
}
