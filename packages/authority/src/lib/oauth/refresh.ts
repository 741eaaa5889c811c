import type { FastifyRequest } from "fastify";
import type { EndpointContext } from "../http/endpoint.ts";
import { originOf } from "../http/origin.ts";
import { bodyParameters, parameter } from "../http/parameters.ts";
import { invalidRequest, ProtocolError } from "../http/protocol-error.ts";
import { parseScope } from "../scopes.ts";
import { findUserByEmail } from "../users/find-user.ts";
import { authenticateClient } from "./authenticate-client.ts";
import { issueIdToken } from "./id-token.ts";
import type { TokenAnswer } from "./token-answer.ts";
import { accessTokenSeconds, findToken, issueAccessToken, refreshTokenIdleMs } from "./tokens.ts";

/** The refresh grant (RFC 6749, section 6). The refresh token stays the same; `scope` may ask for less. */
export async function refresh(
  context: EndpointContext,
  request: FastifyRequest,
): Promise<TokenAnswer> {
  const body = bodyParameters(request);
  const client = await authenticateClient(context, request);
  const refreshToken = parameter(body, "refresh_token");
  if (refreshToken === undefined) {
    throw invalidRequest("Missing required parameter: refresh_token");
  }
  const found = await findToken(context, refreshToken);
  if (found === undefined || found.kind !== "refresh" || found.client_id !== client.id) {
    throw deadToken();
  }
  const user = await findUserByEmail(context, found.subject);
  if (user === undefined) throw deadToken();
  const scopes = narrowed(found.scopeList, parameter(body, "scope"));
  const accessToken = await useRefreshToken(context, found, scopes);
  const answer: TokenAnswer = {
    access_token: accessToken,
    expires_in: accessTokenSeconds,
    token_type: "Bearer",
    scope: scopes.join(" "),
  };
  if (scopes.includes("openid")) {
    const issuer = originOf(context, request);
    const clientId = client.id;
    answer.id_token = await issueIdToken(context, { issuer, clientId, user, scopes, accessToken });
  }
  return answer;
}

function narrowed(granted: string[], asked: string | undefined): string[] {
  if (asked === undefined) return granted;
  const scopes = parseScope(asked);
  const tooMuch = scopes.filter((scope) => !granted.includes(scope));
  if (tooMuch.length === 0 && scopes.length > 0) return scopes;
  throw new ProtocolError({
    code: "invalid_scope",
    description: `The refresh token was not granted these scopes: ${tooMuch.join(" ")}`,
  });
}

async function useRefreshToken(
  context: EndpointContext,
  found: NonNullable<Awaited<ReturnType<typeof findToken>>>,
  scopes: string[],
): Promise<string> {
  const nowMs = context.now();
  const accessToken = await context.writeTogether(async (database) => {
    const touched = await database
      .updateTable("tokens")
      .set({ expires_at_ms: nowMs + refreshTokenIdleMs })
      .where("token_hash", "=", found.token_hash)
      .executeTakeFirst();
    // Revoked between the look and the use.
    if (touched.numUpdatedRows !== 1n) return undefined;
    return issueAccessToken(database, { owner: found, scopes, nowMs });
  });
  if (accessToken === undefined) throw deadToken();
  return accessToken;
}

function deadToken(): ProtocolError {
  return new ProtocolError({
    code: "invalid_grant",
    description: "Token has been expired or revoked.",
  });
}
