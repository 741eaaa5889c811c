import type { FastifyRequest } from "fastify";
import { verifyServiceAccountJwt } from "../credentials/verify-service-account-jwt.ts";
import type { EndpointContext } from "../http/endpoint.ts";
import { bodyParameters, parameter } from "../http/parameters.ts";
import { invalidRequest, ProtocolError } from "../http/protocol-error.ts";
import type { TokenAnswer } from "./token-answer.ts";
import { accessTokenSeconds, issueAccessToken } from "./tokens.ts";

const assertionType = "http://oauth.net/grant_type/jwt/1.0/bearer";

/** The same in the words of 2012: `grant_type=assertion` with the kind of assertion beside it. */
export async function exchangeAssertion(
  context: EndpointContext,
  request: FastifyRequest,
): Promise<TokenAnswer> {
  const type = parameter(bodyParameters(request), "assertion_type");
  if (type !== assertionType) throw invalidRequest(`assertion_type must be ${assertionType}.`);
  return exchangeJwt(context, request);
}

/** The JWT bearer grant of service accounts (RFC 7523, section 2.1): the signature is the authentication. */
export async function exchangeJwt(
  context: EndpointContext,
  request: FastifyRequest,
): Promise<TokenAnswer> {
  const jwt = parameter(bodyParameters(request), "assertion");
  if (jwt === undefined) throw invalidRequest("Missing required parameter: assertion");
  const result = await verifyServiceAccountJwt(context, jwt, "grant");
  if (!result.ok) {
    const { error: code, description, status } = result;
    throw new ProtocolError({ code, description, status });
  }
  const { serviceAccount, subject, scopes } = result.assertion;
  const accessToken = await context.writeTogether((database) =>
    issueAccessToken(database, {
      owner: {
        grant_id: null,
        code_hash: null,
        client_id: serviceAccount.email,
        application_kind: "service-account",
        project_id: serviceAccount.projectId,
        subject,
      },
      scopes,
      nowMs: context.now(),
    }),
  );
  return {
    access_token: accessToken,
    expires_in: accessTokenSeconds,
    token_type: "Bearer",
    scope: scopes.join(" "),
  };
}
