import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { AuthError } from "../auth-error.ts";
import type { Tokens } from "../token-store.ts";
import type { TokenForm } from "./token-folder.ts";

const cipher = "aes-256-gcm";
const nonceBytes = 12;
const tagBytes = 16;

/**
 * Tokens as JSON, for a file that only its owner may read.
 *
 * @param whyNoKey what keeps a sealed file closed, for the message; by default that nobody asked for the keychain.
 */
export function plainTokens(whyNoKey = "This program does not look into the keychain."): TokenForm {
  return {
    write: (tokens) => `${JSON.stringify(tokens, undefined, 2)}\n`,
    read(text, { path }) {
      const value = parseJson(text, path);
      if (sealedIn(value) === undefined) return tokensIn(value, path);
      throw new AuthError(
        "keychain_unavailable",
        `The tokens in ${path} are sealed with a key in the system's keychain. ${whyNoKey} Run this where the keychain is open, or remove the file and sign in again.`,
      );
    },
  };
}

/**
 * Tokens sealed with AES-256-GCM for their account; files from before, in the clear, are read too.
 *
 * @param key 32 bytes.
 */
export function sealedTokens(key: Uint8Array): TokenForm {
  return {
    write: (tokens, account) =>
      `${JSON.stringify({ sealed: seal(JSON.stringify(tokens), { key, account }) })}\n`,
    read(text, { path, account }) {
      const value = parseJson(text, path);
      const sealed = sealedIn(value);
      if (sealed === undefined) return tokensIn(value, path);
      return tokensIn(parseJson(unseal(sealed, { key, account, path }), path), path);
    },
  };
}

function seal(text: string, { key, account }: { key: Uint8Array; account: string }): string {
  const nonce = randomBytes(nonceBytes);
  const sealing = createCipheriv(cipher, key, nonce).setAAD(Buffer.from(account));
  const body = Buffer.concat([sealing.update(text, "utf8"), sealing.final()]);
  return Buffer.concat([nonce, sealing.getAuthTag(), body]).toString("base64url");
}

function unseal(sealed: string, by: { key: Uint8Array; account: string; path: string }): string {
  const bytes = Buffer.from(sealed, "base64url");
  const [nonce, tag] = [
    bytes.subarray(0, nonceBytes),
    bytes.subarray(nonceBytes, nonceBytes + tagBytes),
  ];
  try {
    const opening = createDecipheriv(cipher, by.key, nonce, { authTagLength: tagBytes })
      .setAAD(Buffer.from(by.account))
      .setAuthTag(tag);
    const body = bytes.subarray(nonceBytes + tagBytes);
    return Buffer.concat([opening.update(body), opening.final()]).toString("utf8");
  } catch (cause) {
    throw new AuthError(
      "token_store_corrupt",
      `The tokens in ${by.path} were sealed with a key that the keychain has no longer, or were changed: remove the file and sign in again.`,
      { cause },
    );
  }
}

function sealedIn(value: Record<string, unknown>): string | undefined {
  return typeof value["sealed"] === "string" ? value["sealed"] : undefined;
}

function tokensIn(value: Record<string, unknown>, path: string): Tokens {
  const { accessToken, tokenSecret, expiresAtMs, refreshToken, idToken, scopes } = value;
  if (typeof accessToken !== "string") throw corrupt(path);
  return {
    accessToken,
    ...(typeof tokenSecret === "string" && { tokenSecret }),
    ...(typeof expiresAtMs === "number" && { expiresAtMs }),
    ...(typeof refreshToken === "string" && { refreshToken }),
    ...(typeof idToken === "string" && { idToken }),
    ...(Array.isArray(scopes) && { scopes: scopes.filter((scope) => typeof scope === "string") }),
  };
}

function parseJson(text: string, path: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw corrupt(path, cause);
  }
  if (typeof value !== "object" || value === null) throw corrupt(path);
  return { ...value };
}

function corrupt(path: string, cause?: unknown): AuthError {
  return new AuthError(
    "token_store_corrupt",
    `The file ${path} does not hold tokens: remove it and sign in again.`,
    { cause },
  );
}
