import type { FastifyRequest } from "fastify";
import type { Endpoint, EndpointContext } from "../http/endpoint.ts";
import { originOf } from "../http/origin.ts";
import { ProtocolError } from "../http/protocol-error.ts";
import { allowsPerson, type Person, personOfToken } from "./claims.ts";
import { presentedToken } from "./presented-token.ts";
import { findToken } from "./tokens.ts";

/** userinfo as versions 1 and 2 had it. */
export const userInfoV1: Endpoint = async (context, request, reply) => {
  const { id, email, name } = await readPerson(context, request);
  const verified = email === undefined ? undefined : true;
  return reply.send({ id, email, verified_email: verified, name });
};

/** userinfo of OpenID Connect Core, section 5.3. */
export const userInfoV3: Endpoint = async (context, request, reply) => {
  const { id, email, name } = await readPerson(context, request);
  const verified = email === undefined ? undefined : true;
  return reply.send({ sub: id, name, email, email_verified: verified });
};

async function readPerson(context: EndpointContext, request: FastifyRequest): Promise<Person> {
  const realm = originOf(context, request);
  const token = presentedToken(request);
  if (token === undefined) {
    throw new ProtocolError({
      code: "invalid_request",
      description: "Login Required: the request carries no access token.",
      status: 401,
      // RFC 6750, 3.1: no error code for a request that did not try.
      headers: { "www-authenticate": `Bearer realm="${realm}"` },
    });
  }
  const found = await findToken(context, token);
  if (found === undefined || found.kind !== "access") throw invalidToken(realm);
  if (!allowsPerson(found.scopeList)) throw insufficientScope(realm);
  const person = await personOfToken(context, found, found.scopeList);
  if (person === undefined) throw invalidToken(realm);
  return person;
}

function invalidToken(realm: string): ProtocolError {
  return new ProtocolError({
    code: "invalid_token",
    description: "Invalid Credentials",
    status: 401,
    headers: {
      "www-authenticate": `Bearer realm="${realm}", error="invalid_token", error_description="Invalid Credentials"`,
    },
  });
}

function insufficientScope(realm: string): ProtocolError {
  return new ProtocolError({
    code: "insufficient_scope",
    description: "The token has none of the scopes openid, email and profile.",
    status: 403,
    headers: {
      "www-authenticate": `Bearer realm="${realm}", error="insufficient_scope", scope="openid email profile"`,
    },
  });
}
