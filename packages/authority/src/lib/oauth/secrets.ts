import { randomBytes, timingSafeEqual } from "node:crypto";

const secretBytes = 32;

// The prefixes let people and secret scanners see what a leaked string is.
const prefixes = {
  accessToken: "lha_",
  refreshToken: "lhr_",
  authorizationCode: "lhc_",
  deviceCode: "lhd_",
  requestToken: "lhq_",
  signedToken: "lht_",
  tokenSecret: "lhs_",
  clientSecret: "lhp_",
  apiKey: "lhk_",
  invitation: "lhi_",
} as const;

/** Makes a token or code: 256 random bits. */
export function newSecret(kind: keyof typeof prefixes): string {
  return prefixes[kind] + randomBytes(secretBytes).toString("base64url");
}

/** Compares two hashes without telling by the time how much of them is alike. */
export function sameHash(left: string, right: string): boolean {
  const a = Buffer.from(left);
  const b = Buffer.from(right);
  return a.length === b.length && timingSafeEqual(a, b);
}
