import { AuthError } from "../auth-error.ts";
import type { Tokens } from "../token-store.ts";

/** Reads a token file. */
export function parseTokens(text: string, path: string): Tokens {
  const value = parseJson(text, path);
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
