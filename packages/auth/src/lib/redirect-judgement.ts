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
