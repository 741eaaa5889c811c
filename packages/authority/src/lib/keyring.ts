import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** Encrypts what must be read back: API keys, OAuth 1.0 secrets, signing keys. */
export interface Keyring {
  /** AES-256-GCM with a fresh nonce; `purpose` is bound to the text, so that one kind cannot stand in for another. */
  seal(text: string, purpose: string): string;
  /** @throws Error when the text was sealed under another key or for another purpose. */
  open(sealed: string, purpose: string): string;
}

const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;

/** Reads the key file, or makes one (mode 0600) when there is none. */
export function openKeyring(path: string): Keyring {
  const key = readKey(path);
  return {
    seal(text, purpose) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(purpose));
      const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString("base64url");
    },
    open(sealed, purpose) {
      const bytes = Buffer.from(sealed, "base64url");
      const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, nonceBytes))
        .setAAD(Buffer.from(purpose))
        .setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
      const body = bytes.subarray(nonceBytes + tagBytes);
      return Buffer.concat([decipher.update(body), decipher.final()]).toString("utf8");
    },
  };
}

/** SHA-256 in base64url: how tokens, codes and client secrets are kept and looked up. */
export function secretHash(secret: string): string {
  return createHash("sha256").update(secret).digest("base64url");
}

function readKey(path: string): Buffer {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "ENOENT") throw cause;
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const key = randomBytes(keyBytes);
    // `wx`: two processes that start at once must not each believe in a key of their own.
    writeFileSync(path, `${key.toString("base64url")}\n`, { mode: 0o600, flag: "wx" });
    return key;
  }
  const key = Buffer.from(text.trim(), "base64url");
  if (key.length !== keyBytes) {
    throw new Error(
      `The key file ${path} does not hold ${keyBytes} bytes in base64url: give the file that this data was made with.`,
    );
  }
  return key;
}
