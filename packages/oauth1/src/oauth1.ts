import { platformCrypto } from "#crypto";
import type { VerifyingKeys } from "./credentials.ts";
import { signWith } from "./lib/sign-with.ts";
import { verifyWith } from "./lib/verify-with.ts";
import type { ParsedRequest } from "./parse-request.ts";
import type { SignedRequest, SignOptions } from "./sign-options.ts";

/**
 * Signs a request, in any runtime: with node:crypto where there is one, else with Web Crypto (RFC 5849, 3.4).
 *
 * @param options the request, who signs it, and how it is to be sent.
 * @returns what has to be sent, and the base string.
 * @throws TypeError when the address or a parameter cannot be signed or sent this way.
 * @throws OAuth1Error key_invalid when the platform cannot use the RSA key; parameter_rejected when the query or form
 * cannot be decoded.
 */
export function sign(options: SignOptions): Promise<SignedRequest> {
  return signWith(platformCrypto, options);
}

/**
 * Verifies the signature of a request, in any runtime, in constant time (RFC 5849, 3.2). The caller still checks
 * timestamp, nonce, consumer and token.
 *
 * @param request as `parseRequest` read it.
 * @param keys what the server knows about its consumer and token.
 * @throws OAuth1Error signature_invalid, with `baseString`; signature_method_rejected when the consumer has no such
 * key; key_invalid when the platform cannot use the RSA key.
 */
export function verify(request: ParsedRequest, keys: VerifyingKeys): Promise<void> {
  return verifyWith(platformCrypto, request, keys);
}
