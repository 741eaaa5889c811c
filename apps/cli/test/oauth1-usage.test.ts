import { generateKeyPairSync, type KeyPairKeyObjectResult } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "@leasehold/testing/temporary-folder";
import { expect, test } from "vitest";
import { runCli } from "./cli.ts";

const nobody = { LEASEHOLD_CONFIG_DIR: "/nonexistent/leasehold" };

const pem = { type: "pkcs8", format: "pem" } as const;

test.each<[string, () => string, string]>([
  ["text", () => "secret", "is no PEM file"],
  [
    "a public key",
    () => rsa().publicKey.export({ type: "spki", format: "pem" }).toString(),
    "holds a public key",
  ],
  [
    "a certificate",
    () => "-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n",
    "holds a certificate",
  ],
  [
    "a key behind a passphrase",
    () =>
      rsa()
        .privateKey.export({ ...pem, cipher: "aes-128-cbc", passphrase: "x" })
        .toString(),
    "needs a passphrase",
  ],
  [
    "another kind of key",
    () => generateKeyPairSync("ed25519").privateKey.export(pem).toString(),
    "holds a key of type ed25519",
  ],
  [
    "a broken key",
    () => "-----BEGIN RSA PRIVATE KEY-----\nAA==\n-----END RSA PRIVATE KEY-----\n",
    "holds a key that cannot be read",
  ],
])("an --rsa-key file with %s says so", async (_what, text, words) => {
  using folder = temporaryFolder();
  const path = join(folder.path, "key.pem");
  writeFileSync(path, text());
  const args = ["login", "--oauth1", "--consumer-key", "c", "--api-key", "k", "--rsa-key", path];
  const { status, stderr } = await runCli(args, { env: nobody });
  expect(stderr).toBe(
    `leasehold: ${path} ${words}: give the RSA private key of the consumer's certificate, in PEM, without a passphrase.\n`,
  );
  expect(status).toBe(2);
});

function rsa(): KeyPairKeyObjectResult {
  return generateKeyPairSync("rsa", { modulusLength: 2048 });
}

test("a migration from nothing says what it goes on from", async () => {
  const args = ["login", "--migrate", "--client", "c.json", "--profile", "hybrid"];
  const { status, stderr } = await runCli(args, { env: nobody });
  expect(stderr).toBe(
    "leasehold: The profile hybrid is not signed in to http://127.0.0.1:8085: --migrate goes on from a sign-in by --oauth1 or --hybrid. Name the profile that has it by --profile.\n",
  );
  expect(status).toBe(3);
});
