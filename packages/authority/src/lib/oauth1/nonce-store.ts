import { setImmediate } from "node:timers/promises";
import { timestampWindowSeconds } from "@leasehold/oauth1/timestamp";
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

/** Rows of one statement. */
const rowsPerStatement = 500;

/** Makes the store. Nonces of the same moment are written together: they share one commit, and each waits for it. */
export function createNonceStore(database: AuthorityDatabase): NonceStore {
  let waiting = new Map<string, Waiting>();
  let writing = false;

  async function writeAll(): Promise<void> {
    writing = true;
    // Requests that have arrived already come along.
    await setImmediate();
    while (waiting.size > 0) {
      const batch = waiting;
      waiting = new Map();
      await writeBatch(database, batch);
    }
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

async function writeBatch(
  database: AuthorityDatabase,
  batch: ReadonlyMap<string, Waiting>,
): Promise<void> {
  const rows = [...batch].map(([nonce_hash, { expiresAtMs: expires_at_ms }]) => ({
    nonce_hash,
    expires_at_ms,
  }));
  try {
    const written = await database.transaction().execute(async (transaction) => {
      const hashes = new Set<string>();
      for (let start = 0; start < rows.length; start += rowsPerStatement) {
        const inserted = await transaction
          .insertInto("nonces")
          .values(rows.slice(start, start + rowsPerStatement))
          .onConflict((conflict) => conflict.doNothing())
          .returning("nonce_hash")
          .execute();
        for (const row of inserted) hashes.add(row.nonce_hash);
      }
      return hashes;
    });
    for (const [nonceHash, { resolve }] of batch) resolve(written.has(nonceHash));
  } catch (error) {
    for (const { reject } of batch.values()) reject(error);
  }
}
