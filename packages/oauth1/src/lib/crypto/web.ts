import { OAuth1Error } from "../../oauth1-error.ts";
import type { RsaPrivateKey, RsaPublicKey } from "../../rsa-key.ts";
import {
  type HashName,
  type PlatformCrypto,
  type SigningKey,
  unusableKey,
  type VerifyingKey,
} from "./platform-crypto.ts";

type PlatformKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

const rsa = "RSASSA-PKCS1-v1_5";
const nonceBytes = 16;
const platformKeys = new WeakMap<
  RsaPrivateKey | RsaPublicKey,
  Map<HashName, Promise<PlatformKey>>
>();

async function signText(key: SigningKey, text: string): Promise<string> {
  const bytes = new TextEncoder().encode(text);
  const signature =
    key.kind === "hmac"
      ? await crypto.subtle.sign("HMAC", await hmacKey(key), bytes)
      : await crypto.subtle.sign(rsa, await rsaKey(key.privateKey, key.hash), bytes);
  return base64(new Uint8Array(signature));
}

async function verifyText(key: VerifyingKey, text: string, signature: string): Promise<boolean> {
  if (key.kind === "hmac") return equalTexts(await signText(key, text), signature);
  const bytes = fromBase64(signature);
  if (bytes === undefined) return false;
  const publicKey = await rsaKey(key.publicKey, key.hash);
  return crypto.subtle.verify(rsa, publicKey, bytes, new TextEncoder().encode(text));
}

// Looks at every character of both, whatever they are; different lengths show.
function equalTexts(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let index = 0; index < a.length; index += 1) {
    difference |= a.charCodeAt(index) ^ b.charCodeAt(index);
  }
  return difference === 0;
}

function randomNonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(nonceBytes));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The cryptography of browsers and edge runtimes. */
export const platformCrypto: PlatformCrypto = { signText, verifyText, equalTexts, randomNonce };

function hmacKey(key: { hash: HashName; secret: string }): Promise<PlatformKey> {
  const secret = new TextEncoder().encode(key.secret);
  return crypto.subtle.importKey("raw", secret, { name: "HMAC", hash: key.hash }, false, ["sign"]);
}

// Web Crypto binds a key to its hash.
function rsaKey(key: RsaPrivateKey | RsaPublicKey, hash: HashName): Promise<PlatformKey> {
  const byHash = platformKeys.get(key) ?? new Map<HashName, Promise<PlatformKey>>();
  platformKeys.set(key, byHash);
  const platformKey = byHash.get(hash) ?? importRsaKey(key, hash);
  byHash.set(hash, platformKey);
  return platformKey;
}

async function importRsaKey(
  key: RsaPrivateKey | RsaPublicKey,
  hash: HashName,
): Promise<PlatformKey> {
  const algorithm = { name: rsa, hash };
  const der = Uint8Array.from(key.der);
  try {
    return key.type === "private"
      ? await crypto.subtle.importKey("pkcs8", der, algorithm, false, ["sign"])
      : await crypto.subtle.importKey("spki", der, algorithm, false, ["verify"]);
  } catch (cause) {
    throw new OAuth1Error("key_invalid", unusableKey, { cause });
  }
}

function base64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text) || text.length % 4 !== 0) return undefined;
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  // atob reads base64 leniently: another spelling of the same bytes is another signature.
  return base64(bytes) === text ? bytes : undefined;
}
