import type { SigningCredentials } from "./credentials.ts";
import type { Transmission } from "./parse-request.ts";

/** A request that is to be signed. */
export interface UnsignedRequest {
  /** The HTTP method. */
  method: string;
  /** An absolute http or https URL with its query. */
  url: string;
  /** The body, only when its content type is `application/x-www-form-urlencoded`: it is signed. */
  form?: string | undefined;
}

/** How to sign a request. */
export interface SignOptions {
  request: UnsignedRequest;
  credentials: SigningCredentials;
  /** Parameters to send beside the protocol's own, such as `oauth_callback`, `oauth_verifier` or `scope`. */
  parameters?: Readonly<Record<string, string>> | undefined;
  /** Where to put all these; `header` by default. */
  transmission?: Transmission | undefined;
  /** The realm to name in the header; printable ASCII, not signed. */
  realm?: string | undefined;
  /** In seconds since the epoch; now by default. */
  timestampSeconds?: number | undefined;
  /** Unique for consumer, token and timestamp; 128 random bits by default. */
  nonce?: string | undefined;
}

/** A request as it has to be sent. */
export interface SignedRequest {
  method: string;
  /** As fetch writes it, which is how it was signed; without a fragment. */
  url: string;
  /** The Authorization header to send; undefined with other transmissions. */
  authorization: string | undefined;
  /** The form body to send; undefined when there is none. */
  form: string | undefined;
  /** What was signed. */
  baseString: string;
}
