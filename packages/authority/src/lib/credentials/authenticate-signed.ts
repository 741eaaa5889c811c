import { OAuth1Error, type OAuth1ErrorCode } from "@leasehold/oauth1/oauth1-error";
import type {
  Authentication,
  AuthenticationFailure,
  Caller,
  CredentialRequest,
} from "../../authority.ts";
import type { AuthorityContext } from "../context.ts";
import type { Memory, RememberedSignedToken } from "../memory.ts";
import { refuseRequestor, requestorOf } from "../oauth1/requestor.ts";
import { useNonce, type VerifiedRequest, verifyRequest } from "../oauth1/verify-request.ts";
import type { createApiKeyCheck } from "./api-key-check.ts";
import { failures } from "./failures.ts";
import { createSigners } from "./signers.ts";

/**
 * Makes the function that turns a request that is signed with OAuth 1.0 into a caller (RFC 5849, section 3): with a
 * token it acts as the token's user, without one as the user that it names. It needs an API key, too.
 */
export function createSignedAuthentication(
  context: AuthorityContext,
  memory: Memory,
  checkApiKey: ReturnType<typeof createApiKeyCheck>,
): (request: CredentialRequest, apiKey: string | undefined) => Promise<Authentication> {
  const signers = createSigners(context, memory);

  function callerOf(
    { parsed, consumer, token }: VerifiedRequest<RememberedSignedToken | undefined>,
    query: URLSearchParams | undefined,
  ): Caller | Promise<Caller> {
    if (token === undefined) return signers.findCaller(consumer, requestorOf(parsed, query));
    refuseRequestor(parsed);
    return token.caller;
  }

  async function authenticate(
    request: CredentialRequest,
    apiKey: string | undefined,
  ): Promise<Authentication> {
    const verifying = verifyRequest(context, {
      request: signedRequest(context, request),
      ...signers,
    });
    // Each step waits only for what is not remembered.
    const verified = verifying instanceof Promise ? await verifying : verifying;
    const finding = callerOf(verified, request.query);
    const caller = finding instanceof Promise ? await finding : finding;
    if (apiKey === undefined) return failures.keyMissing;
    const checking = checkApiKey({ ok: true, caller }, { apiKey, request });
    const authentication = checking instanceof Promise ? await checking : checking;
    if (authentication.ok) await useNonce(context, verified.parsed);
    return authentication;
  }

  return async (request, apiKey) => {
    try {
      return await authenticate(request, apiKey);
    } catch (error) {
      if (error instanceof OAuth1Error) return refused(error);
      throw error;
    }
  };
}

/** The request as the client signed it: under the public origin, with its target as it was sent. */
function signedRequest(
  context: Pick<AuthorityContext, "originOf">,
  { method, host, target, authorization, formText: form }: CredentialRequest,
): { method: string; url: string; authorization: string | undefined; form: string | undefined } {
  const origin = context.originOf(host) ?? context.originOf(undefined) ?? "";
  return { method, url: `${origin}${target}`, authorization, form };
}

const failureOf: Partial<Record<OAuth1ErrorCode, AuthenticationFailure>> = {
  parameter_absent: "signature_malformed",
  parameter_rejected: "signature_malformed",
  signature_method_rejected: "signature_malformed",
  version_rejected: "signature_malformed",
  consumer_key_unknown: "signature_refused",
  token_rejected: "signature_refused",
  signature_invalid: "signature_refused",
  timestamp_refused: "signature_refused",
  nonce_used: "signature_refused",
  permission_denied: "delegation_missing",
};

function refused(error: OAuth1Error): Authentication {
  const failure = failureOf[error.code];
  // An unreadable certificate, for one: that is no fault of the caller's.
  if (failure === undefined) throw error;
  const message = `${error.code}: ${error.message}`;
  const { baseString } = error;
  return { ok: false, failure, message, ...(baseString && { debugInfo: baseString }) };
}
