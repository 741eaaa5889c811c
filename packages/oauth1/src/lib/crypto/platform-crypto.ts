import type { RsaPrivateKey, RsaPublicKey } from "../../rsa-key.ts";

export type HashName = "SHA-1" | "SHA-256";

/** What a signature is made with. */
export type SigningKey =
  | { kind: "hmac"; hash: HashName; secret: string }
  | { kind: "rsa"; hash: HashName; privateKey: RsaPrivateKey };

/** What a signature is verified with. */
export type VerifyingKey =
  | { kind: "hmac"; hash: HashName; secret: string }
  | { kind: "rsa"; hash: HashName; publicKey: RsaPublicKey };

/** The cryptography of a platform. Signatures are padded base64; only their canonical form verifies. */
export interface PlatformCrypto {
  signText: (key: SigningKey, text: string) => string | Promise<string>;
  verifyText: (key: VerifyingKey, text: string, signature: string) => boolean | Promise<boolean>;
  /** Compares without saying by its time where two texts differ. */
  equalTexts: (a: string, b: string) => boolean;
  /** 128 random bits as 32 hexadecimal digits. */
  randomNonce: () => string;
}

/** What to do about `key_invalid` when the key was read but cannot be used. */
export const unusableKey = "The platform cannot use this RSA key: make another one.";
