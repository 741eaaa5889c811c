import { timestampWindowSeconds } from "@leasehold/oauth1/timestamp";
import { secretHash } from "../keyring.ts";

/** What a signed request may be sent with once (RFC 5849, section 3.3). */
interface Nonce {
  consumerKey: string;
  /** Undefined in requests without a token. */
  token: string | undefined;
  timestampSeconds: number;
  nonce: string;
}

/** Remembers nonces for as long as their timestamps are taken. */
export interface NonceStore {
  /** Uses a nonce up; false when that was done before. */
  use(nonce: Nonce): Promise<boolean>;
}

/**
 * Uses a key up, on disk: true for the first claim of it, false for every other until then, after a restart too.
 *
 * @param key - a text that is nobody else's, at most 64 ASCII characters.
 * @param untilMs - milliseconds since the epoch.
 */
export type ClaimKey = (key: string, untilMs: number) => Promise<boolean>;

/** 132 bits of SHA-256: no two nonces share them. */
const hashCharacters = 22;
/** A nonce outlives its timestamp by this much: one that was checked just in time is written a moment later, and clocks are set back. */
const marginSeconds = 60;

/** Makes the store, on whatever keeps keys. */
export function createNonceStore(claim: ClaimKey): NonceStore {
  return {
    use({ consumerKey, token = "", timestampSeconds, nonce }) {
      const text = `${consumerKey}\n${token}\n${timestampSeconds}\n${nonce}`;
      const untilMs = (timestampSeconds + timestampWindowSeconds + marginSeconds) * 1000;
      return claim(secretHash(text).slice(0, hashCharacters), untilMs);
    },
  };
}
