import {
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  randomUUID,
  sign,
  timingSafeEqual,
  verify,
} from "node:crypto";
import { OAuth1Error } from "../../oauth1-error.ts";
import type { RsaPrivateKey, RsaPublicKey } from "../../rsa-key.ts";
import { hmacBase64 } from "./hmac.ts";
import {
  type HashName,
  type PlatformCrypto,
  type SigningKey,
  unusableKey,
  type VerifyingKey,
} from "./platform-crypto.ts";

const hashNames = { "SHA-1": "sha1", "SHA-256": "sha256" } as const satisfies Record<
  HashName,
  string
>;
const keyObjects = new WeakMap<RsaPrivateKey | RsaPublicKey, KeyObject>();

/** Signs at once. */
export function signText(key: SigningKey, text: string): string {
  const hash = hashNames[key.hash];
  if (key.kind === "hmac") return hmacBase64(hash, key.secret, text);
  return sign(hash, Buffer.from(text), keyObjectOf(key.privateKey)).toString("base64");
}

/** Verifies at once. */
export function verifyText(key: VerifyingKey, text: string, signature: string): boolean {
  if (key.kind === "hmac") return equalTexts(signText(key, text), signature);
  const bytes = Buffer.from(signature, "base64");
  // Buffer reads base64 leniently: another spelling of the same bytes is another signature.
  if (bytes.toString("base64") !== signature) return false;
  return verify(hashNames[key.hash], Buffer.from(text), keyObjectOf(key.publicKey), bytes);
}

/** Compares with OpenSSL's constant-time comparison; different lengths show. */
export function equalTexts(a: string, b: string): boolean {
  const aBytes = Buffer.from(a);
  const bBytes = Buffer.from(b);
  return aBytes.length === bBytes.length && timingSafeEqual(aBytes, bBytes);
}

/** A random UUID without its hyphens: Node keeps entropy ready for them. */
export function randomNonce(): string {
  return randomUUID().replaceAll("-", "");
}

/** The cryptography of Node, Deno and Bun. */
export const platformCrypto: PlatformCrypto = { signText, verifyText, equalTexts, randomNonce };

function keyObjectOf(key: RsaPrivateKey | RsaPublicKey): KeyObject {
  const known = keyObjects.get(key);
  if (known !== undefined) return known;
  try {
    const der = Buffer.from(key.der);
    const made =
      key.type === "private"
        ? createPrivateKey({ key: der, format: "der", type: "pkcs8" })
        : createPublicKey({ key: der, format: "der", type: "spki" });
    keyObjects.set(key, made);
    return made;
  } catch (cause) {
    throw new OAuth1Error("key_invalid", unusableKey, { cause });
  }
}
