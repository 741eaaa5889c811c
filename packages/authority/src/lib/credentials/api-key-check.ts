import type { Authentication, CredentialRequest } from "../../authority.ts";
import type { AuthorityContext } from "../context.ts";
import { secretHash } from "../keyring.ts";
import type { Memory } from "../memory.ts";
import { whenKnown } from "../when-known.ts";
import { type ApiKeyLock, readApiKeyLock } from "./api-key.ts";
import { failures } from "./failures.ts";

/** What an API key came with. */
interface KeyedRequest {
  apiKey: string;
  request: Pick<CredentialRequest, "referer" | "remoteAddress">;
}

/** Makes the function that lets a caller through when its API key is one of its project and may be used from here. */
export function createApiKeyCheck(
  context: Pick<AuthorityContext, "database">,
  memory: Memory,
): (
  authentication: Authentication,
  keyed: KeyedRequest,
) => Authentication | Promise<Authentication> {
  function lockOf(apiKey: string): ApiKeyLock | undefined | Promise<ApiKeyLock | undefined> {
    const keyHash = secretHash(apiKey);
    return (
      memory.apiKeys.get(keyHash) ??
      memory.apiKeys.load(keyHash, () => readApiKeyLock(context, keyHash))
    );
  }

  return (authentication, { apiKey, request }) => {
    if (!authentication.ok) return authentication;
    const { project } = authentication.caller.application;
    return whenKnown(lockOf(apiKey), (lock) => {
      if (lock?.projectId !== project) return failures.keyInvalid;
      return lock.allows(request) ? authentication : failures.keyLocked;
    });
  };
}
