const passingStatuses = new Set([408, 429, 500, 502, 503, 504]);
const passingReasons = new Set(["rateLimitExceeded", "userRateLimitExceeded"]);
// Another process may hold the tokens for as long as it renews them.
const passingCodes = new Set(["token_endpoint_unreachable", "token_store_locked"]);
const noAnswer = new Set(["fetch failed", "terminated"]);
const delayMs = 200;
const delayMaxMs = 10_000;

/** Whether the same call may succeed a little later: the server is away, restarts or has too much to do. */
export function isPassing(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof TypeError) return noAnswer.has(error.message);
  if (error.name === "TimeoutError") return true;
  const status = statusOf(error);
  if (status !== undefined && passingStatuses.has(status)) return true;
  if ("reason" in error && passingReasons.has(String(error.reason))) return true;
  return "code" in error && passingCodes.has(String(error.code));
}

/** Whether the task is not there, or is not leased to the caller any more. */
export function isRefusal(error: unknown): boolean {
  const status = error instanceof Error ? statusOf(error) : undefined;
  return status === 400 || status === 404;
}

/** How long to wait before the next attempt: it doubles, and a part of it is random so that workers spread. */
export function retryDelayMs(attempt: number, error: unknown): number {
  const longest = Math.min(delayMaxMs, delayMs * 2 ** attempt);
  return Math.max(askedMs(error), longest / 2 + (Math.random() * longest) / 2);
}

function askedMs(error: unknown): number {
  if (!(error instanceof Error) || !("retryAfterSeconds" in error)) return 0;
  const { retryAfterSeconds } = error;
  return typeof retryAfterSeconds === "number" ? Math.min(delayMaxMs, retryAfterSeconds * 1000) : 0;
}

function statusOf(error: Error): number | undefined {
  return "status" in error && typeof error.status === "number" ? error.status : undefined;
}
