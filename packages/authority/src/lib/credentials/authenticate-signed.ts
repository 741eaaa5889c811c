import { OAuth1Error, type OAuth1ErrorCode } from "@leasehold/oauth1/oauth1-error";
import type { ParsedRequest } from "@leasehold/oauth1/parse-request";
import type {
  Authentication,
  AuthenticationFailure,
  AuthenticationRefusal,
  Caller,
  CredentialRequest,
} from "../../authority.ts";
import type { AuthorityContext } from "../context.ts";
import type { Memory, RememberedSignedToken } from "../memory.ts";
import { claimOf } from "../oauth1/nonce-store.ts";
import { refuseRequestor, requestorOf } from "../oauth1/requestor.ts";
import {
  nonceOf,
  nonceUsedBefore,
  useNonce,
  type VerifiedRequest,
  verifyRequest,
} from "../oauth1/verify-request.ts";
import { whenKnown } from "../when-known.ts";
import type { createApiKeyCheck } from "./api-key-check.ts";
import { failures } from "./failures.ts";
import { createSigners } from "./signers.ts";

/** A request that is signed with OAuth 1.0. */
interface SignedRequest {
  request: CredentialRequest;
  apiKey: string | undefined;
  /** Whether the nonce is left to who asks. */
  claimsNonce: boolean;
}

/**
 * Makes the function that turns a request that is signed with OAuth 1.0 into a caller (RFC 5849, section 3): with a
 * token it acts as the token's user, without one as the user that it names. It needs an API key, too. Its nonce is used
 * up last, here or by who asks.
 */
export function createSignedAuthentication(
  context: AuthorityContext,
  memory: Memory,
  checkApiKey: ReturnType<typeof createApiKeyCheck>,
): (signed: SignedRequest) => Authentication | Promise<Authentication> {
  const signers = createSigners(context, memory);

  function callerOf(
    { parsed, consumer, token }: VerifiedRequest<RememberedSignedToken | undefined>,
    query: URLSearchParams | undefined,
  ): Caller | Promise<Caller> {
    if (token === undefined) return signers.findCaller(consumer, requestorOf(parsed, query));
    refuseRequestor(parsed);
    return token.caller;
  }

  // Each step waits only for what is not remembered.
  function authenticate(signed: SignedRequest): Authentication | Promise<Authentication> {
    const { request, apiKey } = signed;
    const verifying = verifyRequest(context, {
      request: requestAsSigned(context, request),
      ...signers,
    });
    return whenKnown(verifying, (verified) =>
      whenKnown(callerOf(verified, request.query), (caller) => {
        if (apiKey === undefined) return failures.keyMissing;
        const checking = checkApiKey({ ok: true, caller }, { apiKey, request });
        return whenKnown(checking, (checked) => withNonce(checked, verified.parsed, signed));
      }),
    );
  }

  function withNonce(
    authentication: Authentication,
    parsed: ParsedRequest,
    { claimsNonce }: SignedRequest,
  ): Authentication | Promise<Authentication> {
    if (!authentication.ok) return authentication;
    if (!claimsNonce) return useNonce(context, parsed).then(() => authentication);
    const nonce = nonceOf(parsed);
    return { ...authentication, nonce: nonce && claimOf(nonce) };
  }

  return (signed) => {
    try {
      const answer = authenticate(signed);
      return answer instanceof Promise ? answer.catch(refused) : answer;
    } catch (error) {
      return refused(error);
    }
  };
}

/** The request as the client signed it: under the public origin, with its target as it was sent. */
function requestAsSigned(
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

/** @throws the error when it is no fault of the caller's, as with an unreadable certificate. */
function refused(error: unknown): AuthenticationRefusal {
  if (!(error instanceof OAuth1Error)) throw error;
  const failure = failureOf[error.code];
  if (failure === undefined) throw error;
  const message = `${error.code}: ${error.message}`;
  const { baseString } = error;
  return { ok: false, failure, message, ...(baseString && { debugInfo: baseString }) };
}

/** Why a request is refused whose nonce was claimed before. */
export const nonceUsed: AuthenticationRefusal = refused(nonceUsedBefore());
