import { setImmediate } from "node:timers/promises";
import { timestampWindowSeconds } from "@leasehold/oauth1/timestamp";
import { secretHash } from "../keyring.ts";
import type { NonceGroup } from "./nonce-file.ts";
import type { NonceWriter } from "./nonce-writer.ts";

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
  /** Drops those whose timestamps nobody takes any more; how many went. */
  sweep(nowMs: number): Promise<number>;
  close(): Promise<void>;
}

interface Waiting {
  hash: string;
  expiresAtMs: number;
  resolve: (isNew: boolean) => void;
  reject: (error: unknown) => void;
}

/** Nonces of one commit. */
const batchMax = 512;
/** Steps of one sweep, each of one second's nonces; the next sweep goes on. */
const sweepStepsMax = 3600;
/** 132 bits of SHA-256: no two nonces of one second share them. */
const hashCharacters = 22;

/** Makes the store. Nonces of the same moment are written together: they share one commit, and each waits for it. */
export function createNonceStore(writer: NonceWriter): NonceStore {
  let waiting = new Map<string, Waiting>();
  let underWay = new Map<string, Waiting>();
  let writing = false;

  async function writeAll(): Promise<void> {
    writing = true;
    // Requests that have arrived already come along.
    await setImmediate();
    while (waiting.size > 0) {
      [underWay, waiting] = split(waiting);
      const batch = [...underWay.values()];
      const settle = await write(writer, batch);
      // Before whoever waits goes on: a nonce that could not be written is still good.
      underWay = new Map();
      for (const each of batch) settle(each);
    }
    writing = false;
  }

  return {
    use({ consumerKey, token = "", timestampSeconds, nonce }) {
      const text = `${consumerKey}\n${token}\n${timestampSeconds}\n${nonce}`;
      const hash = secretHash(text).slice(0, hashCharacters);
      if (waiting.has(hash) || underWay.has(hash)) return Promise.resolve(false);
      // A timestamp is taken until the end of its last second.
      const expiresAtMs = (timestampSeconds + timestampWindowSeconds + 1) * 1000;
      return new Promise((resolve, reject) => {
        waiting.set(hash, { hash, expiresAtMs, resolve, reject });
        if (!writing) void writeAll();
      });
    },
    async sweep(nowMs) {
      let total = 0;
      for (let steps = 0; steps < sweepStepsMax; steps += 1) {
        const swept = await writer.sweepSome(nowMs);
        if (swept === 0) break;
        total += swept;
      }
      return total;
    },
    close: () => writer.close(),
  };
}

/** The oldest, as many as go into one commit, and the rest. */
function split(waiting: Map<string, Waiting>): [Map<string, Waiting>, Map<string, Waiting>] {
  if (waiting.size <= batchMax) return [waiting, new Map()];
  const all = [...waiting];
  return [new Map(all.slice(0, batchMax)), new Map(all.slice(batchMax))];
}

/** Writes a batch, and gives what then tells each of it. */
async function write(
  writer: NonceWriter,
  batch: readonly Waiting[],
): Promise<(each: Waiting) => void> {
  try {
    const known = await writer.write(groupsOf(batch));
    return ({ hash, resolve }) => resolve(!known.includes(hash));
  } catch (error) {
    return ({ reject }) => reject(error);
  }
}

function groupsOf(batch: readonly Waiting[]): NonceGroup[] {
  const byEnd = new Map<number, string[]>();
  for (const { hash, expiresAtMs } of batch) {
    const group = byEnd.get(expiresAtMs);
    if (group === undefined) byEnd.set(expiresAtMs, [hash]);
    else group.push(hash);
  }
  return Array.from(byEnd, ([expiresAtMs, hashes]) => ({
    expiresAtMs,
    count: hashes.length,
    hashes: JSON.stringify(hashes),
  }));
}
