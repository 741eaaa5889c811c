import { randomBytes } from "node:crypto";
import type { TokenCredential } from "./auth.ts";
import { codeChallengeOf, createCodeVerifier } from "./code-verifier.ts";
import { endpointsOf } from "./endpoints.ts";
import { authorizationAddress } from "./lib/authorization-address.ts";
import { exchangeCode } from "./lib/google-auth.ts";
import { receiveRedirect, vacantRedirectUri } from "./lib/loopback-receiver.ts";
import { codeInAnswer } from "./lib/redirect-answer.ts";
import { judgeByState } from "./lib/redirect-judgement.ts";
import {
  keepTokens,
  narrowedCredential,
  revokeAccount,
  userCredential,
} from "./lib/user-credential.ts";
import { openBrowser } from "./open-browser.ts";
import type { Tokens, TokenStore } from "./token-store.ts";

/** A program on the user's own machine, such as a command line. */
export interface InstalledApp {
  /** Acts for the user who signed in; renews and saves the tokens. */
  credential: TokenCredential;
  /** Has the user allow access in a browser on this machine. */
  signIn: (options?: BrowserSignIn) => Promise<Tokens>;
  /** Has the user allow access in a browser anywhere, and bring the answer back by hand. */
  signInByHand: (options: HandSignIn) => Promise<Tokens>;
  /** Acts for the same user with fewer scopes than were granted; its tokens are not kept. */
  narrowed: (scopes: readonly string[]) => TokenCredential;
  /** Revokes what was granted and forgets the tokens. */
  signOut: () => Promise<void>;
}

export interface InstalledAppOptions {
  clientId: string;
  /** Absent for a public client, which PKCE protects. */
  clientSecret?: string | undefined;
  scopes: readonly string[];
  store: TokenStore;
  /** The name under which the store keeps these tokens; `default` by default. */
  account?: string;
  /** A Leasehold's base URL; Google by default. */
  issuer?: string | undefined;
  fetch?: typeof globalThis.fetch;
}

export interface BrowserSignIn {
  /** Opens the address; the platform's browser by default. */
  openUrl?: (address: string) => Promise<void>;
  /** How long the user may take; five minutes by default. */
  timeoutMs?: number;
  signal?: AbortSignal;
  loginHint?: string;
}

export interface HandSignIn {
  /** Shows the address that the user is to open. */
  showAddress: (address: string) => void;
  /** Gives what the user pastes: the address that the browser ended on, or the code. */
  readAnswer: () => Promise<string>;
  loginHint?: string;
  /**
   * Asks for a page with the code instead of a redirect. Only for an application that is registered so, where no
   * address of this machine can be given; by default the browser ends on a page that is not there, which is safer.
   */
  outOfBand?: boolean;
}

const outOfBandUri = "urn:ietf:wg:oauth:2.0:oob";

/**
 * OAuth 2.0 for installed applications: authorization code by a loopback redirect, with PKCE (RFC 8252, RFC 7636).
 * It always asks for consent, because only an answer to that brings a refresh token.
 *
 * @param options the application, its scopes, and where tokens are kept.
 */
export function installedApp(options: InstalledAppOptions): InstalledApp {
  const { scopes, store, account = "default" } = options;
  const client = {
    clientId: options.clientId,
    clientSecret: options.clientSecret,
    endpoints: endpointsOf(options.issuer),
    fetch: options.fetch ?? globalThis.fetch,
  };
  const credential = userCredential({ client, store, account });

  function begin(redirectUri: string, attempt: Attempt, loginHint?: string): string {
    return authorizationAddress({
      endpoint: client.endpoints.authorization,
      clientId: client.clientId,
      redirectUri,
      scopes,
      state: attempt.state,
      codeChallenge: codeChallengeOf(attempt.codeVerifier),
      accessType: "offline",
      approvalPrompt: "force",
      loginHint,
    }).href;
  }

  async function finish(redirectUri: string, attempt: Attempt, text: string): Promise<Tokens> {
    const code = codeInAnswer({ text, state: attempt.state });
    const { codeVerifier } = attempt;
    const tokens = await exchangeCode(client, { code, codeVerifier, redirectUri });
    await keepTokens({ store, account }, tokens);
    credential.replace(tokens);
    return tokens;
  }

  return {
    credential,
    async signIn({ openUrl = openBrowser, timeoutMs, signal, loginHint } = {}) {
      const attempt = newAttempt();
      await using receiver = await receiveRedirect({
        judge: judgeByState(attempt.state),
        timeoutMs,
        signal,
      });
      await openUrl(begin(receiver.redirectUri, attempt, loginHint));
      return finish(receiver.redirectUri, attempt, await receiver.answer);
    },
    narrowed: (narrower) => narrowedCredential({ client, store, account }, narrower),
    async signInByHand({ showAddress, readAnswer, loginHint, outOfBand = false }) {
      const attempt = newAttempt();
      const redirectUri = outOfBand ? outOfBandUri : await vacantRedirectUri();
      showAddress(begin(redirectUri, attempt, loginHint));
      return finish(redirectUri, attempt, await readAnswer());
    },
    async signOut() {
      credential.replace(undefined);
      await revokeAccount({ client, store, account });
    },
  };
}

interface Attempt {
  state: string;
  codeVerifier: string;
}

function newAttempt(): Attempt {
  return { state: randomBytes(24).toString("base64url"), codeVerifier: createCodeVerifier() };
}
