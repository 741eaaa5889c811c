import type { Session } from "../sessions/session.ts";
import { normalizeEmail } from "../users/find-user.ts";
import type { AuthorizationRequest } from "./authorization-request.ts";

/** Who answers a request: an account that is signed in, one that signs in, or one that the person chooses. */
export type AccountChoice = Session | "sign-in" | "choose";

/** Finds out which account a request is for (OpenID Connect Core, section 3.1.2.1: prompt, max_age, login_hint). */
export function chooseAccount(options: {
  authorization: Pick<
    AuthorizationRequest,
    "forceSignIn" | "selectAccount" | "maxAgeSeconds" | "loginHint" | "hostedDomain"
  >;
  /** The accounts that are signed in, the one in use first. */
  sessions: readonly Session[];
  startedAtMs: number;
  chosenUserId?: string | undefined;
}): AccountChoice {
  const { authorization, startedAtMs, chosenUserId } = options;
  const { forceSignIn, selectAccount, maxAgeSeconds, loginHint, hostedDomain } = authorization;
  const sessions = options.sessions.filter((session) => isOfDomain(session, hostedDomain));
  // A sign-in during this very request has satisfied it.
  const fresh = sessions.find((session) => session.signedInAtMs >= startedAtMs);
  if (fresh !== undefined) return fresh;
  if (forceSignIn || sessions.length === 0) return "sign-in";
  const unlessStale = (session: Session): AccountChoice => {
    const staleAtMs = session.signedInAtMs + (maxAgeSeconds ?? Infinity) * 1000;
    return staleAtMs < startedAtMs ? "sign-in" : session;
  };
  const chosen = sessions.find((session) => session.user.id === chosenUserId);
  if (chosen !== undefined) return unlessStale(chosen);
  if (selectAccount) return "choose";
  const hinted = sessions.find((session) => isHinted(session, loginHint));
  if (hinted !== undefined) return unlessStale(hinted);
  // A hint that is no address may be another service's id: it says nothing then.
  if (loginHint?.includes("@") === true) return "sign-in";
  const [only, ...others] = sessions;
  return only === undefined || others.length > 0 ? "choose" : unlessStale(only);
}

function isOfDomain({ user }: Session, domain: string | undefined): boolean {
  return domain === undefined || user.email.endsWith(`@${domain}`);
}

function isHinted({ user }: Session, hint: string | undefined): boolean {
  return hint !== undefined && (user.id === hint || user.email === normalizeEmail(hint));
}
