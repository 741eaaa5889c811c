import { readFile } from "node:fs/promises";
import type { TokenCredential } from "./auth.ts";
import { AuthError } from "./auth-error.ts";
import { endpointsOf } from "./endpoints.ts";
import { exchangeAssertion } from "./lib/google-auth.ts";
import { parseJsonFile, requiredText } from "./lib/json-file.ts";
import { renewingCredential } from "./lib/renewing-credential.ts";
import type { Tokens, TokenStore } from "./token-store.ts";

/** What a service account's key file holds. */
export interface ServiceAccountKey {
  email: string;
  /** PEM, PKCS #8. */
  privateKey: string;
  privateKeyId?: string;
  /** The token address that the key file names. */
  tokenUri?: string;
}

export interface ServiceAccountOptions {
  key: ServiceAccountKey;
  scopes: readonly string[];
  /** The user to act as, where the domain's administrator has granted that. */
  subject?: string | undefined;
  /** A Leasehold's base URL; by default the key file's `token_uri`, else Google. */
  issuer?: string | undefined;
  /** Keeps the access token between runs; without one it lives as long as the process. */
  cache?: { store: TokenStore; account: string };
  fetch?: typeof globalThis.fetch;
}

/**
 * A service account: a program that is its own user, and proves it by a signed assertion (RFC 7523).
 *
 * @param options the key, the scopes, and whom to act as.
 */
export function serviceAccount(options: ServiceAccountOptions): TokenCredential {
  const { key, cache } = options;
  const signer = {
    email: key.email,
    privateKey: key.privateKey,
    privateKeyId: key.privateKeyId,
    subject: options.subject,
    scopes: options.scopes,
    tokenEndpoint: tokenEndpointOf(options),
    fetch: options.fetch ?? globalThis.fetch,
  };
  return renewingCredential({
    load: async () => cache?.store.load(cache.account),
    async renew(isUsable) {
      if (cache === undefined) return exchangeAssertion(signer);
      const { store, account } = cache;
      const renew = async (): Promise<Tokens> => {
        const kept = await store.load(account);
        if (isUsable(kept)) return kept;
        const tokens = await exchangeAssertion(signer);
        await store.save(account, tokens);
        return tokens;
      };
      return store.exclusively === undefined ? renew() : store.exclusively(account, renew);
    },
  });
}

/**
 * Reads a service account's key file.
 *
 * @param path the JSON file that was made with the key.
 * @throws AuthError `key_file_unreadable` or `key_file_invalid`.
 */
export async function readServiceAccountKey(path: string): Promise<ServiceAccountKey> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (cause) {
    throw new AuthError(
      "key_file_unreadable",
      `Cannot read the key file ${path}: check the path.`,
      {
        cause,
      },
    );
  }
  return serviceAccountKeyOf(parseJsonFile({ text, path }), path);
}

/**
 * Takes the parsed content of a key file.
 *
 * @param content the parsed JSON.
 * @param path the file's name, for messages.
 * @throws AuthError `key_file_invalid`.
 */
export function serviceAccountKeyOf(
  content: Record<string, unknown>,
  path: string,
): ServiceAccountKey {
  const { private_key_id: privateKeyId, token_uri: tokenUri } = content;
  return {
    email: requiredText(content, "client_email", path),
    privateKey: requiredText(content, "private_key", path),
    ...(typeof privateKeyId === "string" && { privateKeyId }),
    ...(typeof tokenUri === "string" && { tokenUri }),
  };
}

function tokenEndpointOf({ issuer, key }: ServiceAccountOptions): string {
  if (issuer === undefined && key.tokenUri !== undefined) return key.tokenUri;
  return endpointsOf(issuer).token;
}
