import { chmodSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";

/** Nonces that are over at the same time; a batch of one moment has one or two of these. */
export interface NonceGroup {
  /** Milliseconds since the epoch. */
  expiresAtMs: number;
  count: number;
  /** JSON text of their hashes: one text crosses to the thread, and into SQLite, faster than many. */
  hashes: string;
}

/** The file that nonces are written to; in whatever thread it is opened, that thread waits for the disk. */
export interface NonceFile {
  /** Writes a batch in one commit; gives those that were there before. */
  write: (batch: readonly NonceGroup[]) => string[];
  /** Drops some of what is over; how many went, 0 when nothing is left. */
  sweepSome: (nowMs: number) => number;
  close: () => void;
}

// Ordered by time, so that new rows lie side by side: a table ordered by hash changes a page for every nonce.
const schema = `
  create table if not exists nonces (
    expires_at_ms integer not null,
    nonce_hash text not null,
    primary key (expires_at_ms, nonce_hash)
  ) without rowid`;

/**
 * Opens the file, and makes it when it is not there.
 *
 * @param path a file, or `:memory:`.
 */
export function openNonceFile(path: string): NonceFile {
  const connection = new DatabaseSync(path, { timeout: 5000 });
  if (path !== ":memory:") chmodSync(path, 0o600);
  connection.exec("PRAGMA journal_mode = WAL");
  connection.exec("PRAGMA synchronous = FULL");
  connection.exec(schema);
  const insert = connection.prepare("insert or ignore into nonces values (?, ?)");
  const insertMany = connection.prepare(
    "insert or ignore into nonces select ?, value from json_each(?)",
  );
  // Nonces of one second share their end: a step is what one second brought.
  const sweep = connection.prepare(
    "delete from nonces where expires_at_ms = (select min(expires_at_ms) from nonces) and expires_at_ms <= ?",
  );

  function inTransaction<T>(work: () => T): T {
    connection.exec("begin immediate");
    try {
      const outcome = work();
      connection.exec("commit");
      return outcome;
    } catch (error) {
      // A failed commit may have ended the transaction already.
      if (connection.isTransaction) connection.exec("rollback");
      throw error;
    }
  }

  /** True when all of them were new. */
  function insertAll(batch: readonly NonceGroup[]): boolean {
    return batch.every(
      ({ expiresAtMs, count, hashes }) =>
        Number(insertMany.run(expiresAtMs, hashes).changes) === count,
    );
  }

  function insertEach(batch: readonly NonceGroup[]): string[] {
    return batch.flatMap(({ expiresAtMs, hashes }) =>
      (JSON.parse(hashes) as string[]).filter(
        (hash) => insert.run(expiresAtMs, hash).changes === 0,
      ),
    );
  }

  return {
    write: (batch) =>
      inTransaction(() => {
        connection.exec("savepoint whole");
        if (insertAll(batch)) return [];
        // Somebody sends a request again: which one, only a step for each of them tells.
        connection.exec("rollback to whole");
        return insertEach(batch);
      }),
    sweepSome: (nowMs) => Number(sweep.run(nowMs).changes),
    close: () => connection.close(),
  };
}
