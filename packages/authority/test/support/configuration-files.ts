import { generateKeyPairSync } from "node:crypto";
import { ConfigurationError } from "../../src/configuration-error.ts";
import { parseConfiguration } from "../../src/configuration.ts";
import { selfSignedCertificate } from "../../src/lib/oauth/self-signed-certificate.ts";
import { readFixture } from "./open-test-context.ts";

/** The files that configurations under test may name. */
export const files: Record<string, string> = {
  "worker.pub.pem": readFixture("worker.pub.pem"),
  "rsa.crt.pem": readFixture("rsa.crt.pem"),
  "ci.jwks.json": readFixture("ci.jwks.json"),
  "nonsense.txt": "nonsense",
  "private.pem": "-----BEGIN PRIVATE KEY-----\nAA==\n-----END PRIVATE KEY-----\n",
  "short.pub.pem": publicPem(generateKeyPairSync("rsa", { modulusLength: 1024 }).publicKey),
  "ec.pub.pem": publicPem(generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey),
  "short.crt.pem": selfSignedCertificate({
    ...generateKeyPairSync("rsa", { modulusLength: 768 }),
    name: "short.example.com",
    serial: Buffer.of(1),
    notBefore: new Date(0),
    notAfter: new Date(1e12),
  }),
  "private.jwks.json": '{"keys": [{"kty": "RSA", "d": "AQAB"}]}',
};

function publicPem(key: {
  export(options: { type: "spki"; format: "pem" }): string | Buffer;
}): string {
  return key.export({ type: "spki", format: "pem" }).toString();
}

function readFile(path: string): string {
  const text = files[path];
  if (text === undefined) throw new Error(`no ${path}`);
  return text;
}

/** Reads a configuration that names those files. */
export function parse(yaml: string): ReturnType<typeof parseConfiguration> {
  return parseConfiguration({ yaml, readFile });
}

/** The error that refuses a configuration. */
export function refusal(yaml: string): ConfigurationError {
  try {
    parse(yaml);
  } catch (error) {
    if (error instanceof ConfigurationError) return error;
    throw error;
  }
  throw new Error("It was accepted.");
}
