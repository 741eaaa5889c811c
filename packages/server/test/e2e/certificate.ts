import { spawnSync } from "node:child_process";
import { generateKeyPairSync, X509Certificate } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { findProgram } from "@leasehold/testing/programs";

/** Debian's openssl, which makes certificates for these tests. */
export const openssl: string | undefined = findProgram("openssl");

/** A key pair with a self-signed certificate, as the consumer's owner would make it. */
export function makeCertificate(folder: string): { key: string; certificate: string } {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const key = privateKey.export({ type: "pkcs1", format: "pem" }).toString();
  const keyFile = join(folder, "key.pem");
  writeFileSync(keyFile, key, { mode: 0o600 });
  const made = spawnSync(openssl ?? "", [
    ..."req -x509 -batch -days 2 -subj /CN=rsa.example.com -key".split(" "),
    keyFile,
  ]);
  const certificate = made.stdout.toString();
  if (!new X509Certificate(certificate).checkPrivateKey(privateKey)) {
    throw new Error(`openssl made no certificate: ${made.stderr.toString()}`);
  }
  return { key, certificate };
}
