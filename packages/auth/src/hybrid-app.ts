import type { Credential } from "./auth.ts";
import { hybrid, type HybridIdentity, type HybridOptions } from "./hybrid.ts";
import { receiveRedirect } from "./lib/loopback-receiver.ts";
import { signedAccount } from "./lib/oauth1/signed-account.ts";
import { judgeByReturnTo } from "./lib/redirect-judgement.ts";
import type { OAuth1TokenInfo } from "./oauth1.ts";
import { openBrowser } from "./open-browser.ts";
import type { LoopbackSignIn } from "./three-legged.ts";
import type { TokenStore } from "./token-store.ts";

/** A program on the user's own machine whose user signs in and allows data access in one step. */
export interface HybridApp {
  /** Acts for the user who signed in. */
  credential: Credential;
  /** Has the user sign in and allow in a browser on this machine, which comes back to the callback. */
  signIn: (options: LoopbackSignIn) => Promise<HybridIdentity>;
  /**
   * Has the user do so in a browser anywhere, and bring the address back by hand. Asks for the e-mail address only: a
   * longer answer would not fit into an address.
   */
  signInByHand: (options: HybridHandSignIn) => Promise<HybridIdentity>;
  /** What the access token is good for. */
  info: () => Promise<OAuth1TokenInfo>;
  /** Takes back what was granted and forgets the token. */
  signOut: () => Promise<void>;
}

export type HybridAppOptions = HybridOptions & {
  store: TokenStore;
  /** The name under which the store keeps the token; `default` by default. */
  account?: string;
};

export interface HybridHandSignIn {
  /** An address under the consumer's realm. */
  callback: string;
  /** Shows the address that the user is to open. */
  showAddress: (address: string) => void | Promise<void>;
  /** Gives what the user pastes: the address that the browser ended on. */
  readAnswer: () => Promise<string>;
}

/**
 * Hybrid sign-in (OpenID 2.0 with the OAuth extension) for a program on the user's machine.
 *
 * @param options the consumer, its API key and realm, the scopes, and where the token is kept.
 * @throws AuthError key_file_invalid when the private key cannot be read.
 */
export function hybridApp(options: HybridAppOptions): HybridApp {
  const { store, account = "default" } = options;
  const { begin, finish, consumer } = hybrid(options);
  const { credential, keep, info, signOut } = signedAccount({ consumer, store, account });

  async function end(answer: string, returnTo: string): Promise<HybridIdentity> {
    const { identity, token, scopes } = await finish({ answer, returnTo });
    await keep(token, scopes);
    return identity;
  }

  return {
    credential,
    info,
    signOut,
    async signIn({ callback, openUrl = openBrowser, timeoutMs, signal }) {
      const { url, returnTo } = await begin({ returnTo: callback });
      await using receiver = await receiveRedirect({
        judge: judgeByReturnTo(returnTo),
        redirectUri: callback,
        timeoutMs,
        signal,
      });
      await openUrl(url);
      return end(await receiver.answer, returnTo);
    },
    async signInByHand({ callback, showAddress, readAnswer }) {
      const { url, returnTo } = await begin({ returnTo: callback, attributes: ["email"] });
      await showAddress(url);
      return end((await readAnswer()).trim(), returnTo);
    },
  };
}
