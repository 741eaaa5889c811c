import type { AuthorityContext } from "../context.ts";
import { writeJsonList } from "../database/json-list.ts";
import { secretHash } from "../keyring.ts";
import type { AuthorizationRequest } from "./authorization-request.ts";
import { newSecret } from "./secrets.ts";

/** How long an authorization code is good for. */
const codeLifetimeMs = 10 * 60 * 1000;

/** Makes the code that the client exchanges for tokens (RFC 6749, section 4.1.2). */
export async function issueCode(
  context: Pick<AuthorityContext, "database" | "now">,
  options: {
    request: AuthorizationRequest;
    grantId: string;
    scopes: readonly string[];
    /** The person was asked: only then may a refresh token follow. */
    asked: boolean;
    authenticatedAtMs: number;
  },
): Promise<string> {
  const { request, grantId, scopes, asked, authenticatedAtMs } = options;
  const code = newSecret("authorizationCode");
  await context.database
    .insertInto("authorization_codes")
    .values({
      code_hash: secretHash(code),
      grant_id: grantId,
      client_id: request.client.id,
      redirect_uri: request.redirectUri,
      scopes: writeJsonList(scopes),
      nonce: request.nonce ?? null,
      code_challenge: request.challenge?.value ?? null,
      code_challenge_method: request.challenge?.method ?? null,
      offline: asked && request.offline ? 1 : 0,
      authenticated_at_ms: authenticatedAtMs,
      expires_at_ms: context.now() + codeLifetimeMs,
      used_at_ms: null,
    })
    .execute();
  return code;
}
