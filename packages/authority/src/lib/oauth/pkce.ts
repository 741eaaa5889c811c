import { createHash } from "node:crypto";
import { sameHash } from "./secrets.ts";

export type ChallengeMethod = "S256" | "plain";

/** Says whether a challenge has its method's form (RFC 7636, section 4.2). */
export function isChallenge(challenge: string, method: ChallengeMethod): boolean {
  return method === "S256"
    ? /^[A-Za-z0-9_-]{43}$/.test(challenge)
    : /^[A-Za-z0-9._~-]{43,128}$/.test(challenge);
}

/** Says whether a verifier is the one that a challenge was made from (RFC 7636, section 4.6). */
export function fitsChallenge(options: {
  verifier: string;
  challenge: string;
  method: ChallengeMethod;
}): boolean {
  const { verifier, challenge, method } = options;
  const made =
    method === "S256" ? createHash("sha256").update(verifier).digest("base64url") : verifier;
  return sameHash(made, challenge);
}
