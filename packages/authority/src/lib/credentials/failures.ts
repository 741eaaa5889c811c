import type { Authentication, AuthenticationFailure } from "../../authority.ts";

type Failed = Extract<Authentication, { ok: false }>;

type FailureName =
  | "missing"
  | "invalid"
  | "unknownScheme"
  | "conflict"
  | "keyAlone"
  | "keyMissing"
  | "keyInvalid"
  | "keyLocked";

/** Why a request has no caller: made once, since refusing must be cheap too. */
export const failures: Record<FailureName, Failed> = {
  missing: failed("credential_missing", "Login Required"),
  invalid: failed("credential_invalid", "Invalid Credentials"),
  unknownScheme: failed(
    "credential_invalid",
    "Invalid Credentials: the Authorization header is of an unknown scheme. Send an OAuth 2.0 access token as Authorization: Bearer.",
  ),
  conflict: failed(
    "credentials_conflict",
    "The request has more than one credential, and they differ. Send one access token, in one place, and at most one API key.",
  ),
  keyAlone: failed(
    "key_without_user",
    "Login Required. An API key does not say who calls: all requests must be authorized by an authenticated user. Send an access token too.",
  ),
  keyMissing: failed(
    "key_missing",
    "Daily Limit for Unauthenticated Use Exceeded. A request that is signed with OAuth 1.0 needs an API key of the consumer's project, as key= or X-Goog-Api-Key: the console shows it under API Access, Simple API Access.",
  ),
  keyInvalid: failed(
    "key_invalid",
    "The API key is unknown, was deleted, or belongs to another project than the application. The console shows a project's keys under API Access.",
  ),
  keyLocked: failed(
    "key_locked",
    "The API key may not be used from this address or page. The console shows and changes where it may be used under API Access.",
  ),
};

function failed(failure: AuthenticationFailure, message: string): Failed {
  return Object.freeze({ ok: false, failure, message });
}
