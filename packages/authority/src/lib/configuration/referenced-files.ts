import { createPublicKey, X509Certificate } from "node:crypto";
import { OAuth1Error } from "@leasehold/oauth1/oauth1-error";
import { readPublicKey } from "@leasehold/oauth1/rsa-key";
import { readText } from "./yaml-values.ts";
import { wrongAt, type YamlPlace } from "./yaml-place.ts";

/** Gives the text of a file that a configuration names, by its path relative to the configuration. */
export type ReadFile = (relativePath: string) => string;

/** Reads the public key (PEM) of a service account: RSA of 2048 to 8192 bits. Normalised to SPKI. */
export function readPublicKeyFile(readFile: ReadFile): (place: YamlPlace) => string {
  return (place) => publicKeyIn(readNamedFile(readFile, place), place);
}

const keyBits = { min: 2048, max: 8192 };
const pemLengthMax = 64 * 1024;

/** Checks the text of such a key; a certificate holds one too. */
export function publicKeyIn(pem: string, place: YamlPlace): string {
  if (pem.includes("PRIVATE KEY")) {
    throw wrongAt(
      place,
      "value_invalid",
      "This must be a public key, and not a private one (openssl pkey -pubout makes it).",
    );
  }
  let key;
  try {
    if (pem.length > pemLengthMax) throw new RangeError("too long");
    key = createPublicKey(pem);
  } catch {
    throw wrongAt(place, "value_invalid", "This must be a public key in PEM form.");
  }
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (key.asymmetricKeyType !== "rsa" || bits < keyBits.min || bits > keyBits.max) {
    throw wrongAt(
      place,
      "value_invalid",
      `The key must be RSA of ${keyBits.min} to ${keyBits.max} bits.`,
    );
  }
  return key.export({ type: "spki", format: "pem" }).toString();
}

/** Reads the X.509 certificate (PEM) of an OAuth 1.0 consumer, with an RSA key. */
export function readCertificateFile(readFile: ReadFile): (place: YamlPlace) => string {
  return (place) => certificateIn(readNamedFile(readFile, place), place);
}

/** Checks the text of such a certificate. */
export function certificateIn(pem: string, place: YamlPlace): string {
  let certificate;
  try {
    if (pem.length > pemLengthMax) throw new RangeError("too long");
    certificate = new X509Certificate(pem);
  } catch {
    throw wrongAt(place, "value_invalid", "This must be an X.509 certificate in PEM form.");
  }
  if (certificate.publicKey.asymmetricKeyType !== "rsa") {
    throw wrongAt(place, "value_invalid", "The certificate's key must be RSA.");
  }
  const text = certificate.toString();
  checkVerifyingKey(text, place);
  return text;
}

// By the same rules that the consumer's requests are verified by: afterwards it would be an error of ours at each of them.
function checkVerifyingKey(certificatePem: string, place: YamlPlace): void {
  try {
    readPublicKey(certificatePem);
  } catch (error) {
    if (!(error instanceof OAuth1Error)) throw error;
    throw wrongAt(place, "value_invalid", error.message);
  }
}

/** Reads a JSON Web Key Set (RFC 7517, 5); its text in one line. */
export function readJwksFile(readFile: ReadFile): (place: YamlPlace) => string {
  return (place) => {
    let value: unknown;
    try {
      value = JSON.parse(readNamedFile(readFile, place));
    } catch (cause) {
      if (!(cause instanceof SyntaxError)) throw cause;
    }
    const keys =
      typeof value === "object" && value !== null && "keys" in value ? value.keys : undefined;
    if (!Array.isArray(keys) || keys.length === 0) {
      throw wrongAt(
        place,
        "value_invalid",
        'The file must hold a JSON Web Key Set: {"keys": [...]}, with at least one key.',
      );
    }
    if (keys.some((key: unknown) => typeof key !== "object" || key === null || "d" in key)) {
      throw wrongAt(place, "value_invalid", "The file must hold public keys only.");
    }
    return JSON.stringify({ keys });
  };
}

function readNamedFile(readFile: ReadFile, place: YamlPlace): string {
  const path = readText(place);
  try {
    return readFile(path);
  } catch (cause) {
    const error = wrongAt(
      place,
      "file_unreadable",
      `The file ${path} cannot be read. Paths are relative to the configuration file.`,
    );
    error.cause = cause;
    throw error;
  }
}
