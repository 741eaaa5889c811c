import { type DerElement, derElements, derTags, encodeDer } from "./lib/der.ts";
import { OAuth1Error } from "./oauth1-error.ts";

/** An RSA key to verify with. Read it once and keep it: what the platform makes of it is kept with it. */
export interface RsaPublicKey {
  readonly type: "public";
  /** The key as SubjectPublicKeyInfo in DER. */
  readonly der: Uint8Array;
  readonly modulusBits: number;
}

/** An RSA key to sign with. Read it once and keep it: what the platform makes of it is kept with it. */
export interface RsaPrivateKey {
  readonly type: "private";
  /** The key as PKCS#8 in DER. */
  readonly der: Uint8Array;
  readonly modulusBits: number;
}

/** Modulus sizes that are taken: smaller ones are broken, larger ones take too long to verify with. */
const modulusBitsMin = 1024;
const modulusBitsMax = 8192;

const pemCharactersMax = 65_536;
const rsaEncryption = "2a864886f70d010101"; // 1.2.840.113549.1.1.1
const derNull = [0x05, 0x00];

/**
 * Reads the public key of a consumer. Of a certificate only the key is taken: its dates and its issuer mean nothing
 * here, what counts is that it was registered for the consumer.
 *
 * @param pem `CERTIFICATE`, `PUBLIC KEY` or `RSA PUBLIC KEY` in PEM.
 * @throws OAuth1Error key_invalid when it is something else, or not RSA of 1024 to 8192 bits.
 */
export function readPublicKey(pem: string): RsaPublicKey {
  return readKey(pem, "public key or certificate", ({ label, bytes }) => {
    if (label === "CERTIFICATE") return publicKey(certificateKey(bytes));
    if (label === "PUBLIC KEY") return publicKey(bytes);
    if (label !== "RSA PUBLIC KEY") return undefined;
    const bits = encodeDer(derTags.bitString, Uint8Array.of(0), bytes);
    return publicKey(encodeDer(derTags.sequence, rsaAlgorithm(), bits));
  });
}

/**
 * Reads a private key to sign with.
 *
 * @param pem `PRIVATE KEY` (PKCS#8) or `RSA PRIVATE KEY` (PKCS#1) in PEM, not encrypted.
 * @throws OAuth1Error key_invalid when it is something else, or not RSA of 1024 to 8192 bits.
 */
export function readPrivateKey(pem: string): RsaPrivateKey {
  return readKey(pem, "private key without a passphrase", ({ label, bytes }) => {
    if (label === "PRIVATE KEY") return privateKey(bytes);
    if (label !== "RSA PRIVATE KEY") return undefined;
    const version = Uint8Array.of(derTags.integer, 1, 0);
    const key = encodeDer(derTags.octetString, bytes);
    return privateKey(encodeDer(derTags.sequence, version, rsaAlgorithm(), key));
  });
}

function readKey<Key extends RsaPublicKey | RsaPrivateKey>(
  pem: string,
  wanted: string,
  read: (block: { label: string; bytes: Uint8Array }) => Key | undefined,
): Key {
  const message = `This is not an RSA ${wanted} in PEM (-----BEGIN …).`;
  let key: Key | undefined;
  try {
    key = read(pemBlock(pem));
  } catch (cause) {
    throw new OAuth1Error("key_invalid", message, { cause });
  }
  if (key === undefined) throw new OAuth1Error("key_invalid", message);
  if (key.modulusBits >= modulusBitsMin && key.modulusBits <= modulusBitsMax) return key;
  const sizes = `${modulusBitsMin} to ${modulusBitsMax}`;
  const size = `This RSA key has ${key.modulusBits} bits: take one of ${sizes}, best 2048 or more.`;
  throw new OAuth1Error("key_invalid", size);
}

function pemBlock(pem: string): { label: string; bytes: Uint8Array } {
  if (pem.length > pemCharactersMax) throw new RangeError("The PEM text is too long.");
  const match = /-----BEGIN ([A-Z ]+)-----([A-Za-z0-9+/=\s]+)-----END \1-----/.exec(pem);
  const [, label, base64] = match ?? [];
  if (label === undefined || base64 === undefined) throw new RangeError("There is no PEM block.");
  const binary = atob(base64.replaceAll(/\s/g, ""));
  return { label, bytes: Uint8Array.from(binary, (character) => character.charCodeAt(0)) };
}

// SubjectPublicKeyInfo ::= SEQUENCE { algorithm SEQUENCE, subjectPublicKey BIT STRING { SEQUENCE { n, e } } }
function publicKey(der: Uint8Array): RsaPublicKey {
  const [algorithm, bits] = sequence(der, 0, der.length);
  checkAlgorithm(der, algorithm);
  const key = expect(bits, derTags.bitString);
  const [modulus] = sequence(der, key.contentStart + 1, key.end);
  return { type: "public", der, modulusBits: bitsOf(der, modulus) };
}

// PrivateKeyInfo ::= SEQUENCE { version, algorithm SEQUENCE, OCTET STRING { SEQUENCE { version, n, e, … } } }
function privateKey(der: Uint8Array): RsaPrivateKey {
  const [, algorithm, octets] = sequence(der, 0, der.length);
  checkAlgorithm(der, algorithm);
  const key = expect(octets, derTags.octetString);
  const [, modulus] = sequence(der, key.contentStart, key.end);
  return { type: "private", der, modulusBits: bitsOf(der, modulus) };
}

// Certificate ::= SEQUENCE { SEQUENCE { [0] version?, serial, signature, issuer, validity, subject, key, … }, … }
function certificateKey(der: Uint8Array): Uint8Array {
  const [body] = sequence(der, 0, der.length);
  const { contentStart, end } = expect(body, derTags.sequence);
  const fields = derElements(der, contentStart, end);
  const hasVersion = fields[0]?.tag === 0xa0;
  const key = expect(fields[hasVersion ? 6 : 5], derTags.sequence);
  return der.slice(key.start, key.end);
}

function rsaAlgorithm(): Uint8Array {
  const identifier = Uint8Array.from({ length: rsaEncryption.length / 2 }, (_, index) =>
    Number.parseInt(rsaEncryption.slice(index * 2, index * 2 + 2), 16),
  );
  const encoded = encodeDer(derTags.objectIdentifier, identifier);
  return encodeDer(derTags.sequence, encoded, Uint8Array.from(derNull));
}

function checkAlgorithm(der: Uint8Array, algorithm: DerElement | undefined): void {
  const { contentStart, end } = expect(algorithm, derTags.sequence);
  const [identifier] = derElements(der, contentStart, end);
  const content = expect(identifier, derTags.objectIdentifier);
  const bytes = [...der.subarray(content.contentStart, content.end)];
  const hex = bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("");
  if (hex !== rsaEncryption) throw new RangeError("The key is of another kind than RSA.");
}

function bitsOf(der: Uint8Array, integer: DerElement | undefined): number {
  const { contentStart, end } = expect(integer, derTags.integer);
  let start = contentStart;
  while (start < end && der[start] === 0) start += 1;
  return start === end ? 0 : (end - start) * 8 - (Math.clz32(der[start] ?? 0) - 24);
}

function sequence(der: Uint8Array, from: number, to: number): DerElement[] {
  const [whole, ...rest] = derElements(der, from, to);
  if (rest.length > 0) throw new RangeError("Something follows the key.");
  const { contentStart, end } = expect(whole, derTags.sequence);
  return derElements(der, contentStart, end);
}

function expect(element: DerElement | undefined, tag: number): DerElement {
  if (element?.tag !== tag) throw new RangeError(`DER tag ${tag} is not where it belongs.`);
  return element;
}
