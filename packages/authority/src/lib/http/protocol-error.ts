/** An error answer of a protocol address (RFC 6749, section 5.2): JSON with `error` and `error_description`. */
export class ProtocolError extends Error {
  readonly code: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(options: {
    code: string;
    description: string;
    /** Default 400. */
    status?: number;
    headers?: Record<string, string>;
  }) {
    super(options.description);
    this.name = "ProtocolError";
    this.code = options.code;
    this.status = options.status ?? 400;
    this.headers = options.headers ?? {};
  }
}

/** The most frequent one: a parameter that is missing, repeated or malformed. */
export function invalidRequest(description: string): ProtocolError {
  return new ProtocolError({ code: "invalid_request", description });
}
