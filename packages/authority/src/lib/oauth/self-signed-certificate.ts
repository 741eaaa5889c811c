import { type KeyObject, sign } from "node:crypto";

/**
 * A self-signed X.509 v3 certificate for an RSA key (RFC 5280, section 4.1): the form in which
 * `/oauth2/v1/certs` hands out public keys. Nobody follows a chain from it, so it has no extensions.
 *
 * @param options.name - the common name of subject and issuer.
 * @param options.serial - a positive serial number, at most 20 bytes.
 * @returns PEM
 */
export function selfSignedCertificate(options: {
  privateKey: KeyObject;
  publicKey: KeyObject;
  name: string;
  serial: Buffer;
  notBefore: Date;
  notAfter: Date;
}): string {
  const name = sequence(set(sequence(commonName, utf8String(options.name))));
  const toBeSigned = sequence(
    explicit(0, integer(Buffer.from([2]))),
    integer(options.serial),
    sha256WithRsa,
    name,
    sequence(time(options.notBefore), time(options.notAfter)),
    name,
    options.publicKey.export({ type: "spki", format: "der" }),
  );
  const signature = sign("sha256", toBeSigned, options.privateKey);
  const certificate = sequence(toBeSigned, sha256WithRsa, bitString(signature));
  const lines = certificate.toString("base64").match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`;
}

// DER, the few types that a certificate needs (X.690).
function der(tag: number, ...parts: Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag]), derLength(body.length), body]);
}

function derLength(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  const bytes = length < 0x100 ? [length] : [length >> 8, length & 0xff];
  return Buffer.from([0x80 | bytes.length, ...bytes]);
}

const sequence = (...parts: Uint8Array[]): Buffer => der(0x30, ...parts);
const set = (...parts: Uint8Array[]): Buffer => der(0x31, ...parts);
const explicit = (number: number, part: Uint8Array): Buffer => der(0xa0 | number, part);
const bitString = (bytes: Uint8Array): Buffer => der(0x03, Buffer.from([0]), bytes);
const utf8String = (text: string): Buffer => der(0x0c, Buffer.from(text));

// A leading zero keeps a number with its highest bit set from being negative; superfluous ones are not DER.
function integer(bytes: Buffer): Buffer {
  let start = 0;
  while (start < bytes.length - 1 && bytes[start] === 0) start += 1;
  const digits = bytes.subarray(start);
  return der(0x02, Buffer.from((digits[0] ?? 0) >= 0x80 ? [0] : []), digits);
}

// RFC 5280, 4.1.2.5: years to 2049 are UTCTime, later ones GeneralizedTime.
function time(date: Date): Buffer {
  const digits = `${date.toISOString().replace(/[-:T]/g, "").slice(0, 14)}Z`;
  return date.getUTCFullYear() < 2050
    ? der(0x17, Buffer.from(digits.slice(2)))
    : der(0x18, Buffer.from(digits));
}

const commonName: Buffer = Buffer.from("0603550403", "hex");
const sha256WithRsa: Buffer = Buffer.from("300d06092a864886f70d01010b0500", "hex");
