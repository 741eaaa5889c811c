import { AuthError } from "../auth-error.ts";

/**
 * Finds the code in what the browser was redirected to (RFC 6749, 4.1.2): the whole address, its query, or,
 * when somebody copied it by hand, the code alone.
 */
export function codeInAnswer(answer: { text: string; state: string }): string {
  // An out-of-band page has this title, which is what a person sees first.
  const text = answer.text.trim().replace(/^Success (?=\S)/, "");
  if (/^code=[^&]+$/.test(text)) return decodeURIComponent(text.slice("code=".length));
  if (!/[?&=]/.test(text)) {
    if (/^[!-~]+$/.test(text)) return text;
    throw invalid();
  }
  const parameters = parametersIn(text);
  if (parameters.get("state") !== answer.state) {
    throw new AuthError(
      "state_mismatch",
      "The answer belongs to another sign-in (its state differs): start again and use the newest address.",
    );
  }
  const error = parameters.get("error");
  if (error !== null) throw refused(error, parameters.get("error_description"));
  const code = parameters.get("code");
  if (code === null || code === "") throw invalid();
  return code;
}

function parametersIn(text: string): URLSearchParams {
  if (URL.canParse(text)) return new URL(text).searchParams;
  return new URLSearchParams(text.slice(text.indexOf("?") + 1));
}

function refused(oauthError: string, description: string | null): AuthError {
  if (oauthError === "access_denied") {
    return new AuthError(
      "access_denied",
      "Access was not allowed: sign in again and choose Allow, or ask for fewer scopes.",
      { oauthError },
    );
  }
  return new AuthError(
    "authorization_failed",
    `The authorization server answered ${oauthError}${description === null ? "" : ` (${description})`}: check the application's settings.`,
    { oauthError },
  );
}

function invalid(): AuthError {
  return new AuthError(
    "redirect_invalid",
    "That holds no code: paste the whole address that the browser ended on, or the code itself.",
  );
}
