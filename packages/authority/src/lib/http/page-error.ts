/** An error that a person reads: shown as a page, never as a redirect. */
export class PageError extends Error {
  readonly code: string;
  readonly status: number;
  readonly title: string;
  /** Seconds after which another attempt may succeed. */
  readonly retryAfterSeconds: number | undefined;

  constructor(options: {
    code: string;
    status: number;
    title: string;
    message: string;
    retryAfterSeconds?: number;
  }) {
    super(options.message);
    this.name = "PageError";
    this.code = options.code;
    this.status = options.status;
    this.title = options.title;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

/**
 * The error for somebody who has tried too often.
 *
 * @param what - what was tried, such as `sign in`.
 */
export function tooManyAttempts(what: string, retryAfterSeconds: number): PageError {
  const minutes = Math.ceil(retryAfterSeconds / 60);
  return new PageError({
    code: "too_many_attempts",
    status: 429,
    title: "Too many attempts",
    message: `There were too many attempts to ${what}. Try again in ${minutes} minute${minutes === 1 ? "" : "s"}.`,
    retryAfterSeconds,
  });
}
