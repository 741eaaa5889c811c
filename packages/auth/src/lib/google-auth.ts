import type * as googleAuthLibrary from "google-auth-library";
import type {
  AwsClientOptions,
  BaseExternalAccountClient,
  Credentials,
  IdentityPoolClientOptions,
  JWTOptions,
  OAuth2ClientOptions,
  PluggableAuthClientOptions,
} from "google-auth-library";
import type { Endpoints } from "../endpoints.ts";
import type { Tokens } from "../token-store.ts";
import { type Exchange, tokenEndpointError } from "./token-endpoint-error.ts";

/** An application as the authorization server knows it. */
export interface OAuthClient {
  clientId: string;
  clientSecret?: string | undefined;
  endpoints: Endpoints;
  fetch: typeof globalThis.fetch;
}

/** What a service account signs with. */
export interface ServiceAccountSigner {
  email: string;
  privateKey: string;
  privateKeyId?: string | undefined;
  subject?: string | undefined;
  scopes: readonly string[];
  tokenEndpoint: string;
  fetch: typeof globalThis.fetch;
}

const answerTimeoutMs = 30_000;

/** RFC 6749, 4.1.3, with the verifier of RFC 7636, 4.5. */
export async function exchangeCode(
  client: OAuthClient,
  answer: { code: string; codeVerifier?: string | undefined; redirectUri: string },
): Promise<Tokens> {
  const { OAuth2Client } = await loadLibrary();
  const exchange = await attempt("code", client.endpoints.token, () =>
    new OAuth2Client(optionsOf(client)).getToken({
      code: answer.code,
      redirect_uri: answer.redirectUri,
      ...(answer.codeVerifier !== undefined && { codeVerifier: answer.codeVerifier }),
    }),
  );
  return tokensOf(exchange.tokens, client.endpoints.token);
}

/** RFC 6749, 6. Scopes ask for less than was granted. */
export async function refreshTokens(
  client: OAuthClient,
  grant: { refreshToken: string; scopes?: readonly string[] | undefined },
): Promise<Tokens> {
  const { refreshToken, scopes } = grant;
  const { OAuth2Client } = await loadLibrary();
  const asking =
    scopes === undefined ? client : { ...client, fetch: fetchWithScopes(client.fetch, scopes) };
  const library = new OAuth2Client(optionsOf(asking));
  library.setCredentials({ refresh_token: refreshToken });
  let rotated: string | null | undefined;
  // The library puts the old refresh token back over a rotated one; only this event shows it.
  library.on("tokens", (tokens) => {
    rotated = tokens.refresh_token;
  });
  const { credentials } = await attempt("refresh", client.endpoints.token, () =>
    library.refreshAccessToken(),
  );
  return {
    ...tokensOf(credentials, client.endpoints.token),
    refreshToken: rotated ?? refreshToken,
  };
}

/** RFC 7009. */
export async function revokeToken(client: OAuthClient, token: string): Promise<void> {
  const { OAuth2Client } = await loadLibrary();
  await attempt("revocation", client.endpoints.revocation, () =>
    new OAuth2Client(optionsOf(client)).revokeToken(token),
  );
}

/** RFC 7523, 2.1. */
export async function exchangeAssertion(signer: ServiceAccountSigner): Promise<Tokens> {
  const { JWT } = await loadLibrary();
  const options: JWTOptions = {
    email: signer.email,
    key: signer.privateKey,
    scopes: [...signer.scopes],
    // The library signs for Google's token address and posts there, whatever the key file's token_uri says. Its
    // one opening for the audience are these claims, and for the address the fetch.
    additionalClaims: { aud: signer.tokenEndpoint },
    transporterOptions: {
      timeout: answerTimeoutMs,
      fetchImplementation: (_address, init) => signer.fetch(signer.tokenEndpoint, init),
    },
    ...(signer.privateKeyId !== undefined && { keyId: signer.privateKeyId }),
    ...(signer.subject !== undefined && { subject: signer.subject }),
  };
  const credentials = await attempt("assertion", signer.tokenEndpoint, () =>
    new JWT(options).authorize(),
  );
  const { refreshToken: _placeholder, ...tokens } = tokensOf(credentials, signer.tokenEndpoint);
  return tokens;
}

/** RFC 8693, by an external account's file; then the service account that it names, when it names one. */
export async function exchangeSubjectToken(options: {
  content: Record<string, unknown>;
  tokenEndpoint: string;
  scopes: readonly string[];
  fetch: typeof globalThis.fetch;
}): Promise<Tokens> {
  const library = await loadLibrary();
  const context = { exchange: "subject", endpoint: options.tokenEndpoint } as const;
  const client = await attempt(context.exchange, context.endpoint, async () =>
    externalClient(library, options),
  );
  client.scopes = [...options.scopes];
  await attempt(context.exchange, context.endpoint, () => client.getAccessToken());
  return tokensOf(client.credentials, context.endpoint);
}

function externalClient(
  library: typeof googleAuthLibrary,
  options: { content: Record<string, unknown>; fetch: typeof globalThis.fetch },
): BaseExternalAccountClient {
  // The library checks the file itself, and its own chooser among these three writes warnings to the console.
  const settings = {
    ...options.content,
    transporterOptions: { timeout: answerTimeoutMs, fetchImplementation: options.fetch },
  } as unknown as IdentityPoolClientOptions & AwsClientOptions & PluggableAuthClientOptions;
  const source = Object(options.content["credential_source"]) as object;
  if ("environment_id" in source) return new library.AwsClient(settings);
  if ("executable" in source) return new library.PluggableAuthClient(settings);
  return new library.IdentityPoolClient(settings);
}

// The library has no parameter for the scopes of a renewal.
function fetchWithScopes(
  fetch: typeof globalThis.fetch,
  scopes: readonly string[],
): typeof globalThis.fetch {
  return async (address, init) => {
    const form = new URLSearchParams(await new Response(init?.body ?? null).text());
    form.set("scope", scopes.join(" "));
    return fetch(address, { ...init, body: form });
  };
}

async function loadLibrary(): Promise<typeof googleAuthLibrary> {
  return import("google-auth-library");
}

function optionsOf(client: OAuthClient): OAuth2ClientOptions {
  return {
    clientId: client.clientId,
    ...(client.clientSecret !== undefined && { clientSecret: client.clientSecret }),
    endpoints: {
      oauth2AuthBaseUrl: client.endpoints.authorization,
      oauth2TokenUrl: client.endpoints.token,
      oauth2RevokeUrl: client.endpoints.revocation,
    },
    transporterOptions: { timeout: answerTimeoutMs, fetchImplementation: client.fetch },
  };
}

async function attempt<T>(
  exchange: Exchange,
  endpoint: string,
  call: () => Promise<T>,
): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw tokenEndpointError(error, { exchange, endpoint });
  }
}

function tokensOf(credentials: Credentials, endpoint: string): Tokens {
  const { access_token, expiry_date, refresh_token, id_token, scope } = credentials;
  if (typeof access_token !== "string") {
    throw tokenEndpointError(new Error("no access_token"), { exchange: "answer", endpoint });
  }
  return {
    accessToken: access_token,
    ...(typeof expiry_date === "number" && { expiresAtMs: expiry_date }),
    ...(typeof refresh_token === "string" && { refreshToken: refresh_token }),
    ...(typeof id_token === "string" && { idToken: id_token }),
    ...(typeof scope === "string" && { scopes: scope.split(" ").filter(Boolean) }),
  };
}
