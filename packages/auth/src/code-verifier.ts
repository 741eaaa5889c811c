import { createHash, randomBytes } from "node:crypto";

const verifierBytes = 48;

/** A fresh secret that ties an authorization code to who asked for it: 64 characters (RFC 7636, 4.1). */
export function createCodeVerifier(): string {
  return randomBytes(verifierBytes).toString("base64url");
}

/**
 * What the authorization request shows of the verifier, by the method S256 (RFC 7636, 4.2).
 *
 * @param codeVerifier as `createCodeVerifier` made it.
 */
export function codeChallengeOf(codeVerifier: string): string {
  return createHash("sha256").update(codeVerifier).digest("base64url");
}
