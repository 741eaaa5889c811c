/** What went wrong, stable for programs; the message says what to do. */
export type AuthErrorCode =
  | "not_signed_in"
  | "refresh_token_missing"
  | "refresh_token_refused"
  | "code_refused"
  | "assertion_refused"
  | "client_refused"
  | "scope_refused"
  | "access_denied"
  | "authorization_failed"
  | "state_mismatch"
  | "redirect_invalid"
  | "signature_refused"
  | "timestamp_refused"
  | "token_refused"
  | "request_refused"
  | "assertion_invalid"
  | "sign_in_timeout"
  | "sign_in_aborted"
  | "device_code_expired"
  | "browser_unavailable"
  | "token_endpoint_unreachable"
  | "token_endpoint_failed"
  | "key_file_unreadable"
  | "key_file_invalid"
  | "credentials_file_missing"
  | "credentials_kind_unsupported"
  | "subject_token_unavailable"
  | "impersonation_refused"
  | "token_store_unreadable"
  | "token_store_corrupt"
  | "token_store_locked"
  | "token_store_unwritable"
  | "keychain_unavailable";

/** What an error knows beside its code. */
interface AuthErrorFacts {
  oauthError?: string | undefined;
  status?: number | undefined;
  baseStrings?: { ours: string; theirs: string } | undefined;
  cause?: unknown;
}

/** The one error of this package. Callers switch on `code`. */
export class AuthError extends Error {
  override readonly name = "AuthError";
  readonly code: AuthErrorCode;
  /**
   * The `error` member of the authorization server's answer (RFC 6749, 5.2), or the problem's name of OAuth 1.0, when
   * it gave one.
   */
  readonly oauthError: string | undefined;
  /** The HTTP status of that answer. */
  readonly status: number | undefined;
  /** With `signature_refused`: what was signed here, and what the server computed (RFC 5849, 3.4.1). */
  readonly baseStrings: { ours: string; theirs: string } | undefined;

  /**
   * @param code what went wrong.
   * @param message what to do about it, for people.
   * @param facts the server's error word, its HTTP status, the base strings, and the cause.
   */
  constructor(code: AuthErrorCode, message: string, facts: AuthErrorFacts = {}) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.code = code;
    this.oauthError = facts.oauthError;
    this.status = facts.status;
    this.baseStrings = facts.baseStrings;
  }
}
