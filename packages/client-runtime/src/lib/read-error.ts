import { retryAfterSecondsOf } from "./retry-after.ts";

/** One error of the list in an error answer. */
export interface ErrorDetail {
  domain?: string;
  reason?: string;
  message?: string;
  /** `parameter` or `header`: what `location` names. */
  locationType?: string;
  location?: string;
  [name: string]: unknown;
}

/**
 * Finds the facts in the answer of a failed call. There are three forms: Google's envelope with a list of errors, its newer one
 * with a status word, and OAuth's `{error, error_description}`; and there are empty and HTML bodies from what stands between.
 */
export function readError(
  response: Response,
  body: unknown,
): {
  message: string;
  reason: string | undefined;
  errors: ErrorDetail[];
  retryAfterSeconds: number | undefined;
} {
  const answer = isRecord(body) ? body : {};
  const envelope = isRecord(answer["error"]) ? answer["error"] : {};
  const errors = Array.isArray(envelope["errors"]) ? envelope["errors"].filter(isRecord) : [];
  const reason = textOf(errors[0]?.["reason"], envelope["status"], answer["error"]);
  const message = textOf(
    envelope["message"],
    errors[0]?.["message"],
    answer["error_description"],
    answer["error"],
  );
  return {
    reason: response.ok ? "invalidAnswer" : reason,
    message: message ?? fallbackMessage(response),
    errors,
    retryAfterSeconds: retryAfterSecondsOf(response, Date.now()),
  };
}

function fallbackMessage(response: Response): string {
  const status = `${response.status} ${response.statusText}`.trim();
  return response.ok
    ? `The server answered ${status} with a body that is not JSON. Is the base URL that of the API?`
    : `The server answered ${status} without saying why.`;
}

function textOf(...candidates: unknown[]): string | undefined {
  return candidates.find((candidate) => typeof candidate === "string" && candidate !== "") as
    | string
    | undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
