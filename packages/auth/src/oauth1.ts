import { parseTokenResponse } from "@leasehold/oauth1/token-response";
import type { Credential } from "./auth.ts";
import { AuthError } from "./auth-error.ts";
import { askSigned } from "./lib/oauth1/ask-signed.ts";
import { oauth1EndpointsOf } from "./lib/oauth1/oauth1-endpoints.ts";
import { signRequest } from "./lib/oauth1/sign-request.ts";
import { type ConsumerKeys, type OAuth1Token, signingKeysOf } from "./lib/oauth1/signing-keys.ts";

/** An OAuth 1.0 consumer, and the server that knows it. */
export type ConsumerOptions = ConsumerKeys & {
  /** The API key of the consumer's project: every call needs one. */
  apiKey: string;
  /** A Leasehold's base URL. */
  issuer: string;
  fetch?: typeof globalThis.fetch;
};

/** An application that signs its requests (RFC 5849), on a server, in a browser or at the edge. */
export interface OAuth1Consumer {
  /** Acts for the user who allowed this access token. */
  credential: (token: OAuth1Token) => Credential;
  /** Acts for a user whose domain's administrator has granted it, without a token (2-legged). */
  twoLegged: (user: { requestor: string }) => Credential;
  /** Gets the token with which to ask a user (RFC 5849, 2.1). */
  requestToken: (wanted: RequestTokenOptions) => Promise<OAuth1Token>;
  /** Where to send the user's browser (RFC 5849, 2.2). */
  authorizationUrl: (requestToken: string, options?: { hostedDomain?: string }) => string;
  /** Turns the request token that was allowed into an access token (RFC 5849, 2.3). */
  exchange: (requestToken: OAuth1Token, verifier?: string) => Promise<OAuth1Token>;
  /** What an access token is good for. */
  info: (token: OAuth1Token) => Promise<OAuth1TokenInfo>;
  /** Takes back what the user allowed; a token that is dead already is none to take back. */
  revoke: (token: OAuth1Token) => Promise<void>;
}

export interface RequestTokenOptions {
  scopes: readonly string[];
  /** An address under the consumer's realm; `oob` (the default) shows the user a verifier to type. */
  callback?: string | undefined;
  /** What the user sees as the application's name. */
  displayName?: string | undefined;
}

export interface OAuth1TokenInfo {
  scopes: string[];
  /** The consumer's realm. */
  target: string | undefined;
}

/**
 * OAuth 1.0 with an API key: three-legged, and two-legged. Needs nothing of Node. In a page of your own the consumer's
 * secret is everybody's: keep it on a server.
 *
 * @param options the consumer with its secret or RSA key, the API key and the server.
 * @throws AuthError key_file_invalid when the private key cannot be read.
 * @throws TypeError when the issuer is no http or https URL.
 */
export function oauth1Consumer(options: ConsumerOptions): OAuth1Consumer {
  const { apiKey, fetch = globalThis.fetch } = options;
  const keys = signingKeysOf(options);
  const endpoints = oauth1EndpointsOf(options.issuer);

  async function askForToken(
    request: Omit<Parameters<typeof askSigned>[0], "fetch">,
  ): Promise<OAuth1Token> {
    const text = await askSigned({ ...request, fetch });
    try {
      const { token, tokenSecret } = parseTokenResponse(text);
      return { token, tokenSecret };
    } catch (cause) {
      throw new AuthError(
        "token_endpoint_failed",
        `${request.address} answered without a token: is it the address of a Leasehold?`,
        { cause },
      );
    }
  }

  return {
    credential: (token) => ({
      authorize: (request) => signRequest(request, { credentials: keys(token), apiKey }),
    }),
    twoLegged: ({ requestor }) => ({
      authorize: (request) => signRequest(request, { credentials: keys(), apiKey, requestor }),
    }),
    requestToken: ({ scopes, callback = "oob", displayName }) =>
      askForToken({
        address: endpoints.requestToken,
        credentials: keys(),
        form: { scope: scopes.join(" "), xoauth_displayname: displayName },
        parameters: { oauth_callback: callback },
      }),
    authorizationUrl(requestToken, { hostedDomain } = {}) {
      const url = new URL(endpoints.authorization);
      url.searchParams.set("oauth_token", requestToken);
      if (hostedDomain !== undefined) url.searchParams.set("hd", hostedDomain);
      return url.href;
    },
    exchange: (requestToken, verifier) =>
      askForToken({
        address: endpoints.accessToken,
        credentials: keys(requestToken),
        ...(verifier !== undefined && { parameters: { oauth_verifier: verifier } }),
      }),
    async info(token) {
      const address = endpoints.tokenInfo;
      return infoIn(await askSigned({ address, credentials: keys(token), fetch }));
    },
    async revoke(token) {
      await askSigned({ address: endpoints.revocation, credentials: keys(token), fetch });
    },
  };
}

function infoIn(text: string): OAuth1TokenInfo {
  const values = new Map(
    text.split("\n").map((line): [string, string] => {
      const equals = line.indexOf("=");
      return [line.slice(0, equals), line.slice(equals + 1)];
    }),
  );
  return {
    target: values.get("Target"),
    scopes: (values.get("Scope") ?? "").split(" ").filter(Boolean),
  };
}
