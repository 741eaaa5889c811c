import type { TokenCredential } from "./auth.ts";
import { codeChallengeOf } from "./code-verifier.ts";
import { endpointsOf } from "./endpoints.ts";
import { authorizationAddress } from "./lib/authorization-address.ts";
import { exchangeCode } from "./lib/google-auth.ts";
import { singleFlight } from "./lib/single-flight.ts";
import {
  keepTokens,
  narrowedCredential,
  revokeAccount,
  userCredential,
} from "./lib/user-credential.ts";
import type { Tokens, TokenStore } from "./token-store.ts";

/** An application on a server, which acts for many users. */
export interface WebServer {
  /** Where to redirect the user's browser. */
  authorizationUrl: (request: AuthorizationUrlRequest) => string;
  /** Turns the code that the browser brought back into tokens, and keeps them under the account. */
  exchange: (answer: CodeAnswer) => Promise<Tokens>;
  /** Acts for the user whose tokens are kept under the account; renews and saves them. */
  credential: (account: string) => TokenCredential;
  /** Acts for that user with fewer scopes than were granted; its tokens are not kept. */
  narrowed: (account: string, scopes: readonly string[]) => TokenCredential;
  /** Revokes what the user granted and forgets the tokens. */
  revoke: (account: string) => Promise<void>;
}

export interface WebServerOptions {
  clientId: string;
  clientSecret: string;
  /** Exactly as registered. */
  redirectUri: string;
  store: TokenStore;
  /** A Leasehold's base URL; Google by default. */
  issuer?: string | undefined;
  fetch?: typeof globalThis.fetch;
}

export interface AuthorizationUrlRequest {
  scopes: readonly string[];
  /** Random, kept in the user's session, and compared when the browser comes back (RFC 6749, 10.12). */
  state: string;
  /** `offline` (the default) also asks for a refresh token. */
  accessType?: "online" | "offline";
  /** `force` asks the user even when all was granted before: the only way to another refresh token. */
  approvalPrompt?: "auto" | "force";
  /** From `createCodeVerifier()`; keep it in the session for `exchange`. */
  codeVerifier?: string;
  loginHint?: string;
  includeGrantedScopes?: boolean;
}

export interface CodeAnswer {
  code: string;
  /** The verifier that `authorizationUrl` was given. */
  codeVerifier?: string;
  /** The name under which the store keeps the user's tokens. */
  account: string;
}

/**
 * OAuth 2.0 for web server applications: authorization code with a client secret (RFC 6749, 4.1).
 *
 * @param options the application as it is registered, and where tokens are kept.
 */
export function webServer(options: WebServerOptions): WebServer {
  const { store, redirectUri } = options;
  const client = {
    clientId: options.clientId,
    clientSecret: options.clientSecret,
    endpoints: endpointsOf(options.issuer),
    fetch: options.fetch ?? globalThis.fetch,
  };
  const once = singleFlight<Tokens>();
  return {
    authorizationUrl({ codeVerifier, accessType = "offline", ...request }) {
      return authorizationAddress({
        ...request,
        endpoint: client.endpoints.authorization,
        clientId: client.clientId,
        redirectUri,
        accessType,
        codeChallenge: codeVerifier === undefined ? undefined : codeChallengeOf(codeVerifier),
      }).href;
    },
    async exchange({ code, codeVerifier, account }) {
      const answer = await exchangeCode(client, { code, codeVerifier, redirectUri });
      const tokens = withEarlierRefreshToken(answer, await store.load(account));
      await keepTokens({ store, account }, tokens);
      return tokens;
    },
    credential: (account) => userCredential({ client, store, account }, once),
    narrowed: (account, scopes) => narrowedCredential({ client, store, account }, scopes),
    revoke: (account) => revokeAccount({ client, store, account }),
  };
}

// A user who had allowed everything before is not asked, and then no new refresh token comes: the old one still holds.
function withEarlierRefreshToken(answer: Tokens, kept: Tokens | undefined): Tokens {
  if (answer.refreshToken !== undefined || kept?.refreshToken === undefined) return answer;
  return { ...answer, refreshToken: kept.refreshToken };
}
