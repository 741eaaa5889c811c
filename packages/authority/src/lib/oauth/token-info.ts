import type { Endpoint, EndpointContext } from "../http/endpoint.ts";
import { bodyParameters, parameter, queryParameters } from "../http/parameters.ts";
import { invalidRequest, ProtocolError } from "../http/protocol-error.ts";
import { personOfToken } from "./claims.ts";
import { presentedToken } from "./presented-token.ts";
import { findToken } from "./tokens.ts";

type Members = Record<string, string | number | boolean | undefined>;

/** What is known of a token, before it is put in a version's words. */
interface TokenFacts {
  clientId: string;
  scope: string;
  expiresAtSeconds: number;
  expiresInSeconds: number;
  accessType: "online" | "offline";
  userId: string | undefined;
  email: string | undefined;
}

/** tokeninfo as versions 1 and 2 had it: numbers and booleans. */
export const tokenInfoV1: Endpoint = tokenInfo((facts) => ({
  issued_to: facts.clientId,
  audience: facts.clientId,
  user_id: facts.userId,
  scope: facts.scope,
  expires_in: facts.expiresInSeconds,
  email: facts.email,
  verified_email: facts.email === undefined ? undefined : true,
  access_type: facts.accessType,
}));

/** tokeninfo of version 3: every member is a string. */
export const tokenInfoV3: Endpoint = tokenInfo((facts) => ({
  azp: facts.clientId,
  aud: facts.clientId,
  sub: facts.userId,
  scope: facts.scope,
  exp: String(facts.expiresAtSeconds),
  expires_in: String(facts.expiresInSeconds),
  email: facts.email,
  email_verified: facts.email === undefined ? undefined : "true",
  access_type: facts.accessType,
}));

function tokenInfo(members: (facts: TokenFacts) => Members): Endpoint {
  return async (context, request, reply) => {
    const token = presentedToken(request);
    if (token === undefined) throw invalidRequest("Missing required parameter: access_token");
    const facts = await readFacts(context, token);
    const fields =
      parameter(queryParameters(request), "fields") ?? parameter(bodyParameters(request), "fields");
    return reply.send(selected(members(facts), fields));
  };
}

async function readFacts(context: EndpointContext, token: string): Promise<TokenFacts> {
  const found = await findToken(context, token);
  if (found === undefined || found.kind !== "access") {
    throw new ProtocolError({ code: "invalid_token", description: "Invalid Value" });
  }
  const person = await personOfToken(context, found, found.scopeList);
  const refreshToken = await context.database
    .selectFrom("tokens")
    .select("token_hash")
    .where("kind", "=", "refresh")
    .where("grant_id", "=", found.grant_id)
    .where("code_hash", "=", found.code_hash)
    .executeTakeFirst();
  return {
    clientId: found.client_id,
    scope: found.scopeList.join(" "),
    expiresAtSeconds: Math.floor(found.expires_at_ms / 1000),
    expiresInSeconds: Math.floor((found.expires_at_ms - context.now()) / 1000),
    accessType: refreshToken === undefined ? "online" : "offline",
    userId: person?.id,
    email: person?.email,
  };
}

/** A partial response: the members that `fields` lists. */
function selected(members: Members, fields: string | undefined): Members {
  if (fields === undefined || fields === "*") return members;
  const names = fields.split(",");
  const unknown = names.find((name) => !Object.hasOwn(members, name));
  if (unknown !== undefined) throw invalidRequest(`Invalid field selection ${unknown}`);
  return Object.fromEntries(names.map((name) => [name, members[name]]));
}
