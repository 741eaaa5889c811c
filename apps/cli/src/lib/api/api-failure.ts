import { CliError } from "../cli-error.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import type { Settings } from "../settings.ts";
import { loginAgain, scopeAdvice } from "../sign-in/login-again.ts";
import type { OpenedDocument } from "./open-document.ts";

interface ApiErrorFacts {
  status: number;
  message: string;
  reason: string | undefined;
  location: string | undefined;
}

const codes: Record<number, ExitCode> = {
  401: exitCodes.signIn,
  403: exitCodes.forbidden,
  404: exitCodes.notFound,
};

/** What to tell the user of a call that failed; what is not about the call stays as it is. */
export function apiFailure(error: unknown, opened: OpenedDocument, settings: Settings): unknown {
  const { host } = new URL(opened.rootUrl);
  if (isApiError(error)) {
    const { status, reason, location } = error;
    const why = reason === undefined ? "" : ` ${reason}`;
    const where = location === undefined ? "" : ` (${location})`;
    return new CliError(
      codes[status] ?? exitCodes.failed,
      `${host} answered ${status}${why}: ${error.message}${where}${adviceOf(error, opened, settings)}`,
      error,
    );
  }
  if (!(error instanceof TypeError)) return error;
  if (error.cause !== undefined) {
    const message = `${opened.isOurs ? opened.rootUrl : host} cannot be reached, or the connection was cut: ${causeOf(error.cause)}.`;
    return new CliError(exitCodes.failed, message, error);
  }
  // What the run time refuses to send.
  return new CliError(exitCodes.usage, error.message, error);
}

function adviceOf(error: ApiErrorFacts, opened: OpenedDocument, settings: Settings): string {
  if (error.status === 401) {
    return opened.isOurs
      ? ` Run \`${loginAgain(settings)}\`.`
      : " Give another credential: --token, --service-account or --key.";
  }
  if (error.reason === "insufficientPermissions" && opened.isOurs) {
    return ` ${scopeAdvice(settings, error.message)}`;
  }
  return "";
}

// By its shape, not its class: see failure.ts.
function isApiError(error: unknown): error is Error & ApiErrorFacts {
  return error instanceof Error && error.name === "ApiError" && "status" in error;
}

function causeOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  if (cause.message !== "") return cause.message;
  return "code" in cause ? String(cause.code) : cause.name;
}
