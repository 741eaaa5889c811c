import type { RsaPrivateKey, RsaPublicKey } from "./rsa-key.ts";

/** Signature methods that share a secret with the server and sign with it. */
export type HmacMethod = "HMAC-SHA1" | "HMAC-SHA256";

/** Signature methods with a key pair. */
export type RsaMethod = "RSA-SHA1" | "RSA-SHA256";

/** Every signature method that this package knows (RFC 5849, 3.4; the SHA-256 ones are common extensions). */
export type SignatureMethod = HmacMethod | RsaMethod | "PLAINTEXT";

/** Who signs, with secrets. */
export interface SecretCredentials {
  consumerKey: string;
  consumerSecret: string;
  /** The request or access token; left out of two-legged requests and of the first step. */
  token?: string | undefined;
  /** The token's secret; empty by default. */
  tokenSecret?: string | undefined;
  /** HMAC-SHA1 by default. PLAINTEXT signs nothing and is refused for addresses without TLS. */
  signatureMethod?: HmacMethod | "PLAINTEXT" | undefined;
}

/** Who signs, with an RSA key; the token's secret plays no part. */
export interface RsaCredentials {
  consumerKey: string;
  privateKey: RsaPrivateKey;
  /** The request or access token; left out of two-legged requests and of the first step. */
  token?: string | undefined;
  /** RSA-SHA1 by default. */
  signatureMethod?: RsaMethod | undefined;
}

/** Who signs. */
export type SigningCredentials = SecretCredentials | RsaCredentials;

/** What a server knows about the consumer and the token of a request. */
export interface VerifyingKeys {
  /** Undefined when the consumer has none: HMAC and PLAINTEXT are then refused. */
  consumerSecret?: string | undefined;
  /** The secret of the request's token; empty by default. */
  tokenSecret?: string | undefined;
  /** Undefined when the consumer has none: RSA is then refused. */
  publicKey?: RsaPublicKey | undefined;
}
