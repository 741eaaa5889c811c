import { timestampWindowSeconds } from "@leasehold/oauth1/timestamp";
import { secretHash } from "../keyring.ts";

/** What a signed request may be sent with once (RFC 5849, section 3.3). */
export interface Nonce {
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

/** A nonce as stores keep it. */
export interface NonceClaim {
  /** A text that is nobody else's: 22 ASCII characters. */
  key: string;
  /** Until when it must be remembered, in milliseconds since the epoch. */
  untilMs: number;
}

/** Uses a key up, on disk: true for the first claim of it, false for every other until then, after a restart too. */
export type ClaimKey = (claim: NonceClaim) => Promise<boolean>;

/** 132 bits of SHA-256: no two nonces share them. */
const hashCharacters = 22;
/** A nonce outlives its timestamp by this much: one that was checked just in time is written a moment later, and clocks are set back. */
const marginSeconds = 60;

/** Makes the store, on whatever keeps keys. */
export function createNonceStore(claim: ClaimKey): NonceStore {
  return {
    use: (nonce) => claim(claimOf(nonce)),
  };
}

/** Under what a nonce is kept, and until when. */
export function claimOf({ consumerKey, token = "", timestampSeconds, nonce }: Nonce): NonceClaim {
  const text = `${consumerKey}\n${token}\n${timestampSeconds}\n${nonce}`;
  const untilMs = (timestampSeconds + timestampWindowSeconds + marginSeconds) * 1000;
  return { key: secretHash(text).slice(0, hashCharacters), untilMs };
}
