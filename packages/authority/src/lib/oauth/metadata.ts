import type { Endpoint } from "../http/endpoint.ts";
import { originOf } from "../http/origin.ts";
import { knownScopes } from "../scopes.ts";
import { grantTypes } from "./token.ts";

const cacheControl = "public, max-age=3600";

/** Authorization server metadata (RFC 8414, section 2). */
export const serverMetadata: Endpoint = async (context, request, reply) =>
  reply.header("cache-control", cacheControl).send(metadata(originOf(context, request)));

/** The OpenID Provider configuration (OpenID Connect Discovery, section 3). */
export const openIdConfiguration: Endpoint = async (context, request, reply) => {
  const origin = originOf(context, request);
  return reply.header("cache-control", cacheControl).send({
    ...metadata(origin),
    userinfo_endpoint: `${origin}/v1/userinfo`,
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: ["RS256"],
    claims_supported: [
      "at_hash",
      "aud",
      "auth_time",
      "azp",
      "c_hash",
      "email",
      "email_verified",
      "exp",
      "hd",
      "iat",
      "iss",
      "name",
      "nonce",
      "sub",
    ],
    prompt_values_supported: ["none", "login", "consent", "select_account"],
    claims_parameter_supported: false,
    request_parameter_supported: false,
    request_uri_parameter_supported: false,
  });
};

function metadata(origin: string): Record<string, unknown> {
  return {
    issuer: origin,
    authorization_endpoint: `${origin}/o/oauth2/v2/auth`,
    token_endpoint: `${origin}/token`,
    revocation_endpoint: `${origin}/revoke`,
    device_authorization_endpoint: `${origin}/device/code`,
    jwks_uri: `${origin}/oauth2/v3/certs`,
    scopes_supported: knownScopes,
    response_types_supported: [
      "code",
      "token",
      "id_token",
      "code token",
      "code id_token",
      "id_token token",
      "code id_token token",
    ],
    response_modes_supported: ["query", "fragment"],
    // The implicit grant has no address but the authorization endpoint (RFC 8414, section 2).
    grant_types_supported: [...grantTypes.keys(), "implicit"],
    token_endpoint_auth_methods_supported: ["client_secret_post", "client_secret_basic", "none"],
    revocation_endpoint_auth_methods_supported: ["none"],
    code_challenge_methods_supported: ["S256", "plain"],
    authorization_response_iss_parameter_supported: true,
  };
}
