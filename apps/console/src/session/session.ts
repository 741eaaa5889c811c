import {
  type AccessToken,
  finishSignIn,
  SignInNeeded,
  signInOnPage,
  signInSilently,
} from "./sign-in.ts";

/** The signed-in person's access token. It lives in this object alone: no storage, no cookie. */
export interface Session {
  /** A token that is good for a while; a new one when the last has gone stale. */
  token: () => Promise<string>;
  /** A new token, after the service refused this one. Callers of the same moment share one. */
  replace: (refused: string) => Promise<string>;
}

const accountKey = "leasehold.account";

/** Finishes a sign-in that has just come back, or signs in by the session that the browser has; else leaves for the sign-in page. */
export async function openSession(): Promise<Session> {
  let current = (await finishSignIn()) ?? (await renew());
  let renewal: Promise<AccessToken> | undefined;
  const renewOnce = async (): Promise<string> => {
    renewal ??= renew().finally(() => {
      renewal = undefined;
    });
    current = await renewal;
    return current.value;
  };
  return {
    async token() {
      return Date.now() < current.staleAtMs ? current.value : renewOnce();
    },
    async replace(refused) {
      return current.value === refused ? renewOnce() : current.value;
    },
  };
}

/** Notes whose console this window is, so that renewals stay with this account when several are signed in. */
export function rememberAccount(email: string): void {
  sessionStorage.setItem(accountKey, email);
}

async function renew(): Promise<AccessToken> {
  try {
    return await signInSilently(sessionStorage.getItem(accountKey) ?? undefined);
  } catch (error) {
    if (!(error instanceof SignInNeeded)) throw error;
    sessionStorage.removeItem(accountKey);
    return signInOnPage();
  }
}
