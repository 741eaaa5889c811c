import { createHash } from "node:crypto";
import type { EndpointContext } from "../http/endpoint.ts";
import type { User } from "../database/schema.ts";
import { visiblePerson } from "./claims.ts";
import { accessTokenSeconds } from "./tokens.ts";

/** Makes the id_token that goes with an access token (OpenID Connect Core, section 3.1.3.6). */
export function issueIdToken(
  context: EndpointContext,
  options: {
    issuer: string;
    clientId: string;
    user: User;
    scopes: readonly string[];
    accessToken: string;
    nonce?: string | undefined;
    authenticatedAtMs?: number | undefined;
  },
): Promise<string> {
  const { issuer, clientId, scopes, accessToken, nonce, authenticatedAtMs } = options;
  const person = visiblePerson(options.user, scopes);
  const issuedAt = Math.floor(context.now() / 1000);
  return context.signingKeys.sign({
    iss: issuer,
    azp: clientId,
    aud: clientId,
    sub: person.id,
    ...(person.email === undefined ? {} : { email: person.email, email_verified: true }),
    ...(person.name === undefined ? {} : { name: person.name }),
    at_hash: leftHalfHash(accessToken),
    ...(nonce === undefined ? {} : { nonce }),
    ...(authenticatedAtMs === undefined ? {} : { auth_time: Math.floor(authenticatedAtMs / 1000) }),
    iat: issuedAt,
    exp: issuedAt + accessTokenSeconds,
  });
}

function leftHalfHash(token: string): string {
  return createHash("sha256").update(token).digest().subarray(0, 16).toString("base64url");
}
