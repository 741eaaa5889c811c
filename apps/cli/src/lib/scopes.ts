const prefix = "https://www.googleapis.com/auth/";
const apiScopes = [`${prefix}taskqueue`, `${prefix}leasehold.admin`];
const openIdScopes = ["openid", "email", "profile"];

/** What a person's sign-in asks for when nothing else is said. */
export const defaultUserScopes: string[] = ["openid", "email", ...apiScopes];

/** A service account needs no identity scopes: its address is in its key. */
export const defaultServiceAccountScopes: string[] = apiScopes;

/**
 * Reads `--scopes`: words with commas or spaces between them. `taskqueue` stands for the whole address.
 */
export function parseScopes(text: string): string[] {
  const words = text.split(/[\s,]+/).filter(Boolean);
  return words.map((word) =>
    word.includes(":") || openIdScopes.includes(word) ? word : `${prefix}${word}`,
  );
}
