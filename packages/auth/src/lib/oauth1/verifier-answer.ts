import { AuthError } from "../../auth-error.ts";

/** Finds the verifier in what a person copied from the page that shows it: the code, or the page's title. */
export function verifierInAnswer(answer: string): string {
  const text = answer
    .trim()
    .replace(/^Success (?=\S)/, "")
    .replace(/^code=/, "");
  if (/^[\w.~%-]+$/.test(text)) return decodeURIComponent(text);
  throw new AuthError(
    "redirect_invalid",
    "That is no verifier: paste the code that the page shows after you have allowed access.",
  );
}
