import type { Credential } from "./auth.ts";
import { AuthError } from "./auth-error.ts";
import { receiveRedirect } from "./lib/loopback-receiver.ts";
import { signedAccount } from "./lib/oauth1/signed-account.ts";
import { verifierInAnswer } from "./lib/oauth1/verifier-answer.ts";
import { judgeByToken } from "./lib/redirect-judgement.ts";
import { type ConsumerOptions, oauth1Consumer, type OAuth1TokenInfo } from "./oauth1.ts";
import { openBrowser } from "./open-browser.ts";
import type { TokenStore } from "./token-store.ts";

/** A program on the user's own machine that signs with OAuth 1.0 for one user. */
export interface ThreeLegged {
  /** Acts for the user who signed in. */
  credential: Credential;
  /** Has the user allow access in a browser on this machine, which comes back to the callback. */
  signIn: (options: LoopbackSignIn) => Promise<void>;
  /** Has the user allow access in a browser anywhere, and type the verifier that it shows (`oob`). */
  signInByHand: (options: VerifierSignIn) => Promise<void>;
  /** What the access token is good for. */
  info: () => Promise<OAuth1TokenInfo>;
  /** Takes back what was granted and forgets the token. */
  signOut: () => Promise<void>;
}

export type ThreeLeggedOptions = ConsumerOptions & {
  scopes: readonly string[];
  store: TokenStore;
  /** The name under which the store keeps the token; `default` by default. */
  account?: string;
  /** What the user sees as the application's name. */
  displayName?: string | undefined;
};

export interface LoopbackSignIn {
  /** An http address of this machine, with its port, under the consumer's realm. */
  callback: string;
  /** Opens the address; the platform's browser by default. */
  openUrl?: (address: string) => Promise<void>;
  /** How long the user may take; five minutes by default. */
  timeoutMs?: number;
  signal?: AbortSignal;
}

export interface VerifierSignIn {
  /** Shows the address that the user is to open. */
  showAddress: (address: string) => void | Promise<void>;
  /** Gives what the user types: the verifier. */
  readVerifier: () => Promise<string>;
}

/**
 * OAuth 1.0 in three steps for a program on the user's machine (RFC 5849, 2): request token, the user's consent, access
 * token. The token has no end; it is kept until it is taken back.
 *
 * @param options the consumer, its API key, the scopes, and where the token is kept.
 * @throws AuthError key_file_invalid when the private key cannot be read.
 */
export function threeLegged(options: ThreeLeggedOptions): ThreeLegged {
  const { scopes, store, account = "default", displayName } = options;
  const consumer = oauth1Consumer(options);
  const { credential, keep, info, signOut } = signedAccount({ consumer, store, account });
  return {
    credential,
    info,
    signOut,
    async signIn({ callback, openUrl = openBrowser, timeoutMs, signal }) {
      let token: string | undefined;
      await using receiver = await receiveRedirect({
        judge: judgeByToken(() => token),
        redirectUri: callback,
        timeoutMs,
        signal,
      });
      const request = await consumer.requestToken({ scopes, callback, displayName });
      ({ token } = request);
      await openUrl(consumer.authorizationUrl(token));
      const answer = new URL(await receiver.answer).searchParams;
      if (answer.has("oauth_problem")) throw denied(answer.get("oauth_problem"));
      const verifier = answer.get("oauth_verifier") ?? undefined;
      await keep(await consumer.exchange(request, verifier), scopes);
    },
    async signInByHand({ showAddress, readVerifier }) {
      const request = await consumer.requestToken({ scopes, displayName });
      await showAddress(consumer.authorizationUrl(request.token));
      const verifier = verifierInAnswer(await readVerifier());
      await keep(await consumer.exchange(request, verifier), scopes);
    },
  };
}

function denied(oauthError: string | null): AuthError {
  return new AuthError(
    "access_denied",
    "Access was not allowed: sign in again and choose Allow, or ask for fewer scopes.",
    { oauthError: oauthError ?? undefined },
  );
}
