import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What a test needs to know of the deployment in leasehold.yaml beside this file. */
export interface Deployment {
  folder: string;
  yaml: string;
  /** The private key of the service account worker@acme.example.com, whose key id is k1. */
  workerKey: KeyObject;
  /** The private key of the issuer https://ci.example.com, whose key id is ci-1. */
  ciKey: KeyObject;
}

/** Which leasehold.yaml a deployment has: the one beside this file, that one with a change, or another. */
export interface DeploymentYaml {
  /** Files that it names, by name, in place of those that are written for it. */
  files?: Record<string, string>;
  yaml?: string;
  change?: (yaml: string) => string;
}

/** Writes leasehold.yaml with every file that it names into `folder`. */
export function writeDeployment(options: DeploymentYaml & { folder: string }): Deployment {
  const { folder, files = {}, change = (yaml) => yaml } = options;
  const here = (file: string): string => new URL(file, import.meta.url).pathname;
  const yaml = change(options.yaml ?? readFileSync(here("leasehold.yaml"), "utf8"));
  const worker = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const ci = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const workerPem = worker.publicKey.export({ type: "spki", format: "pem" });
  const jwk = { ...ci.publicKey.export({ format: "jwk" }), kid: "ci-1", alg: "RS256", use: "sig" };
  writeFileSync(join(folder, "leasehold.yaml"), yaml);
  writeFileSync(join(folder, "worker.pub.pem"), workerPem);
  writeFileSync(join(folder, "ci.jwks.json"), JSON.stringify({ keys: [jwk] }));
  copyFileSync(here("rsa.crt.pem"), join(folder, "rsa.crt.pem"));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return { folder, yaml, workerKey: worker.privateKey, ciKey: ci.privateKey };
}
