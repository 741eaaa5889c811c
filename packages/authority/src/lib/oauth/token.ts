import type { FastifyRequest } from "fastify";
import type { Endpoint, EndpointContext } from "../http/endpoint.ts";
import { bodyParameters, parameter } from "../http/parameters.ts";
import { invalidRequest, ProtocolError } from "../http/protocol-error.ts";
import { exchangeCode } from "./exchange-code.ts";
import { exchangeDeviceCode } from "./exchange-device-code.ts";
import { exchangeAssertion, exchangeJwt } from "./exchange-jwt.ts";
import { exchangeSignedToken } from "./exchange-signed-token.ts";
import { exchangeToken } from "./exchange-token.ts";
import { refresh } from "./refresh.ts";
import type { TokenAnswer } from "./token-answer.ts";

/** A way to get a token. */
type GrantType = (context: EndpointContext, request: FastifyRequest) => Promise<TokenAnswer>;

const tokenExchange = "urn:ietf:params:oauth:grant-type:token-exchange";

/** Every grant type that is served. */
export const grantTypes: ReadonlyMap<string, GrantType> = new Map([
  ["authorization_code", exchangeCode],
  ["refresh_token", refresh],
  ["urn:ietf:params:oauth:grant-type:jwt-bearer", exchangeJwt],
  ["urn:ietf:params:oauth:grant-type:migration:oauth1", exchangeSignedToken],
  ["assertion", exchangeAssertion],
  [tokenExchange, exchangeToken],
  ["urn:ietf:params:oauth:grant-type:device_code", exchangeDeviceCode],
  // The name that it had before RFC 8628.
  ["http://oauth.net/grant_type/device/1.0", exchangeDeviceCode],
]);

/** Where clients of a security token service exchange tokens, and do nothing else. */
export const exchangeOnly: Endpoint = async (context, request, reply) => {
  const name = parameter(bodyParameters(request), "grant_type");
  if (name !== tokenExchange) {
    throw new ProtocolError({
      code: "unsupported_grant_type",
      description: `The grant_type that is served here is ${tokenExchange}.`,
    });
  }
  return reply.send(await exchangeToken(context, request));
};

/** The token endpoint (RFC 6749, section 3.2). */
export const token: Endpoint = async (context, request, reply) => {
  const name = parameter(bodyParameters(request), "grant_type");
  if (name === undefined) throw invalidRequest("Required parameter is missing: grant_type");
  const grantType = grantTypes.get(name);
  if (grantType === undefined) {
    throw new ProtocolError({
      code: "unsupported_grant_type",
      description: `Invalid grant_type: ${name}`,
    });
  }
  return reply.send(await grantType(context, request));
};
