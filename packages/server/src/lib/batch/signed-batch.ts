import type { Authentication, Authority } from "@leasehold/authority";
import { credentialRequest } from "../api/credential-request.ts";
import type { ApiRequest } from "../api/exchange.ts";

const signedHeader = /^OAuth\s.*\boauth_\w+\s*=/i;
const signedQuery = /[?&]oauth_signature=/;

/** True for a batch that is signed itself (OAuth 1.0), in its header or its query. */
export function isSignedBatch({ target, headers }: ApiRequest): boolean {
  return signedQuery.test(target) || signedHeader.test(headers.authorization ?? "");
}

/**
 * Finds out who signed a batch. A signature is of one address and good once, so it cannot be handed on to the calls
 * inside, as a token is.
 */
export async function authenticateBatch(
  request: ApiRequest,
  authority: Pick<Authority, "authenticate">,
): Promise<Authentication> {
  const mark = request.target.indexOf("?");
  const query = mark === -1 ? undefined : new URLSearchParams(request.target.slice(mark + 1));
  return authority.authenticate(
    credentialRequest(request, { query, form: undefined, formText: undefined }),
  );
}
