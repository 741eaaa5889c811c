const prefix = "https://www.googleapis.com/auth/";
const openIdScopes = ["openid", "email", "profile"];

/** What a person's sign-in asks for when nothing else is said. */
export const defaultUserScopes: string[] = [
  "openid",
  "email",
  `${prefix}taskqueue`,
  `${prefix}leasehold.admin`,
];

/** A service account works on queues; who it is stands in its key. */
export const defaultServiceAccountScopes: string[] = [`${prefix}taskqueue`];

/** An OAuth 1.0 consumer works on queues, and finds its user's projects. */
export const defaultConsumerScopes: string[] = [`${prefix}taskqueue`, `${prefix}leasehold.admin`];

/**
 * Reads `--scopes`: words with commas or spaces between them. `taskqueue` stands for the whole address.
 */
export function parseScopes(text: string): string[] {
  const words = text.split(/[\s,]+/).filter(Boolean);
  return words.map((word) =>
    word.includes(":") || openIdScopes.includes(word) ? word : `${prefix}${word}`,
  );
}

/** The list as {@link parseScopes} reads it, without what it adds. */
export function shortScopes(scopes: readonly string[]): string {
  return scopes
    .map((scope) => (scope.startsWith(prefix) ? scope.slice(prefix.length) : scope))
    .join(",");
}
