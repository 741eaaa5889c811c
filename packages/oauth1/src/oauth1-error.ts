/**
 * What is wrong with a request, by the names of the OAuth Problem Reporting extension. This package raises those that
 * need no memory; a server raises the others with the same class. `key_invalid` and `response_invalid` are this
 * package's own: RSA key material, or a token answer, that cannot be read.
 */
export type OAuth1ErrorCode =
  | "parameter_absent"
  | "parameter_rejected"
  | "signature_method_rejected"
  | "signature_invalid"
  | "timestamp_refused"
  | "version_rejected"
  | "consumer_key_unknown"
  | "nonce_used"
  | "permission_denied"
  | "token_rejected"
  | "key_invalid"
  | "response_invalid";

/** What an error knows beside its code. */
export interface OAuth1ErrorFacts {
  /** The names of the parameters that are absent or rejected. */
  parameters?: readonly string[];
  /** The base string that was verified against: show it to whoever has to find the difference. */
  baseString?: string;
  /** The timestamps that would be taken, in seconds since the epoch. */
  acceptableTimestamps?: { from: number; to: number };
  cause?: unknown;
}

/** The one error of this package. Callers switch on `code`. */
export class OAuth1Error extends Error {
  override readonly name = "OAuth1Error";
  readonly code: OAuth1ErrorCode;
  /** The names of the parameters that are absent or rejected; empty for other codes. */
  readonly parameters: readonly string[];
  /** With `signature_invalid`: the base string that was verified against (RFC 5849, 3.4.1). */
  readonly baseString: string | undefined;
  /** With `timestamp_refused`: the timestamps that would be taken, in seconds since the epoch. */
  readonly acceptableTimestamps: { from: number; to: number } | undefined;

  /**
   * @param code what went wrong.
   * @param message what to do about it, for people.
   * @param facts what else is known.
   */
  constructor(code: OAuth1ErrorCode, message: string, facts: OAuth1ErrorFacts = {}) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.code = code;
    this.parameters = facts.parameters ?? [];
    this.baseString = facts.baseString;
    this.acceptableTimestamps = facts.acceptableTimestamps;
  }
}
