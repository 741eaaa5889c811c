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
