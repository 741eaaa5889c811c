import * as oauth from "oauth4webapi";
import type { SignInProvider } from "../settings.ts";

/** What must be remembered while somebody is at the provider. */
export interface ProviderVisit {
  state: string;
  nonce: string;
  codeVerifier: string;
}

/** Who came back, as the provider has it. */
export interface ProviderPerson {
  email: string | undefined;
  emailVerified: boolean;
}

/** One way to the provider and back. */
interface ProviderTrip {
  provider: SignInProvider;
  /** Our address that the provider sends people back to. */
  redirectUri: string;
  /** Milliseconds since the epoch. */
  now: () => number;
}

const fetchTimeoutMs = 10_000;
const scope = "openid email profile";

/**
 * Makes the address at the provider to which a browser is sent (OpenID Connect Core, section 3.1.2.1), with PKCE.
 *
 * @throws Error when the provider cannot be reached or is not who it should be.
 */
export async function startProviderVisit(
  trip: ProviderTrip & { prompt: string | undefined; loginHint: string | undefined },
): Promise<{ url: string; visit: ProviderVisit }> {
  const server = await discover(trip.provider);
  if (server.authorization_endpoint === undefined) {
    throw new Error(`${trip.provider.issuer} names no authorization_endpoint.`);
  }
  const visit = {
    state: oauth.generateRandomState(),
    nonce: oauth.generateRandomNonce(),
    codeVerifier: oauth.generateRandomCodeVerifier(),
  };
  const url = new URL(server.authorization_endpoint);
  const parameters = {
    client_id: trip.provider.clientId,
    redirect_uri: trip.redirectUri,
    response_type: "code",
    scope,
    state: visit.state,
    nonce: visit.nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(visit.codeVerifier),
    code_challenge_method: "S256",
    prompt: trip.prompt,
    login_hint: trip.loginHint,
  };
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined) url.searchParams.set(name, value);
  }
  return { url: url.href, visit };
}

/**
 * Takes what the provider sent a browser back with, exchanges the code and checks the id_token and its signature
 * (OpenID Connect Core, section 3.1.3.7).
 *
 * @throws Error when anything does not hold; {@link wasDeniedByProvider} tells a refusal from the rest.
 */
export async function finishProviderVisit(
  trip: ProviderTrip & { answer: URLSearchParams; visit: ProviderVisit },
): Promise<ProviderPerson> {
  const { provider, redirectUri, answer, visit } = trip;
  const http = httpOptions(provider);
  const server = await discover(provider);
  const client: oauth.Client = {
    client_id: provider.clientId,
    // The library has a clock of its own.
    [oauth.clockSkew]: Math.round((trip.now() - Date.now()) / 1000),
    [oauth.clockTolerance]: 60,
  };
  const parameters = oauth.validateAuthResponse(server, client, answer, visit.state);
  const response = await oauth.authorizationCodeGrantRequest(
    server,
    client,
    clientAuthentication(server, provider),
    parameters,
    redirectUri,
    visit.codeVerifier,
    http,
  );
  const tokens = await oauth.processAuthorizationCodeResponse(server, client, response, {
    expectedNonce: visit.nonce,
    requireIdToken: true,
  });
  await oauth.validateApplicationLevelSignature(server, response, http);
  const claims = oauth.getValidatedIdTokenClaims(tokens);
  if (claims === undefined) throw new Error("The provider gave no id_token.");
  if (claims["email"] !== undefined) return person(claims);
  // Some providers tell the address at their userinfo endpoint only.
  const info = await oauth.userInfoRequest(server, client, tokens.access_token, http);
  return person(await oauth.processUserInfoResponse(server, client, claims.sub, info));
}

/** Says whether the provider answered that it does not sign this person in. */
export function wasDeniedByProvider(error: unknown): boolean {
  return error instanceof oauth.AuthorizationResponseError;
}

async function discover(provider: SignInProvider): Promise<oauth.AuthorizationServer> {
  const issuer = new URL(provider.issuer);
  const response = await oauth.discoveryRequest(issuer, httpOptions(provider));
  return oauth.processDiscoveryResponse(issuer, response);
}

// The configuration takes http on loopback only.
function httpOptions({ issuer }: SignInProvider): {
  [oauth.allowInsecureRequests]: boolean;
  signal: () => AbortSignal;
} {
  return {
    [oauth.allowInsecureRequests]: issuer.startsWith("http:"),
    signal: () => AbortSignal.timeout(fetchTimeoutMs),
  };
}

function clientAuthentication(
  server: oauth.AuthorizationServer,
  { clientSecret }: SignInProvider,
): oauth.ClientAuth {
  // Providers disagree on how Basic encodes a secret, so it goes in the body where that is taken.
  return server.token_endpoint_auth_methods_supported?.includes("client_secret_post") === true
    ? oauth.ClientSecretPost(clientSecret)
    : oauth.ClientSecretBasic(clientSecret);
}

function person(claims: Readonly<Record<string, unknown>>): ProviderPerson {
  const { email, email_verified: verified } = claims;
  return {
    email: typeof email === "string" ? email : undefined,
    // Some providers write it as text.
    emailVerified: verified === true || verified === "true",
  };
}
