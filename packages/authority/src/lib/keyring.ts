import { createCipheriv, createDecipheriv, hash, randomBytes } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from "node:fs";
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
      try {
        const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, nonceBytes))
          .setAAD(Buffer.from(purpose))
          .setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
        const body = bytes.subarray(nonceBytes + tagBytes);
        return Buffer.concat([decipher.update(body), decipher.final()]).toString("utf8");
      } catch (cause) {
        throw new Error(
          `The key file ${path} does not open what was sealed as ${purpose}: give the file that this data was made with.`,
          { cause },
        );
      }
    },
  };
}

/** SHA-256 in base64url: how tokens, codes and client secrets are kept and looked up. */
export function secretHash(secret: string): string {
  return hash("sha256", secret, "base64url");
}

function readKey(path: string): Buffer {
  const text = readFileIfThere(path) ?? makeKeyFile(path);
  const key = Buffer.from(text.trim(), "base64url");
  if (key.length !== keyBytes) {
    throw new Error(
      `The key file ${path} does not hold ${keyBytes} bytes in base64url: give the file that this data was made with.`,
    );
  }
  return key;
}

function readFileIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "ENOENT") throw cause;
    return undefined;
  }
}

/** Makes a key on disk before anything is sealed with it; what another process made meanwhile wins. */
function makeKeyFile(path: string): string {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${randomBytes(8).toString("hex")}`;
  const text = `${randomBytes(keyBytes).toString("base64url")}\n`;
  writeFileSync(draft, text, { mode: 0o600, flag: "wx", flush: true });
  try {
    // A link is made or not: nobody ever reads half a key, and two processes cannot each have one of their own.
    linkSync(draft, path);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "EEXIST") throw cause;
  } finally {
    unlinkSync(draft);
  }
  return readFileSync(path, "utf8");
}
