import { OAuth1Error, type OAuth1ErrorCode } from "@leasehold/oauth1/oauth1-error";
import type { FastifyRequest } from "fastify";
import type { EndpointContext } from "../http/endpoint.ts";
import { ProtocolError } from "../http/protocol-error.ts";
import type { Consumer } from "../oauth1/consumer.ts";
import type { SignedToken } from "../oauth1/signed-token.ts";
import { verifySignedToken } from "../oauth1/verify-signed-token.ts";
import { findUserByEmail } from "../users/find-user.ts";
import { authenticateClient } from "./authenticate-client.ts";
import { addToGrant } from "./grants.ts";
import type { TokenAnswer } from "./token-answer.ts";
import { accessTokenSeconds, issueAccessToken, issueRefreshToken } from "./tokens.ts";

/**
 * The migration grant: a request that is signed with an OAuth 1.0 access token gets OAuth 2.0 tokens for a client of
 * the same project, in the same scopes. The OAuth 1.0 token stays good until it is taken back.
 */
export async function exchangeSignedToken(
  context: EndpointContext,
  request: FastifyRequest,
): Promise<TokenAnswer> {
  const client = await authenticateClient(context, request);
  const { consumer, token } = await verified(context, request);
  if (consumer.projectId !== client.project_id) {
    throw new ProtocolError({
      code: "unauthorized_client",
      description: `The consumer ${consumer.key} is of another project than the client ${client.id}.`,
    });
  }
  const user = await findUserByEmail(context, token.user);
  if (user === undefined) throw invalidGrant("The token's user is no more.");
  const { scopes } = token;
  const grant = await addToGrant(context, { userId: user.id, clientId: client.id, scopes });
  const owner = {
    grant_id: grant.id,
    code_hash: null,
    client_id: client.id,
    application_kind: "oauth-client" as const,
    project_id: client.project_id,
    subject: user.email,
  };
  const nowMs = context.now();
  const issued = await context.database.transaction().execute(async (database) => ({
    access_token: await issueAccessToken(database, { owner, scopes, nowMs }),
    refresh_token: await issueRefreshToken(database, { owner, scopes, nowMs }),
  }));
  await context.audit({
    actor: user.email,
    action: "grant.migrate",
    target: client.id,
    detail: { scopes, consumer: consumer.key },
  });
  return {
    ...issued,
    expires_in: accessTokenSeconds,
    token_type: "Bearer",
    scope: scopes.join(" "),
  };
}

async function verified(
  context: EndpointContext,
  request: FastifyRequest,
): Promise<{ consumer: Consumer; token: SignedToken }> {
  try {
    return await verifySignedToken(context, request);
  } catch (error) {
    if (!(error instanceof OAuth1Error) || error.code === "key_invalid") throw error;
    const { code, message, baseString } = error;
    const description = `${code}: ${message}${baseString === undefined ? "" : ` base_string:${baseString}`}`;
    if (isMalformed(code)) throw new ProtocolError({ code: "invalid_request", description });
    throw invalidGrant(description);
  }
}

function isMalformed(code: OAuth1ErrorCode): boolean {
  return (
    code.startsWith("parameter_") ||
    code === "signature_method_rejected" ||
    code === "version_rejected"
  );
}

function invalidGrant(description: string): ProtocolError {
  return new ProtocolError({ code: "invalid_grant", description });
}
