import type { Authentication } from "../../authority.ts";
import type { AuthorityContext } from "../context.ts";
import { secretHash } from "../keyring.ts";
import type { Memory, RememberedToken } from "../memory.ts";
import { failures } from "./failures.ts";
import { readAccessToken } from "./read-access-token.ts";
import { readSelfSignedJwt } from "./read-self-signed-jwt.ts";

/** A longer one is none of ours; a self-signed JWT has some 1000 characters. */
const tokenLengthMax = 8192;

/** Makes the function that turns an OAuth 2.0 access token, or a self-signed JWT, into a caller. */
export function createTokenAuthentication(
  context: AuthorityContext,
  memory: Memory,
): (token: string) => Authentication | Promise<Authentication> {
  async function readToken(token: string, tokenHash: string): Promise<Authentication> {
    const read = (): Promise<RememberedToken | undefined> =>
      isJwt(token)
        ? readSelfSignedJwt(context, { memory, token, tokenHash })
        : readAccessToken(context, tokenHash);
    return (await memory.tokens.load(tokenHash, read))?.answer ?? failures.invalid;
  }

  return (token) => {
    if (token === "" || token.length > tokenLengthMax) return failures.invalid;
    const tokenHash = secretHash(token);
    const remembered = memory.tokens.get(tokenHash);
    if (remembered === undefined) return readToken(token, tokenHash);
    return context.now() < remembered.expiresAtMs ? remembered.answer : failures.invalid;
  };
}

// A JWS in compact form begins with the base64 of `{"`; our own tokens do not.
function isJwt(token: string): boolean {
  return token.startsWith("eyJ") && token.split(".").length === 3;
}
