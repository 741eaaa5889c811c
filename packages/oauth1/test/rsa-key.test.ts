import { generateKeyPairSync, X509Certificate } from "node:crypto";
import { describe, expect, test } from "vitest";
import { readPrivateKey, readPublicKey } from "../src/rsa-key.ts";
import { errorOf } from "./error-of.ts";
import { makeRsaKeys, pemOf } from "./rsa-keys.ts";
import { runtimes } from "./runtimes.ts";
import { derTags, encodeDer } from "../src/lib/der.ts";

const rsa = makeRsaKeys();
const { pkcs8, pkcs1, spki, pkcs1Public, certificate } = rsa.pem;

describe("RSA keys", () => {
  test.each([
    ["PUBLIC KEY", spki],
    ["RSA PUBLIC KEY", pkcs1Public],
    ["CERTIFICATE", certificate],
    [
      "text around a CERTIFICATE",
      `subject=rsa.example.com\n${certificate}\n`.replaceAll("\n", "\r\n"),
    ],
  ])("the public key is read from %s", (_label, pem) => {
    expect(readPublicKey(pem)).toEqual({
      type: "public",
      der: rsa.publicKey.der,
      modulusBits: 2048,
    });
  });

  test("the certificate of these tests is one by OpenSSL's reading too", () => {
    const { subject, publicKey } = new X509Certificate(certificate);
    expect(subject).toBe("CN=rsa.example.com");
    expect(publicKey.export({ type: "spki", format: "pem" })).toBe(spki);
  });

  test.each([
    ["PRIVATE KEY", pkcs8],
    ["RSA PRIVATE KEY", pkcs1],
  ])("the private key is read from %s", (_label, pem) => {
    expect(readPrivateKey(pem)).toEqual({
      type: "private",
      der: rsa.privateKey.der,
      modulusBits: 2048,
    });
  });

  test.each([
    ["nothing", ""],
    ["a private key", pkcs8],
    ["base64 that is none", "-----BEGIN PUBLIC KEY-----\nA\n-----END PUBLIC KEY-----"],
    ["half a key", pemOf("PUBLIC KEY", rsa.publicKey.der.slice(0, 100))],
    ["more than a key", pemOf("PUBLIC KEY", Uint8Array.of(...rsa.publicKey.der, 5, 0))],
    [
      "a key of another kind",
      generateKeyPairSync("ed25519").publicKey.export({ type: "spki", format: "pem" }).toString(),
    ],
    ["a text that is too long", `${" ".repeat(65_536)}${spki}`],
  ])("a public key is not read from %s", async (_what, pem) => {
    expect(await errorOf(() => readPublicKey(pem))).toMatchObject({
      code: "key_invalid",
      message: "This is not an RSA public key or certificate in PEM (-----BEGIN …).",
    });
  });

  test("an encrypted private key is not read", async () => {
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 1024 });
    const pem = privateKey.export({
      type: "pkcs8",
      format: "pem",
      cipher: "aes-256-cbc",
      passphrase: "x",
    });
    expect(await errorOf(() => readPrivateKey(pem.toString()))).toMatchObject({
      code: "key_invalid",
      message: "This is not an RSA private key without a passphrase in PEM (-----BEGIN …).",
    });
  });

  test.each([1023, 8193])("a modulus of %i bits is refused", async (bits) => {
    expect(await errorOf(() => readPublicKey(keyOfBits(bits)))).toMatchObject({
      code: "key_invalid",
      message: `This RSA key has ${bits} bits: take one of 1024 to 8192, best 2048 or more.`,
    });
  });

  test.each([1024, 8192])("a modulus of %i bits is taken", (bits) => {
    expect(readPublicKey(keyOfBits(bits)).modulusBits).toBe(bits);
  });

  test.each(runtimes)(
    "a key that the platform cannot use is a coded error with $name",
    async ({ sign }) => {
      const privateKey = {
        type: "private",
        der: Uint8Array.of(0x30, 0),
        modulusBits: 2048,
      } as const;
      const request = { method: "GET", url: "https://a.example/" };
      const credentials = { consumerKey: "k", privateKey };
      expect(await errorOf(() => sign({ request, credentials }))).toMatchObject({
        code: "key_invalid",
      });
    },
  );
});

function keyOfBits(bits: number): string {
  const modulus = new Uint8Array(Math.ceil(bits / 8) + 1).fill(0xff, 1);
  modulus[1] = 0xff >> ((8 - (bits % 8)) % 8);
  const exponent = Uint8Array.of(derTags.integer, 1, 3);
  return pemOf(
    "RSA PUBLIC KEY",
    encodeDer(derTags.sequence, encodeDer(derTags.integer, modulus), exponent),
  );
}
