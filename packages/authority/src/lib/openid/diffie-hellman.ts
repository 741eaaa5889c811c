import { randomBytes } from "node:crypto";
import { OpenIdError } from "./openid-error.ts";

/** What the two sides of an exchange come to (OpenID Authentication 2.0, section 8.2.3). */
export interface Exchange {
  /** Ours, as it is sent. */
  serverPublic: string;
  /** What both sides know afterwards, in the form that is hashed. */
  shared: Buffer;
}

/** The modulus of those who do not send their own (appendix B). */
const usualModulus = BigInt(
  "0xDCF93A0B883972EC0E19989AC5A2CE310E1D37717E8D9571BB7623731866E61EF75A2E27898B057F9891C2E27A639C3F29B60814581CD3B2CA3986D2683705577D45C2E7E52DC81C7A171876E5CEA74B1448BFDFAF18828EFD2519F14E45E3826634AF1949E5B535CC829A483B8A76223E5D490A257F05BDFF16F2FB22C583AB",
);
const usualGenerator = 2n;

const modulusBitsMin = 1024;
const modulusBitsMax = 2048;
const numberLengthMax = 400;
const exponentBytes = 32;
const triesMax = 4;

/**
 * Answers the consumer's half of an exchange. The exponent is used once, so that the time it takes tells nothing that
 * is of use later; node:crypto would first test each modulus for being prime, which costs many times as much
 * and protects nobody: who sends a bad one spoils its own association (docs/decisions/associations-in-their-handles.md).
 *
 * @param numbers - as they were sent; modulus and generator may be left out.
 * @throws OpenIdError for numbers that are malformed, too large or too small, or of no use.
 */
export function exchange(numbers: {
  modulus: string | undefined;
  generator: string | undefined;
  consumerPublic: string;
}): Exchange {
  const modulus = readModulus(numbers.modulus);
  const generator = readNumber("dh_gen", numbers.generator) ?? usualGenerator;
  const consumerPublic = readNumber("dh_consumer_public", numbers.consumerPublic) ?? 0n;
  checkRange("dh_gen", generator, modulus);
  // 0, 1 and p - 1 would make the secret known to all (RFC 2631, section 2.1.5).
  checkRange("dh_consumer_public", consumerPublic, modulus);
  let [exponent, secret] = [0n, 0n];
  // Some consumers hash a secret that is shorter than the modulus with the zeros in front: they are spared those.
  for (let tries = 0; tries < triesMax && byteLength(secret) < byteLength(modulus); tries += 1) {
    exponent = BigInt(`0x${randomBytes(exponentBytes).toString("hex")}`);
    secret = power(consumerPublic, exponent, modulus);
  }
  const serverPublic = toBytes(power(generator, exponent, modulus)).toString("base64");
  return { serverPublic, shared: toBytes(secret) };
}

function readModulus(text: string | undefined): bigint {
  const modulus = readNumber("dh_modulus", text) ?? usualModulus;
  const bits = modulus.toString(2).length;
  if (bits < modulusBitsMin || bits > modulusBitsMax || modulus % 2n === 0n) {
    throw new OpenIdError(
      `openid.dh_modulus must be a prime of ${modulusBitsMin} to ${modulusBitsMax} bits.`,
    );
  }
  return modulus;
}

/** Reads a number in base64 of its shortest two's complement, the highest byte first (section 4.2). */
function readNumber(name: string, text: string | undefined): bigint | undefined {
  if (text === undefined || text === "") return undefined;
  if (text.length > numberLengthMax) throw new OpenIdError(`openid.${name} is too large.`);
  if (!/^[A-Za-z0-9+/]+={0,2}$/u.test(text)) {
    throw new OpenIdError(`openid.${name} is not base64: has each + in the form been sent as %2B?`);
  }
  const bytes = Buffer.from(text, "base64");
  if (bytes.length === 0 || (bytes[0] ?? 0) > 127) {
    throw new OpenIdError(
      `openid.${name} is negative: a number whose first bit is set has a zero byte before it.`,
    );
  }
  return BigInt(`0x${bytes.toString("hex")}`);
}

function checkRange(name: string, number: bigint, modulus: bigint): void {
  if (number > 1n && number < modulus - 1n) return;
  throw new OpenIdError(`openid.${name} must be more than 1 and less than the modulus less 1.`);
}

function byteLength(number: bigint): number {
  return Math.ceil(number.toString(16).length / 2);
}

function toBytes(number: bigint): Buffer {
  const bytes = Buffer.from(number.toString(16).padStart(byteLength(number) * 2, "0"), "hex");
  return (bytes[0] ?? 0) > 127 ? Buffer.concat([Buffer.of(0), bytes]) : bytes;
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  let square = base % modulus;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}
