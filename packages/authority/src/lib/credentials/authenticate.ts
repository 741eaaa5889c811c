import type { Authentication, Authority, CredentialRequest } from "../../authority.ts";
import type { AuthorityContext } from "../context.ts";
import type { Memory } from "../memory.ts";
import { whenKnown } from "../when-known.ts";
import { createApiKeyCheck } from "./api-key-check.ts";
import { createSignedAuthentication } from "./authenticate-signed.ts";
import { createTokenAuthentication } from "./authenticate-token.ts";
import { presentedCredentials } from "./presented-credentials.ts";
import { failures } from "./failures.ts";

const bearerPrefix = "Bearer ";

/** Makes the function that turns a request's credentials into a caller. It answers from memory, without a promise, when it can. */
export function createAuthenticate(
  context: AuthorityContext,
  memory: Memory,
): Authority["authenticate"] {
  const authenticateToken = createTokenAuthentication(context, memory);
  const checkApiKey = createApiKeyCheck(context, memory);
  const authenticateSigned = createSignedAuthentication(context, memory, checkApiKey);

  function authenticateAny(
    request: CredentialRequest,
    claimsNonce: boolean,
  ): Authentication | Promise<Authentication> {
    const { tokens, apiKeys, oauth1, unknownScheme } = presentedCredentials(request);
    const kinds = tokens.length + Number(oauth1) + Number(unknownScheme);
    if (kinds > 1 || apiKeys.length > 1) return failures.conflict;
    if (unknownScheme) return failures.unknownScheme;
    const [token] = tokens;
    const [apiKey] = apiKeys;
    if (oauth1) return authenticateSigned({ request, apiKey, claimsNonce });
    if (token === undefined) return apiKey === undefined ? failures.missing : failures.keyAlone;
    const authentication = authenticateToken(token);
    if (apiKey === undefined) return authentication;
    return whenKnown(authentication, (known) => checkApiKey(known, { apiKey, request }));
  }

  return (request, { claimsNonce = false } = {}) => {
    const { authorization } = request;
    const bearerAlone =
      authorization !== undefined &&
      request.query === undefined &&
      request.form === undefined &&
      request.apiKeyHeader === undefined &&
      authorization.startsWith(bearerPrefix);
    return bearerAlone
      ? authenticateToken(authorization.slice(bearerPrefix.length).trim())
      : authenticateAny(request, claimsNonce);
  };
}
