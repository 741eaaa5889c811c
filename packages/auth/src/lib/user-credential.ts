import type { TokenCredential } from "../auth.ts";
import { AuthError } from "../auth-error.ts";
import type { Tokens, TokenStore } from "../token-store.ts";
import { type OAuthClient, refreshTokens, revokeToken } from "./google-auth.ts";
import { type RenewingCredential, renewingCredential } from "./renewing-credential.ts";
import { type SingleFlight, singleFlight } from "./single-flight.ts";

/** Whose tokens, of which application, and where they are kept. */
export interface UserAccount {
  client: OAuthClient;
  store: TokenStore;
  account: string;
}

/**
 * Acts for a user who has allowed it, from the tokens in the store.
 *
 * @param once shared by the credentials of one application, so that two of one account renew together.
 */
export function userCredential(
  { client, store, account }: UserAccount,
  once: SingleFlight<Tokens> = singleFlight(),
): RenewingCredential {
  return renewingCredential({
    load: () => store.load(account),
    renew: (isUsable) =>
      once(account, () =>
        exclusively(store, account, async () => {
          const kept = await store.load(account);
          // Another process may have renewed them while we waited for our turn.
          if (isUsable(kept)) return kept;
          const tokens = await renewed(client, kept);
          await store.save(account, tokens);
          return tokens;
        }),
      ),
  });
}

/**
 * Acts for the same user with less than was granted (RFC 6749, 6). These tokens are not kept: the store's stay whole.
 *
 * @param scopes some of those that were granted.
 */
export function narrowedCredential(
  { client, store, account }: UserAccount,
  scopes: readonly string[],
): TokenCredential {
  return renewingCredential({
    load: async () => undefined,
    async renew() {
      const { refreshToken: _whole, ...tokens } = await renewed(
        client,
        await store.load(account),
        scopes,
      );
      const tooMuch = tokens.scopes?.filter((scope) => !isAskedFor(scope, scopes)) ?? [];
      if (tooMuch.length === 0) return tokens;
      throw new AuthError(
        "scope_refused",
        `The server gave more than was asked for (${tooMuch.join(" ")}): it cannot give less.`,
      );
    },
  });
}

/** Keeps the tokens of a new sign-in; a renewal of the old ones that is under way does not undo that. */
export async function keepTokens(
  { store, account }: Pick<UserAccount, "store" | "account">,
  tokens: Tokens,
): Promise<void> {
  await exclusively(store, account, () => store.save(account, tokens));
}

/** Revokes what the user granted, and forgets the tokens even when the server refuses to hear of it. */
export function revokeAccount(user: UserAccount): Promise<void> {
  return exclusively(user.store, user.account, () => revokeKept(user));
}

async function revokeKept({ client, store, account }: UserAccount): Promise<void> {
  const tokens = await store.load(account);
  if (tokens === undefined) return;
  try {
    await revokeToken(client, tokens.refreshToken ?? tokens.accessToken);
  } catch (error) {
    // A token that is dead already needs no revocation.
    if (!(error instanceof AuthError) || error.oauthError !== "invalid_token") throw error;
  } finally {
    await store.remove(account);
  }
}

function exclusively<T>(store: TokenStore, account: string, work: () => Promise<T>): Promise<T> {
  return store.exclusively === undefined ? work() : store.exclusively(account, work);
}

// Google writes the two short names of OpenID out.
function isAskedFor(scope: string, asked: readonly string[]): boolean {
  const short = /^https:\/\/www\.googleapis\.com\/auth\/userinfo\.(email|profile)$/.exec(
    scope,
  )?.[1];
  return asked.includes(scope) || (short !== undefined && asked.includes(short));
}

async function renewed(
  client: OAuthClient,
  kept: Tokens | undefined,
  scopes?: readonly string[],
): Promise<Tokens> {
  if (kept === undefined) {
    throw new AuthError("not_signed_in", "Nobody has signed in for this account: sign in first.");
  }
  if (kept.refreshToken === undefined) {
    throw new AuthError(
      "refresh_token_missing",
      "The access token has ended and there is no refresh token: ask again with approval_prompt=force.",
    );
  }
  return { ...kept, ...(await refreshTokens(client, { refreshToken: kept.refreshToken, scopes })) };
}
