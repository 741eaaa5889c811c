import type { Endpoint } from "../http/endpoint.ts";
import { bodyParameters, parameter, queryParameters } from "../http/parameters.ts";
import { invalidRequest, ProtocolError } from "../http/protocol-error.ts";
import { revokeGrant } from "./grants.ts";
import { findToken } from "./tokens.ts";

/**
 * Revocation, as RFC 7009 but without client authentication: whoever has a token may end it. Either token of a grant
 * ends the grant; a service account's token ends alone.
 */
export const revoke: Endpoint = async (context, request, reply) => {
  const token =
    parameter(bodyParameters(request), "token") ?? parameter(queryParameters(request), "token");
  if (token === undefined) throw invalidRequest("Missing required parameter: token");
  const found = await findToken(context, token);
  // A signed token is no secret: it takes a signature to revoke one.
  if (found === undefined || found.kind === "signed") {
    throw new ProtocolError({ code: "invalid_token", description: "Token expired or revoked" });
  }
  const { grant_id: grantId, token_hash: tokenHash, subject: actor, client_id: target } = found;
  if (grantId === null) {
    await context.database.deleteFrom("tokens").where("token_hash", "=", tokenHash).execute();
    context.forget({ type: "token", tokenHash });
    await context.audit({ actor, action: "token.revoke", target });
  } else {
    await revokeGrant(context, { grantId, actor, target });
  }
  return reply.send({});
};
