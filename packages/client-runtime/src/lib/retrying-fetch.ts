import { retryAfterSecondsOf } from "./retry-after.ts";
import { sleep } from "./sleep.ts";

/** When and how often a request is sent again. */
export interface RetryOptions {
  /** How often a request is sent at most, the first time included: 2 to 10. Default: 3. */
  attemptsMax?: number;
  /** The longest wait before the second attempt; it doubles with each one. In milliseconds. Default: 200. */
  delayMs?: number;
  /** The longest wait, and the longest Retry-After that is waited for. In milliseconds. Default: 30000. */
  delayMaxMs?: number;
  /** Verbs of the requests that are sent again. Name POST and PATCH only when doing a thing twice does no harm. Default: GET, HEAD, OPTIONS, PUT and DELETE. */
  verbs?: readonly string[];
  /** A number from 0 to 1, to spread waits by. Default: Math.random. */
  random?: () => number;
}

const idempotentVerbs = ["GET", "HEAD", "OPTIONS", "PUT", "DELETE"];
const passingStatuses = new Set([408, 429, 500, 502, 503, 504]);

/**
 * Wraps a fetch: an idempotent request that got no answer, or one that says "later", is sent again after a random part of a growing wait.
 * @throws {RangeError} When attemptsMax is out of range.
 */
export function retryingFetch(
  fetch: (request: Request) => Promise<Response>,
  options: RetryOptions,
): (request: Request) => Promise<Response> {
  const { attemptsMax = 3, delayMs = 200, delayMaxMs = 30_000, random = Math.random } = options;
  const { verbs = idempotentVerbs } = options;
  if (!(attemptsMax >= 2 && attemptsMax <= 10)) {
    throw new RangeError(
      "attemptsMax must be from 2 to 10; leave retry out to send requests once.",
    );
  }
  return async (request) => {
    if (!verbs.includes(request.method)) return fetch(request);
    for (let attempt = 1; ; attempt += 1) {
      const isLast = attempt === attemptsMax;
      const result = await attemptOnce(fetch, isLast ? request : request.clone());
      if (isLast || request.signal.aborted || !mayPass(result)) return unwrap(result);
      const askedMs = "response" in result ? askedDelayMs(result.response) : undefined;
      if (askedMs !== undefined && askedMs > delayMaxMs) return unwrap(result);
      const spread = random() * Math.min(delayMaxMs, delayMs * 2 ** (attempt - 1));
      if ("response" in result) await result.response.body?.cancel();
      await sleep(Math.max(askedMs ?? 0, spread), request.signal);
    }
  };
}

type Result = { response: Response } | { error: unknown };

async function attemptOnce(
  fetch: (request: Request) => Promise<Response>,
  request: Request,
): Promise<Result> {
  try {
    return { response: await fetch(request) };
  } catch (error) {
    return { error };
  }
}

/** fetch rejects with a TypeError when there was no answer; any other error is the caller's own. */
function mayPass(result: Result): boolean {
  return "response" in result
    ? passingStatuses.has(result.response.status)
    : result.error instanceof TypeError;
}

function unwrap(result: Result): Response {
  if ("error" in result) throw result.error;
  return result.response;
}

function askedDelayMs(response: Response): number | undefined {
  const seconds = retryAfterSecondsOf(response, Date.now());
  return seconds === undefined ? undefined : seconds * 1000;
}
