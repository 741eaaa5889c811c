import type { ResponseMode } from "./response-type.ts";

/** An authorization request that is answered by a redirect with `error` (RFC 6749, section 4.1.2.1). */
export class AuthorizationRefusal extends Error {
  readonly code: string;
  /** A registered address of the client. */
  readonly redirectUri: string;
  readonly mode: ResponseMode;
  readonly state: string | undefined;

  constructor(options: {
    code: string;
    description: string;
    redirectUri: string;
    mode: ResponseMode;
    state: string | undefined;
  }) {
    super(options.description);
    this.name = "AuthorizationRefusal";
    this.code = options.code;
    this.redirectUri = options.redirectUri;
    this.mode = options.mode;
    this.state = options.state;
  }
}
