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
    renew: (kept) =>
      once(account, async () => {
        const tokens = await renewed(client, kept);
        await store.save(account, tokens);
        return tokens;
      }),
  });
}

/** Revokes what the user granted, and forgets the tokens even when the server refuses to hear of it. */
export async function revokeAccount({ client, store, account }: UserAccount): Promise<void> {
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

async function renewed(client: OAuthClient, kept: Tokens | undefined): Promise<Tokens> {
  if (kept === undefined) {
    throw new AuthError("not_signed_in", "Nobody has signed in for this account: sign in first.");
  }
  if (kept.refreshToken === undefined) {
    throw new AuthError(
      "refresh_token_missing",
      "The access token has ended and there is no refresh token: ask again with approval_prompt=force.",
    );
  }
  return { ...kept, ...(await refreshTokens(client, kept.refreshToken)) };
}
