import type { VerifyingKeys } from "./credentials.ts";
import { equalTexts, randomNonce, signText, verifyText } from "./lib/crypto/node.ts";
import { prepareRequest } from "./lib/prepare-request.ts";
import { signingKeyOf, verifyingKeyOf } from "./lib/signing-key.ts";
import { signatureInvalid } from "./lib/verify-with.ts";
import type { ParsedRequest } from "./parse-request.ts";
import type { SignedRequest, SignOptions } from "./sign-options.ts";

/**
 * `sign` without a promise, where there is node:crypto.
 *
 * @param options the request, who signs it, and how it is to be sent.
 * @returns what has to be sent, and the base string.
 * @throws as `sign` does.
 */
export function signSync(options: SignOptions): SignedRequest {
  const key = signingKeyOf(options.credentials);
  const { baseString, complete } = prepareRequest(options, randomNonce);
  return complete(key.kind === "plaintext" ? key.secret : signText(key, baseString));
}

/**
 * `verify` without a promise, where there is node:crypto: for servers.
 *
 * @param request as `parseRequest` read it.
 * @param keys what the server knows about its consumer and token.
 * @throws as `verify` does.
 */
export function verifySync(request: ParsedRequest, keys: VerifyingKeys): void {
  const key = verifyingKeyOf(request.signatureMethod, keys);
  const { signature, baseString } = request;
  const isValid =
    key.kind === "plaintext"
      ? equalTexts(key.secret, signature)
      : verifyText(key, baseString, signature);
  if (!isValid) throw signatureInvalid(request);
}
