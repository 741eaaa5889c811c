/** Where in a request the fault lies. */
export type ErrorLocation = { type: "parameter" | "header"; name: string };

export interface ApiErrorOptions {
  status: number;
  /** The API's word for the fault, such as `notFound`: clients switch on it. */
  reason: string;
  /** A sentence that says what is wrong and what would be right. */
  message: string;
  location?: ErrorLocation;
  /** Raw header pairs (`WWW-Authenticate`, `Retry-After`). */
  headers?: readonly string[];
  /** What helps the caller's developer to find the fault. Never a secret. */
  debugInfo?: string | undefined;
  cause?: unknown;
}

/** A refusal that the caller is told about, as the API's error envelope has it. */
export class ApiError extends Error {
  override name = "ApiError";
  readonly status: number;
  readonly reason: string;
  readonly location: ErrorLocation | undefined;
  readonly headers: readonly string[];
  readonly debugInfo: string | undefined;

  constructor({
    status,
    reason,
    message,
    location,
    headers = [],
    debugInfo,
    cause,
  }: ApiErrorOptions) {
    super(message, { cause });
    this.status = status;
    this.reason = reason;
    this.location = location;
    this.headers = headers;
    this.debugInfo = debugInfo;
  }
}

/** A query, form or path parameter that is not what the method takes. */
export function invalidParameter(name: string, message: string): ApiError {
  const location: ErrorLocation = { type: "parameter", name };
  return new ApiError({ status: 400, reason: "invalidParameter", message, location });
}

/** A parameter that was left out. */
export function requiredParameter(name: string, expects: string): ApiError {
  return new ApiError({
    status: 400,
    reason: "required",
    message: `Required parameter: ${name}. It must be ${expects}.`,
    location: { type: "parameter", name },
  });
}

/** A body, or a value in it, that is not what the method takes. */
export function invalidValue(message: string): ApiError {
  return new ApiError({ status: 400, reason: "invalid", message });
}

export function requiredField(path: string, method: string): ApiError {
  return new ApiError({
    status: 400,
    reason: "required",
    message: `Required field: ${path}. The body of ${method} must have it.`,
  });
}

export function notFound(message: string): ApiError {
  return new ApiError({ status: 404, reason: "notFound", message });
}

/** Something of that name is there already. */
export function duplicate(message: string): ApiError {
  return new ApiError({ status: 409, reason: "duplicate", message });
}

export function forbidden(message: string): ApiError {
  return new ApiError({ status: 403, reason: "forbidden", message });
}

export function tooLarge(message: string): ApiError {
  return new ApiError({ status: 413, reason: "uploadTooLarge", message });
}

/** The service cannot take the request now; the same request may pass a moment later. */
export function backendError(message: string, cause?: unknown): ApiError {
  const headers = ["Retry-After", "1"];
  return new ApiError({ status: 503, reason: "backendError", message, headers, cause });
}
