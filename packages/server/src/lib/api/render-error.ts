import { ApiError } from "./api-error.ts";
import { type ApiAnswer, jsonHeaders } from "./exchange.ts";

const usageLimitReasons = new Set([
  "accessNotConfigured",
  "keyInvalid",
  "ipRefererBlocked",
  "rateLimitExceeded",
  "userRateLimitExceeded",
  "dailyLimitExceeded",
  "dailyLimitExceededUnreg",
]);

/** Puts a failure in the API's error envelope. What is not an ApiError is a fault of ours: the caller learns no more than that. */
export function renderError(
  error: unknown,
  { pretty, methodId }: { pretty: boolean; methodId: string | undefined },
): ApiAnswer {
  const known = error instanceof ApiError;
  const shown = known ? error : internalError();
  const answer: ApiAnswer = {
    status: shown.status,
    headers: [...jsonHeaders, ...shown.headers],
    body: JSON.stringify(envelope(shown), undefined, pretty ? 1 : 0),
    methodId,
  };
  if (!known) answer.fault = error;
  else if (shown.status >= 500) answer.fault = shown.cause ?? shown;
  return answer;
}

function internalError(): ApiError {
  return new ApiError({
    status: 500,
    reason: "internalError",
    message: "Internal Error. The service's log says more under this answer's X-Request-Id.",
  });
}

function envelope(error: ApiError): object {
  const item: Record<string, string> = {
    domain: usageLimitReasons.has(error.reason) ? "usageLimits" : "global",
    reason: error.reason,
    message: error.message,
  };
  if (error.location !== undefined) {
    item["locationType"] = error.location.type;
    item["location"] = error.location.name;
  }
  if (error.debugInfo !== undefined) item["debugInfo"] = error.debugInfo;
  return { error: { errors: [item], code: error.status, message: error.message } };
}
