import type { AuthenticationFailure } from "@leasehold/authority";
import { ApiError, type ApiErrorOptions } from "./api-error.ts";

type Refusal = Omit<ApiErrorOptions, "message"> & {
  /** The documented words; left out, the authority's own message is shown. */
  message?: string;
};

const challenge = 'Bearer realm="leasehold"';
const signatureChallenge = 'OAuth realm="leasehold"';
const authorizationHeader = { type: "header", name: "Authorization" } as const;
const keyParameter = { type: "parameter", name: "key" } as const;

const refusals: Record<AuthenticationFailure, Refusal> = {
  credential_missing: {
    status: 401,
    reason: "required",
    message: "Login Required",
    location: authorizationHeader,
    headers: ["WWW-Authenticate", challenge],
  },
  key_without_user: {
    status: 401,
    reason: "required",
    message:
      "Login Required. An API key names a project, but all requests must be authorized by an authenticated user: send an access token too.",
    location: authorizationHeader,
    headers: ["WWW-Authenticate", challenge],
  },
  credential_invalid: {
    status: 401,
    reason: "authError",
    message: "Invalid Credentials",
    location: authorizationHeader,
    headers: ["WWW-Authenticate", `${challenge}, error=invalid_token`],
  },
  credentials_conflict: { status: 400, reason: "invalid", location: authorizationHeader },
  signature_malformed: { status: 400, reason: "invalid", location: authorizationHeader },
  signature_refused: {
    status: 401,
    reason: "authError",
    location: authorizationHeader,
    headers: ["WWW-Authenticate", signatureChallenge],
  },
  delegation_missing: { status: 403, reason: "forbidden" },
  key_missing: { status: 403, reason: "dailyLimitExceededUnreg", location: keyParameter },
  key_invalid: { status: 400, reason: "keyInvalid", location: keyParameter },
  key_locked: { status: 403, reason: "ipRefererBlocked", location: keyParameter },
};

/** What the API answers to a request that has no caller. */
export function authenticationError(refused: {
  failure: AuthenticationFailure;
  message: string;
  debugInfo?: string;
}): ApiError {
  const { failure, message, debugInfo } = refused;
  return new ApiError({ message, debugInfo, ...refusals[failure] });
}

/** What the API answers to a token that was not granted any of the method's scopes. */
export function insufficientScope(scopes: readonly string[]): ApiError {
  return new ApiError({
    status: 403,
    reason: "insufficientPermissions",
    message: `Insufficient Permission. The access token must have the scope ${scopes.join(" or ")}.`,
    location: authorizationHeader,
    headers: [
      "WWW-Authenticate",
      `${challenge}, error=insufficient_scope, scope="${scopes.join(" ")}"`,
    ],
  });
}

/** What the API answers while the service is off in the application's project. */
export function accessNotConfigured({
  project,
  service,
}: {
  project: string;
  service: string;
}): ApiError {
  return new ApiError({
    status: 403,
    reason: "accessNotConfigured",
    message: `Access Not Configured. The service ${service} is off in the project ${project}: switch it on under Services in the console, or list it under services in leasehold.yaml.`,
  });
}
