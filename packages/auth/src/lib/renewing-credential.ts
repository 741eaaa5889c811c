import { type TokenCredential, withBearer } from "../auth.ts";
import type { Tokens } from "../token-store.ts";
import { singleFlight } from "./single-flight.ts";

/** A token this close to its end is renewed before it is sent. */
const renewAheadMs = 60_000;

/** Whether tokens may be sent: they have not ended, and were not refused. */
type TokensTest = (tokens: Tokens | undefined) => tokens is Tokens;

/** Where a renewing credential has its tokens from. */
export interface TokenSource {
  /** What was kept of an earlier run or by another process. */
  load: () => Promise<Tokens | undefined>;
  /** Gets new tokens and keeps them, or finds that somebody else has by now. */
  renew: (isUsable: TokensTest) => Promise<Tokens>;
}

export interface RenewingCredential extends TokenCredential {
  /** Uses these from now on; undefined forgets the ones in use. */
  replace: (tokens: Tokens | undefined) => void;
}

/** Attaches a bearer token and renews it in time, once for all callers that wait. */
export function renewingCredential(source: TokenSource): RenewingCredential {
  let current: Tokens | undefined;
  let refusedToken: string | undefined;
  const once = singleFlight<Tokens>();

  function usable(tokens: Tokens | undefined): tokens is Tokens {
    if (tokens === undefined || tokens.accessToken === refusedToken) return false;
    return tokens.expiresAtMs === undefined || tokens.expiresAtMs - Date.now() > renewAheadMs;
  }

  async function obtain(): Promise<Tokens> {
    // Another process may have renewed them since.
    const kept = await source.load();
    current = usable(kept) ? kept : await source.renew(usable);
    return current;
  }

  async function accessToken(): Promise<string> {
    if (usable(current)) return current.accessToken;
    return (await once("renewal", obtain)).accessToken;
  }

  return {
    accessToken,
    authorize: async (request) => withBearer(request, await accessToken()),
    refused(request) {
      const token = request.headers.get("authorization")?.replace(/^Bearer /i, "");
      if (token === current?.accessToken) refusedToken = token;
    },
    replace(tokens) {
      current = tokens;
    },
  };
}
