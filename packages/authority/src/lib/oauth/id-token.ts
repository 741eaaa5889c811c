import { createHash } from "node:crypto";
import type { EndpointContext } from "../http/endpoint.ts";
import type { User } from "../database/schema.ts";
import { visiblePerson } from "./claims.ts";
import { accessTokenSeconds } from "./tokens.ts";

/** Makes an id_token, tied to the access token and the code that go with it (OpenID Connect Core, 3.1.3.6, 3.3.2.11). */
export function issueIdToken(
  context: EndpointContext,
  options: {
    issuer: string;
    clientId: string;
    user: User;
    scopes: readonly string[];
    accessToken?: string | undefined;
    code?: string | undefined;
    nonce?: string | undefined;
    authenticatedAtMs?: number | undefined;
  },
): Promise<string> {
  const { issuer, clientId, scopes, accessToken, code, nonce, authenticatedAtMs } = options;
  const person = visiblePerson(options.user, scopes);
  const issuedAt = Math.floor(context.now() / 1000);
  return context.signingKeys.sign({
    iss: issuer,
    azp: clientId,
    aud: clientId,
    sub: person.id,
    ...(person.email === undefined ? {} : emailClaims(person.email)),
    ...(person.name === undefined ? {} : { name: person.name }),
    ...(accessToken === undefined ? {} : { at_hash: leftHalfHash(accessToken) }),
    ...(code === undefined ? {} : { c_hash: leftHalfHash(code) }),
    ...(nonce === undefined ? {} : { nonce }),
    ...(authenticatedAtMs === undefined ? {} : { auth_time: Math.floor(authenticatedAtMs / 1000) }),
    iat: issuedAt,
    exp: issuedAt + accessTokenSeconds,
  });
}

// `hd` is the domain that the account belongs to; here every account belongs to its address's.
function emailClaims(email: string): { email: string; email_verified: true; hd: string } {
  return { email, email_verified: true, hd: email.slice(email.lastIndexOf("@") + 1) };
}

function leftHalfHash(token: string): string {
  return createHash("sha256").update(token).digest().subarray(0, 16).toString("base64url");
}
