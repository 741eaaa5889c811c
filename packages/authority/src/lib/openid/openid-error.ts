/** A message that cannot be answered (OpenID Authentication 2.0, sections 5.1.2.2 and 5.2.3). */
export class OpenIdError extends Error {
  /** Fields beside `error` of a direct answer, such as `error_code`. */
  readonly fields: Readonly<Record<string, string>>;
  /** Of a direct answer. */
  readonly status: number;
  /** Seconds after which another attempt may succeed. */
  readonly retryAfterSeconds: number | undefined;

  constructor(
    message: string,
    options: {
      fields?: Record<string, string>;
      /** Default 400. */
      status?: number;
      retryAfterSeconds?: number;
    } = {},
  ) {
    super(message);
    this.name = "OpenIdError";
    this.fields = options.fields ?? {};
    this.status = options.status ?? 400;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}
