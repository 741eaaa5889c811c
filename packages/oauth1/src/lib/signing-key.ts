import type { SigningCredentials, SignatureMethod, VerifyingKeys } from "../credentials.ts";
import { OAuth1Error } from "../oauth1-error.ts";
import type { HashName, SigningKey, VerifyingKey } from "./crypto/platform-crypto.ts";
import { percentEncode } from "./percent-encoding.ts";

/** PLAINTEXT has no key: its signature is the secrets themselves. */
export type PlaintextKey = { kind: "plaintext"; secret: string };

/** What the credentials sign with. */
export function signingKeyOf(credentials: SigningCredentials): SigningKey | PlaintextKey {
  const method = signatureMethodOf(credentials);
  if ("privateKey" in credentials) {
    return { kind: "rsa", hash: hashOf(method), privateKey: credentials.privateKey };
  }
  const secret = joinSecrets(credentials);
  if (method === "PLAINTEXT") return { kind: "plaintext", secret };
  return { kind: "hmac", hash: hashOf(method), secret };
}

/** The method that the credentials sign with. */
export function signatureMethodOf(credentials: SigningCredentials): SignatureMethod {
  if ("privateKey" in credentials) return credentials.signatureMethod ?? "RSA-SHA1";
  return credentials.signatureMethod ?? "HMAC-SHA1";
}

/**
 * What a request is verified with.
 *
 * @throws OAuth1Error signature_method_rejected when the consumer has no key of that kind.
 */
export function verifyingKeyOf(
  method: SignatureMethod,
  keys: VerifyingKeys,
): VerifyingKey | PlaintextKey {
  const { consumerSecret, tokenSecret, publicKey } = keys;
  if (method === "RSA-SHA1" || method === "RSA-SHA256") {
    if (publicKey === undefined) throw notForConsumer(method, "certificate");
    return { kind: "rsa", hash: hashOf(method), publicKey };
  }
  if (consumerSecret === undefined) throw notForConsumer(method, "secret");
  const secret = joinSecrets({ consumerSecret, tokenSecret });
  if (method === "PLAINTEXT") return { kind: "plaintext", secret };
  return { kind: "hmac", hash: hashOf(method), secret };
}

/** Both secrets as one text: the key of HMAC, and all that PLAINTEXT sends (RFC 5849, 3.4.2 and 3.4.4). */
function joinSecrets(secrets: {
  consumerSecret: string;
  tokenSecret?: string | undefined;
}): string {
  return `${percentEncode(secrets.consumerSecret)}&${percentEncode(secrets.tokenSecret ?? "")}`;
}

function hashOf(method: SignatureMethod): HashName {
  return method.endsWith("SHA256") ? "SHA-256" : "SHA-1";
}

function notForConsumer(method: SignatureMethod, what: string): OAuth1Error {
  const message = `This consumer has no ${what} for ${method}: register one or sign otherwise.`;
  const parameters = ["oauth_signature_method"];
  return new OAuth1Error("signature_method_rejected", message, { parameters });
}
