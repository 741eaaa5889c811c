import { CliError } from "./cli-error.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import type { Settings } from "./settings.ts";
import { loginAgain, scopeAdvice } from "./sign-in/login-again.ts";

export interface Failure {
  exitCode: ExitCode;
  message: string;
}

/**
 * What to tell the user of anything that was thrown.
 *
 * @param settings which server it was, and as whom, when that was known already.
 */
export function describeFailure(error: unknown, settings: Settings | undefined): Failure {
  if (error instanceof CliError) return { exitCode: error.exitCode, message: error.message };
  if (isApiError(error)) return describeApiError(error, settings);
  if (isAuthError(error)) return describeAuthError(error, settings);
  if (isUnreachable(error)) {
    return {
      exitCode: exitCodes.failed,
      message: `Cannot reach ${settings?.baseUrl ?? "the server"}: start it with \`leasehold serve\`, or give another address by --base-url.`,
    };
  }
  const said = error instanceof Error ? error.message : String(error);
  return { exitCode: exitCodes.failed, message: withFullStop(said) };
}

interface ApiErrorFacts {
  status: number;
  reason: string | undefined;
  message: string;
  errors?: readonly { locationType?: string }[];
}

function describeApiError(error: ApiErrorFacts, settings: Settings | undefined): Failure {
  const said = withFullStop(error.message);
  switch (error.status) {
    case 400:
      return {
        exitCode: exitCodes.failed,
        message: `${said} ${invalidAdvice(error)}`,
      };
    case 401:
      // Another sign-in would not help.
      if (/^(?:timestamp_refused|nonce_used)\b/.test(said)) {
        return { exitCode: exitCodes.failed, message: said };
      }
      return {
        exitCode: exitCodes.signIn,
        message: `The server did not accept the sign-in: ${said} Run \`${again(settings)}\`.`,
      };
    case 403:
      return {
        exitCode: exitCodes.forbidden,
        message: `${said} ${forbiddenAdvice(error, settings)}`,
      };
    case 404:
      return {
        exitCode: exitCodes.notFound,
        message: `${said.replace(/^Not Found\. /, "")} ${notFoundAdvice(said)}`,
      };
    // The message says what is there already, and what to do about it.
    case 409:
      return { exitCode: exitCodes.failed, message: said };
    default:
      return {
        exitCode: exitCodes.failed,
        message: `The server answered ${error.status}: ${said} Try again; if it stays, see the server's log.`,
      };
  }
}

function invalidAdvice({ errors = [] }: ApiErrorFacts): string {
  return errors[0]?.locationType === "parameter"
    ? "The command's --help says what each flag takes."
    : "Correct that and run the command again.";
}

function notFoundAdvice(said: string): string {
  const [, thing = ""] = /\bno (project|queue|task|user)\b/.exec(said) ?? [];
  switch (thing) {
    case "":
      return "The `list` beside this command shows what there is.";
    case "task":
      return "`leasehold tasks list QUEUE` shows what there is.";
    default:
      return `\`leasehold ${thing}s list\` shows what there is.`;
  }
}

function again(settings: Settings | undefined): string {
  return settings === undefined ? "leasehold login" : loginAgain(settings);
}

function forbiddenAdvice(
  { reason, message }: ApiErrorFacts,
  settings: Settings | undefined,
): string {
  switch (reason) {
    case "insufficientPermissions":
      return scopeAdvice(settings, message);
    case "accessNotConfigured":
      return "Switch the service on for the application's project.";
    case "ipRefererBlocked":
      return "Use a key that this machine may use.";
    default:
      return "`leasehold whoami` shows who you are; an owner of the project can give you access.";
  }
}

function describeAuthError(
  error: { code: string; message: string; status?: number },
  settings: Settings | undefined,
): Failure {
  // Another sign-in would not help.
  if (error.status !== undefined && error.status >= 500) {
    return { exitCode: exitCodes.failed, message: error.message };
  }
  switch (error.code) {
    case "not_signed_in":
    case "refresh_token_missing":
    case "refresh_token_refused":
      return {
        exitCode: exitCodes.signIn,
        message: `The sign-in has ended: run \`${again(settings)}\`.`,
      };
    // As for any other file that was named.
    case "key_file_unreadable":
    case "key_file_invalid":
      return { exitCode: exitCodes.usage, message: error.message };
    case "token_endpoint_unreachable":
      return {
        exitCode: exitCodes.failed,
        message: `${error.message} \`leasehold serve\` starts one here.`,
      };
    case "request_refused":
    case "timestamp_refused":
    case "token_store_unreadable":
    case "token_store_corrupt":
    case "token_store_locked":
    case "token_store_unwritable":
    case "keychain_unavailable":
      return { exitCode: exitCodes.failed, message: error.message };
    default:
      return { exitCode: exitCodes.signIn, message: error.message };
  }
}

// By their shape, not their class: neither package is loaded unless a command needed it.
function isApiError(error: unknown): error is Error & ApiErrorFacts {
  return error instanceof Error && error.name === "ApiError" && "status" in error;
}

function isAuthError(error: unknown): error is Error & { code: string; status?: number } {
  return error instanceof Error && error.name === "AuthError" && "code" in error;
}

function isUnreachable(error: unknown): boolean {
  return error instanceof TypeError && error.message === "fetch failed";
}

function withFullStop(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
