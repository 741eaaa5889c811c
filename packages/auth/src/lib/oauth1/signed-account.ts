import type { Credential } from "../../auth.ts";
import { AuthError } from "../../auth-error.ts";
import type { OAuth1Consumer, OAuth1TokenInfo } from "../../oauth1.ts";
import type { TokenStore } from "../../token-store.ts";
import type { OAuth1Token } from "./signing-keys.ts";

/** A user's OAuth 1.0 access token in a store. */
export interface SignedAccount {
  /** Acts for the user whose token is kept. */
  credential: Credential;
  /** Keeps a new token. */
  keep: (token: OAuth1Token, scopes: readonly string[]) => Promise<void>;
  info: () => Promise<OAuth1TokenInfo>;
  /** Takes back what was granted and forgets the token, even when the server refuses to hear of it. */
  signOut: () => Promise<void>;
}

/** Where it is kept, and who signs with it. */
export interface SignedAccountOptions {
  consumer: OAuth1Consumer;
  store: TokenStore;
  account: string;
}

export function signedAccount({ consumer, store, account }: SignedAccountOptions): SignedAccount {
  let current: OAuth1Token | undefined;

  async function load(): Promise<OAuth1Token | undefined> {
    const kept = await store.load(account);
    if (kept?.tokenSecret === undefined) return undefined;
    return { token: kept.accessToken, tokenSecret: kept.tokenSecret };
  }

  async function token(): Promise<OAuth1Token> {
    current ??= await load();
    if (current !== undefined) return current;
    throw new AuthError("not_signed_in", "Nobody has signed in for this account: sign in first.");
  }

  return {
    credential: {
      authorize: async (request) => consumer.credential(await token()).authorize(request),
    },
    async keep(given, scopes) {
      const { token: accessToken, tokenSecret } = given;
      await store.save(account, { accessToken, tokenSecret, scopes: [...scopes] });
      current = given;
    },
    info: async () => consumer.info(await token()),
    async signOut() {
      const kept = await load();
      current = undefined;
      try {
        if (kept !== undefined) await consumer.revoke(kept);
      } catch (error) {
        // A token that is dead already needs no revocation.
        if (!(error instanceof AuthError) || error.code !== "token_refused") throw error;
      } finally {
        await store.remove(account);
      }
    },
  };
}
