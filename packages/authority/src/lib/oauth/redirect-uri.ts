import { readJsonList } from "../database/json-list.ts";
import type { OAuthClient } from "../database/schema.ts";

/** Where an application without an address of its own has its answer shown: on a page of ours. */
const outOfBandUris: ReadonlySet<string> = new Set([
  "urn:ietf:wg:oauth:2.0:oob",
  "urn:ietf:wg:oauth:2.0:oob:auto",
]);

/** Says whether an answer goes to a page of ours, from which a person copies the code. */
export function isOutOfBand(redirectUri: string): boolean {
  return outOfBandUris.has(redirectUri);
}

/**
 * Says whether a client may have its answers sent to an address: exactly one that it registered, or for an
 * installed application any port and path on this machine (RFC 8252, section 7.3). Nothing is normalised.
 * Out-of-band is for clients that have it switched on.
 */
export function isRegisteredRedirectUri(
  client: Pick<OAuthClient, "type" | "redirect_uris" | "out_of_band">,
  redirectUri: string,
): boolean {
  if (isOutOfBand(redirectUri)) return client.out_of_band === 1;
  if (redirectUri.includes("#")) return false;
  if (readJsonList(client.redirect_uris).includes(redirectUri)) return true;
  return client.type === "installed" && isLoopback(redirectUri);
}

// Written out in full: what URL would repair (case, escapes, backslashes, spaces) is no registered address.
const loopback = /^http:\/\/(?:127\.0\.0\.1|\[::1\]|localhost)(?::(\d{1,5}))?(?:[/?][!-~]*)?$/;

function isLoopback(redirectUri: string): boolean {
  const match = loopback.exec(redirectUri);
  if (match === null || redirectUri.includes("\\")) return false;
  return match[1] === undefined || (Number(match[1]) >= 1 && Number(match[1]) <= 65535);
}

/** Adds an answer's parameters to the query that a redirect address may already have. */
export function withQuery(redirectUri: string, answer: URLSearchParams): string {
  const separator = !redirectUri.includes("?") ? "?" : /[?&]$/.test(redirectUri) ? "" : "&";
  return `${redirectUri}${separator}${answer.toString()}`;
}

/** Puts an answer's parameters into the fragment, which browsers keep to themselves. */
export function withFragment(redirectUri: string, answer: URLSearchParams): string {
  return `${redirectUri}#${answer.toString()}`;
}

/**
 * What `form-action` of a page must allow when its form's answer leads to this address. Browsers apply the policy to
 * each redirect until there is a page: to ours, and to the application's own, which may lead to any of its hosts.
 */
export function formTargets(redirectUri: string): string[] {
  if (isOutOfBand(redirectUri) || redirectUri === "oob") return [];
  const { protocol } = new URL(redirectUri);
  return protocol === "http:" ? ["http:", "https:"] : [protocol];
}
