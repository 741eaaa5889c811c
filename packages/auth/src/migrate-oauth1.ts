import { AuthError } from "./auth-error.ts";
import { membersOf } from "./lib/json-answer.ts";
import { askSigned } from "./lib/oauth1/ask-signed.ts";
import { oauth1EndpointsOf } from "./lib/oauth1/oauth1-endpoints.ts";
import { type ConsumerKeys, type OAuth1Token, signingKeysOf } from "./lib/oauth1/signing-keys.ts";
import type { Tokens } from "./token-store.ts";

const grantType = "urn:ietf:params:oauth:grant-type:migration:oauth1";

/**
 * Moves a user over to OAuth 2.0 without asking again: an OAuth 1.0 access token gives a refresh token, in the same
 * scopes, for a client of the same project. The OAuth 1.0 token stays good until it is revoked.
 *
 * @param options the consumer, the user's token, and the OAuth 2.0 client that is to go on; save the answer in its store.
 * @throws AuthError signature_refused, token_refused, client_refused or token_endpoint_failed.
 */
export async function migrateOAuth1(
  options: ConsumerKeys &
    OAuth1Token & {
      clientId: string;
      /** Absent for a client without one. */
      clientSecret?: string | undefined;
      /** A Leasehold's base URL. */
      issuer: string;
      fetch?: typeof globalThis.fetch;
    },
): Promise<Tokens> {
  const { token, tokenSecret, clientId, clientSecret, fetch = globalThis.fetch } = options;
  const { token: address } = oauth1EndpointsOf(options.issuer);
  const text = await askSigned({
    address,
    credentials: signingKeysOf(options)({ token, tokenSecret }),
    form: { grant_type: grantType, client_id: clientId, client_secret: clientSecret },
    fetch,
  });
  return tokensIn(text, address);
}

function tokensIn(text: string, address: string): Tokens {
  const { access_token: accessToken, refresh_token: refreshToken, ...rest } = membersOf(text);
  if (typeof accessToken !== "string" || typeof refreshToken !== "string") {
    throw new AuthError(
      "token_endpoint_failed",
      `${address} answered without a refresh token: is it the token address of a Leasehold?`,
    );
  }
  const { expires_in: expiresIn, scope } = rest;
  return {
    accessToken,
    refreshToken,
    ...(typeof expiresIn === "number" && { expiresAtMs: Date.now() + expiresIn * 1000 }),
    ...(typeof scope === "string" && { scopes: scope.split(" ").filter(Boolean) }),
  };
}
