import type { SignedRequest, SignOptions } from "../sign-options.ts";
import type { PlatformCrypto } from "./crypto/platform-crypto.ts";
import { prepareRequest } from "./prepare-request.ts";
import { signingKeyOf } from "./signing-key.ts";

/** Signs with the cryptography of a platform. */
export async function signWith(
  platform: PlatformCrypto,
  options: SignOptions,
): Promise<SignedRequest> {
  const key = signingKeyOf(options.credentials);
  const { baseString, complete } = prepareRequest(options, platform.randomNonce);
  return complete(key.kind === "plaintext" ? key.secret : await platform.signText(key, baseString));
}
