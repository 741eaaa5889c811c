/** What a request to the loopback receiver is: no answer at all, one to another sign-in, a refusal, or the answer. */
type RedirectJudgement = "unrelated" | "another" | "denied" | "answer";

/** Tells from the parameters. */
export type RedirectJudge = (parameters: URLSearchParams) => RedirectJudgement;

/** An authorization answer of OAuth 2.0 (RFC 6749, 4.1.2). */
export function judgeByState(state: string): RedirectJudge {
  return (parameters) => {
    if (!parameters.has("code") && !parameters.has("error")) return "unrelated";
    if (parameters.get("state") !== state) return "another";
    return parameters.has("error") ? "denied" : "answer";
  };
}

/**
 * An answer of the authorize page of OAuth 1.0 (RFC 5849, 2.2).
 *
 * @param token - gives the request token that was sent there; undefined until there is one.
 */
export function judgeByToken(token: () => string | undefined): RedirectJudge {
  return (parameters) => {
    if (!parameters.has("oauth_verifier") && !parameters.has("oauth_problem")) return "unrelated";
    if (parameters.get("oauth_token") !== token()) return "another";
    return parameters.has("oauth_problem") ? "denied" : "answer";
  };
}

/** An answer of OpenID 2.0 to a return address that has the state of the sign-in in its query. */
export function judgeByReturnTo(returnTo: string): RedirectJudge {
  const state = new URL(returnTo).searchParams.get("state");
  return (parameters) => {
    const mode = parameters.get("openid.mode");
    if (mode === null) return "unrelated";
    if (parameters.get("state") !== state) return "another";
    return mode === "id_res" ? "answer" : "denied";
  };
}
