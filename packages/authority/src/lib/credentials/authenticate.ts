import type { Authentication, CredentialRequest } from "../../authority.ts";
import type { AuthorityContext } from "../context.ts";
import { secretHash } from "../keyring.ts";
import type { Memory } from "../memory.ts";
import { whenKnown } from "../when-known.ts";
import { type ApiKeyLock, readApiKeyLock } from "./api-key.ts";
import { createTokenAuthentication } from "./authenticate-token.ts";
import { presentedCredentials } from "./presented-credentials.ts";
import { failures } from "./failures.ts";

const bearerPrefix = "Bearer ";

/** Makes the function that turns a request's credentials into a caller. It answers from memory, without a promise, when it can. */
export function createAuthenticate(
  context: AuthorityContext,
  memory: Memory,
): (request: CredentialRequest) => Authentication | Promise<Authentication> {
  const authenticateToken = createTokenAuthentication(context, memory);

  function authenticateAny(request: CredentialRequest): Authentication | Promise<Authentication> {
    const { tokens, apiKeys, oauth1, unknownScheme } = presentedCredentials(request);
    const kinds = tokens.length + Number(oauth1) + Number(unknownScheme);
    if (kinds > 1 || apiKeys.length > 1) return failures.conflict;
    if (oauth1) return failures.oauth1;
    if (unknownScheme) return failures.unknownScheme;
    const [token] = tokens;
    const [apiKey] = apiKeys;
    if (token === undefined) return apiKey === undefined ? failures.missing : failures.keyAlone;
    const authentication = authenticateToken(token);
    if (apiKey === undefined) return authentication;
    return whenKnown(authentication, (known) => checkApiKey(known, { apiKey, request }));
  }

  function checkApiKey(
    authentication: Authentication,
    { apiKey, request }: { apiKey: string; request: CredentialRequest },
  ): Authentication | Promise<Authentication> {
    if (!authentication.ok) return authentication;
    const { project } = authentication.caller.application;
    return whenKnown(lockOf(apiKey), (lock) => {
      if (lock?.projectId !== project) return failures.keyInvalid;
      return lock.allows(request) ? authentication : failures.keyLocked;
    });
  }

  function lockOf(apiKey: string): ApiKeyLock | undefined | Promise<ApiKeyLock | undefined> {
    const keyHash = secretHash(apiKey);
    return (
      memory.apiKeys.get(keyHash) ??
      memory.apiKeys.load(keyHash, () => readApiKeyLock(context, keyHash))
    );
  }

  return (request) => {
    const { authorization } = request;
    const bearerAlone =
      authorization !== undefined &&
      request.query === undefined &&
      request.form === undefined &&
      request.apiKeyHeader === undefined &&
      authorization.startsWith(bearerPrefix);
    return bearerAlone
      ? authenticateToken(authorization.slice(bearerPrefix.length).trim())
      : authenticateAny(request);
  };
}
