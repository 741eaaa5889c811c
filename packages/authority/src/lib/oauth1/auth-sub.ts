import type { Endpoint } from "../http/endpoint.ts";
import { revokeGrant } from "../oauth/grants.ts";
import { verifySignedToken } from "./verify-signed-token.ts";

/** Takes back all that the token's user allowed the consumer, by a request that is signed with the token. */
export const revokeSignedToken: Endpoint = async (context, request, reply) => {
  const { consumer, token } = await verifySignedToken(context, request);
  const { grantId, user } = token;
  if (grantId !== null) await revokeGrant(context, { grantId, actor: user, target: consumer.key });
  return reply.type("text/plain; charset=utf-8").send("");
};

/** Says what a token is good for, by a request that is signed with it. */
export const signedTokenInfo: Endpoint = async (context, request, reply) => {
  const { consumer, token } = await verifySignedToken(context, request);
  const lines = [`Target=${consumer.realm}`, `Scope=${token.scopes.join(" ")}`, "Secure=true"];
  return reply.type("text/plain; charset=utf-8").send(`${lines.join("\n")}\n`);
};
