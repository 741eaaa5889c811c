import { setImmediate } from "node:timers/promises";
import { timestampWindowSeconds } from "@leasehold/oauth1/timestamp";
import { sql } from "kysely";
import type { AuthorityDatabase } from "../database/database.ts";
import { secretHash } from "../keyring.ts";

/** What a signed request may be sent with once (RFC 5849, section 3.3). */
interface Nonce {
  consumerKey: string;
  /** Undefined in requests without a token. */
  token: string | undefined;
  timestampSeconds: number;
  nonce: string;
}

/** Remembers nonces on disk for as long as their timestamps are taken. */
export interface NonceStore {
  /** Uses a nonce up; false when that was done before, in whatever process on this database. */
  use(nonce: Nonce): Promise<boolean>;
}

interface Waiting {
  expiresAtMs: number;
  resolve: (isNew: boolean) => void;
  reject: (error: unknown) => void;
}

/** Rows of one statement, which is one commit. */
const rowsPerStatement = 500;

/** Makes the store. Nonces of the same moment are written together: they share one commit, and each waits for it. */
export function createNonceStore(database: AuthorityDatabase): NonceStore {
  const waiting = new Map<string, Waiting>();
  let writing = false;

  async function writeAll(): Promise<void> {
    writing = true;
    // Requests that have arrived already come along.
    await setImmediate();
    while (waiting.size > 0) await writeBatch(database, takeBatch(waiting));
    writing = false;
  }

  return {
    use(nonce) {
      const { consumerKey, token = "", timestampSeconds } = nonce;
      const text = `${consumerKey}\n${token}\n${timestampSeconds}\n${nonce.nonce}`;
      const nonceHash = secretHash(text);
      if (waiting.has(nonceHash)) return Promise.resolve(false);
      // A timestamp is taken until the end of its last second.
      const expiresAtMs = (timestampSeconds + timestampWindowSeconds + 1) * 1000;
      return new Promise((resolve, reject) => {
        waiting.set(nonceHash, { expiresAtMs, resolve, reject });
        if (!writing) void writeAll();
      });
    },
  };
}

function takeBatch(waiting: Map<string, Waiting>): Map<string, Waiting> {
  const batch = new Map<string, Waiting>();
  for (const [nonceHash, each] of waiting) {
    if (batch.size === rowsPerStatement) break;
    batch.set(nonceHash, each);
    waiting.delete(nonceHash);
  }
  return batch;
}

async function writeBatch(
  database: AuthorityDatabase,
  batch: ReadonlyMap<string, Waiting>,
): Promise<void> {
  const rows = Array.from(batch, ([hash, { expiresAtMs }]) => [hash, expiresAtMs]);
  try {
    // One parameter, whatever the number of rows: the statement is always the same text.
    const written = await sql<{ nonce_hash: string }>`
      insert into nonces (nonce_hash, expires_at_ms)
      select value ->> 0, value ->> 1 from json_each(${JSON.stringify(rows)}) where true
      on conflict do nothing
      returning nonce_hash`.execute(database);
    const hashes = new Set(written.rows.map((row) => row.nonce_hash));
    for (const [nonceHash, { resolve }] of batch) resolve(hashes.has(nonceHash));
  } catch (error) {
    for (const { reject } of batch.values()) reject(error);
  }
}
