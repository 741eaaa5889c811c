import { AuthError } from "./auth-error.ts";
import { oauth1EndpointsOf } from "./lib/oauth1/oauth1-endpoints.ts";
import type { OAuth1Token } from "./lib/oauth1/signing-keys.ts";
import { findEndpoint } from "./lib/openid/discover.ts";
import { type AttributeName, attributeTypes, namespaces } from "./lib/openid/namespaces.ts";
import { verifyAssertion } from "./lib/openid/verify-assertion.ts";
import { type ConsumerOptions, type OAuth1Consumer, oauth1Consumer } from "./oauth1.ts";

/** An application whose users sign in and allow data access in one step. */
export interface Hybrid {
  /** Where to send the user's browser, and what to keep in the user's session until it comes back. */
  begin: (options: HybridRequest) => Promise<HybridAttempt>;
  /** Verifies what the browser came back with, and gets the access token. */
  finish: (options: HybridAnswer) => Promise<HybridSignIn>;
  /** Acts for users by their tokens, and takes back what they allowed. */
  consumer: OAuth1Consumer;
}

export type HybridOptions = ConsumerOptions & {
  scopes: readonly string[];
  /** As registered with the consumer; the address to return to lies under it. */
  realm: string;
};

export interface HybridRequest {
  /** An address under the realm. */
  returnTo: string;
  /** Answer without a page, or not at all; false by default. */
  immediate?: boolean;
  /** What to ask about the user; everything in {@link HybridIdentity} by default. */
  attributes?: readonly AttributeName[];
}

export interface HybridAnswer {
  /** The address that the browser came back to. */
  answer: string;
  /** The body of the request when it was a POST: an answer that is too long for an address comes as a form. */
  form?: string | undefined;
  /** As `begin` gave it. */
  returnTo: string;
}

export interface HybridAttempt {
  url: string;
  /** The address to return to, with a secret of this sign-in: `finish` takes it. */
  returnTo: string;
}

/** Who signed in, and the access to the user's data. */
export interface HybridSignIn {
  identity: HybridIdentity;
  token: OAuth1Token;
  scopes: string[];
}

/** Who signed in, as the provider has signed it. */
export interface HybridIdentity {
  /** The same at every sign-in: know the user by it. */
  claimedId: string;
  email?: string;
  firstName?: string;
  lastName?: string;
  /** Such as `en`. */
  language?: string;
  /** Such as `US`. */
  country?: string;
}

const stateBytes = 18;
const attributeNames = Object.keys(attributeTypes) as AttributeName[];

/**
 * Hybrid sign-in: OpenID 2.0 with the OAuth extension. The provider's answer is verified with discovery and by asking
 * the provider (`check_authentication`). Needs nothing of Node. For something new take OpenID Connect, which is the
 * same in OAuth 2.0.
 *
 * @param options the consumer, its API key and realm, the scopes and the server.
 * @throws AuthError key_file_invalid when the private key cannot be read.
 */
export function hybrid(options: HybridOptions): Hybrid {
  const { consumerKey, realm, scopes, issuer, fetch = globalThis.fetch } = options;
  const consumer = oauth1Consumer(options);
  const { openIdProvider: provider } = oauth1EndpointsOf(issuer);
  return {
    consumer,
    async begin({ returnTo: address, immediate = false, attributes = attributeNames }) {
      const returnTo = withState(address);
      const url = new URL(await findEndpoint(provider, fetch));
      const request = { consumerKey, scopes, realm, returnTo, immediate, attributes };
      for (const [name, value] of authenticationRequest(request)) url.searchParams.set(name, value);
      return { url: url.href, returnTo };
    },
    async finish({ answer, form, returnTo }) {
      const expected = { returnTo, provider, fetch, nowMs: Date.now() };
      const assertion = await verifyAssertion(withForm(answer, form), expected);
      const { claimedId, attributes, requestToken } = assertion;
      if (requestToken === undefined) {
        throw new AuthError(
          "access_denied",
          "The user signed in, but did not allow access to data: ask again.",
        );
      }
      // The request token of a hybrid sign-in has an empty secret, and needs no verifier.
      const token = await consumer.exchange({ token: requestToken, tokenSecret: "" });
      return { identity: { claimedId, ...attributes }, token, scopes: assertion.scopes };
    },
  };
}

function authenticationRequest(request: {
  consumerKey: string;
  scopes: readonly string[];
  realm: string;
  returnTo: string;
  immediate: boolean;
  attributes: readonly AttributeName[];
}): [name: string, value: string][] {
  // The answer repeats these names four times, and goes as a form where it does not fit into an address.
  const types = request.attributes.map(
    (name, index) => [`a${index}`, attributeTypes[name]] as const,
  );
  return [
    ["openid.ns", namespaces.openId],
    ["openid.mode", request.immediate ? "checkid_immediate" : "checkid_setup"],
    ["openid.claimed_id", namespaces.identifierSelect],
    ["openid.identity", namespaces.identifierSelect],
    ["openid.return_to", request.returnTo],
    ["openid.realm", request.realm],
    ["openid.ns.ax", namespaces.attributeExchange],
    ["openid.ax.mode", "fetch_request"],
    ["openid.ax.required", types.map(([alias]) => alias).join(",")],
    ...types.map(([alias, type]): [string, string] => [`openid.ax.type.${alias}`, type]),
    ["openid.ns.oauth", namespaces.oauth],
    ["openid.oauth.consumer", request.consumerKey],
    ["openid.oauth.scope", request.scopes.join(" ")],
  ];
}

/** The address with the fields of the form in its query, where shorter answers have them. */
function withForm(address: string, form = ""): URL {
  const url = new URL(address);
  for (const [name, value] of new URLSearchParams(form)) url.searchParams.append(name, value);
  return url;
}

function withState(address: string): string {
  const url = new URL(address);
  const bytes = crypto.getRandomValues(new Uint8Array(stateBytes));
  const text = btoa(String.fromCharCode(...bytes));
  url.searchParams.set("state", text.replaceAll("+", "-").replaceAll("/", "_"));
  return url.href;
}
