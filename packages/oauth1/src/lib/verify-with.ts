import type { VerifyingKeys } from "../credentials.ts";
import { OAuth1Error } from "../oauth1-error.ts";
import type { ParsedRequest } from "../parse-request.ts";
import type { PlatformCrypto } from "./crypto/platform-crypto.ts";
import { verifyingKeyOf } from "./signing-key.ts";

/** Verifies with the cryptography of a platform. */
export async function verifyWith(
  platform: PlatformCrypto,
  request: ParsedRequest,
  keys: VerifyingKeys,
): Promise<void> {
  const { signatureMethod, signature, baseString } = request;
  const key = verifyingKeyOf(signatureMethod, keys);
  const isValid =
    key.kind === "plaintext"
      ? platform.equalTexts(key.secret, signature)
      : await platform.verifyText(key, baseString, signature);
  if (!isValid) throw signatureInvalid(request);
}

/** The error of a request whose signature is another. */
export function signatureInvalid(request: ParsedRequest): OAuth1Error {
  const { signatureMethod, baseString } = request;
  const message =
    signatureMethod === "PLAINTEXT"
      ? "The secrets are not those of this consumer and token."
      : "The signature does not verify: compare the base strings, then the secrets or keys.";
  return new OAuth1Error("signature_invalid", message, { baseString });
}
