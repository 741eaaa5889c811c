import type { CredentialRequest } from "../../authority.ts";

/** The credentials in a request, sorted out by kind. */
export interface PresentedCredentials {
  /** OAuth 2.0 tokens (and self-signed JWTs), each once. */
  tokens: string[];
  apiKeys: string[];
  /** The request is signed as OAuth 1.0 has it (RFC 5849). */
  oauth1: boolean;
  /** An Authorization header that is none of those. */
  unknownScheme: boolean;
}

const none: PresentedCredentials = {
  tokens: [],
  apiKeys: [],
  oauth1: false,
  unknownScheme: false,
};

/**
 * Finds what a request brought: the Authorization header (RFC 6750, 2.1, and `OAuth T` of older clients),
 * `access_token` and `oauth_token` in query or form, `key` in query or form, X-Goog-Api-Key.
 * `oauth_token` beside `oauth_signature` or `oauth_consumer_key` is OAuth 1.0. An empty parameter counts as absent.
 */
export function presentedCredentials(request: CredentialRequest): PresentedCredentials {
  const found: PresentedCredentials = { ...none, tokens: [], apiKeys: [] };
  if (request.authorization !== undefined) readHeader(found, request.authorization);
  if (request.query !== undefined) readParameters(found, request.query);
  if (request.form !== undefined) readParameters(found, request.form);
  if (request.apiKeyHeader !== undefined) add(found.apiKeys, request.apiKeyHeader);
  return found;
}

function readHeader(found: PresentedCredentials, header: string): void {
  const space = header.indexOf(" ");
  const scheme = space === -1 ? header : header.slice(0, space);
  const rest = space === -1 ? "" : header.slice(space + 1).trim();
  switch (scheme.toLowerCase()) {
    case "bearer":
      // An empty token is a credential too, and a bad one.
      found.tokens.push(rest);
      break;
    case "oauth":
      if (/(?:^|[\s,])(?:realm|oauth_[a-z_]+)\s*=/iu.test(rest)) found.oauth1 = true;
      else found.tokens.push(rest);
      break;
    default:
      found.unknownScheme = true;
  }
}

function readParameters(found: PresentedCredentials, parameters: URLSearchParams): void {
  const oauth1 = parameters.has("oauth_signature") || parameters.has("oauth_consumer_key");
  if (oauth1) found.oauth1 = true;
  addAll(found.tokens, parameters, "access_token");
  if (!oauth1) addAll(found.tokens, parameters, "oauth_token");
  addAll(found.apiKeys, parameters, "key");
}

// Most requests have none of them, and looking is cheaper than listing.
function addAll(values: string[], parameters: URLSearchParams, name: string): void {
  if (!parameters.has(name)) return;
  for (const value of parameters.getAll(name)) add(values, value);
}

function add(values: string[], value: string): void {
  if (value !== "" && !values.includes(value)) values.push(value);
}
