import { readError } from "./read-error.ts";
import type { ErrorDetail } from "./read-error.ts";

/** An answer with a status that is not 2xx, or a 2xx answer that is not JSON. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  /** HTTP status. */
  readonly status: number;
  /** Why, in one word such as `notFound` or `NOT_FOUND`: switch on this. Undefined when the answer does not say. */
  readonly reason: string | undefined;
  /** The single errors, when the answer lists them. */
  readonly errors: readonly ErrorDetail[];
  /** What is wrong, such as the name of a parameter. */
  readonly location: string | undefined;
  /** How long to wait before another attempt, in seconds, when the answer says. */
  readonly retryAfterSeconds: number | undefined;
  /** The answer; its body has been read. */
  readonly response: Response;

  constructor(response: Response, body: unknown, options?: ErrorOptions) {
    const facts = readError(response, body);
    super(facts.message, options);
    this.status = response.status;
    this.reason = facts.reason;
    this.errors = facts.errors;
    this.location = facts.errors[0]?.location;
    this.retryAfterSeconds = facts.retryAfterSeconds;
    this.response = response;
  }
}
