import { spawnSync } from "node:child_process";
import { findPython } from "@leasehold/testing/python";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { defaultSignatureMethods, parseRequest } from "../../src/parse-request.ts";
import type { SignatureMethod } from "../../src/credentials.ts";
import { signSync, verifySync } from "../../src/sync.ts";
import {
  arbitraryRequest,
  formOf,
  type RequestParts,
  signOptionsOf,
  urlOf,
} from "../arbitrary-requests.ts";
import { makeRsaKeys } from "../rsa-keys.ts";

const python = findPython(["oauthlib.oauth1", "jwt", "cryptography"]);
const rsa = makeRsaKeys(1024);
const signatureMethods: SignatureMethod[] = [...defaultSignatureMethods, "PLAINTEXT"];
const requests = fc
  .sample(arbitraryRequest({ signatureMethods, transmissions: ["header", "query", "form"] }), {
    numRuns: 10_000,
    seed: 5849,
  })
  .map(asOauthlibTakes);

test.skipIf(python === undefined)(
  "what we sign, python3-oauthlib verifies: 10,000 requests (skipped without python3-oauthlib)",
  { timeout: 180_000 },
  () => {
    const signed = requests.map((parts) => ({
      parts,
      request: signSync(signOptionsOf(parts, rsa.privateKey)),
    }));
    const answers = askPython(
      signed.map(({ parts, request }) => ({
        ...request,
        operation: "verify",
        authorization: request.authorization ?? null,
        form: request.form ?? null,
        consumerKey: parts.consumerKey,
        consumerSecret: parts.consumerSecret,
        tokenSecret: parts.tokenSecret ?? null,
        publicKey: rsa.pem.spki,
      })),
    );
    const refused = signed.filter((_, index) => answers[index] !== true);
    expect(answers).toHaveLength(10_000);
    expect(refused).toEqual([]);
  },
);

test.skipIf(python === undefined)(
  "what python3-oauthlib signs, we verify: 10,000 requests (skipped without python3-oauthlib)",
  { timeout: 180_000 },
  () => {
    const answers = askPython(
      requests.map((parts) => ({
        ...parts,
        operation: "sign",
        method: parts.httpMethod,
        url: urlOf(parts),
        form: formOf(parts) ?? (parts.transmission === "form" ? "" : null),
        token: parts.token ?? null,
        tokenSecret: parts.tokenSecret ?? null,
        privateKey: isRsa(parts) ? rsa.pem.pkcs8 : null,
      })),
    ) as { url: string; authorization: string | null; form: string | null }[];
    expect(answers).toHaveLength(10_000);
    for (const [index, parts] of requests.entries()) verifyAnswer(parts, answers[index]);
  },
);

function askPython(lines: unknown[]): unknown[] {
  const path = new URL("oauthlib_peer.py", import.meta.url).pathname;
  const input = lines.map((line) => `${JSON.stringify(line)}\n`).join("");
  const { stdout, stderr, status } = spawnSync(python ?? "", [path], {
    input,
    encoding: "utf8",
    maxBuffer: 256 * 1024 * 1024,
  });
  if (status !== 0)
    throw new Error(`oauthlib_peer.py ended with ${status}: ${stderr.slice(-2000)}`);
  return stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as unknown);
}

// oauthlib decodes oauth_ parameters of query and form twice, so they must not hold a % (PLAINTEXT's signature does), and
// its client signs a form without a field only where its own parameters go into it.
function asOauthlibTakes(parts: RequestParts): RequestParts {
  const form: RequestParts["form"] = parts.form?.length === 0 ? [["empty", ""]] : parts.form;
  if (parts.transmission === "header") return { ...parts, form };
  const isPlaintext = parts.signatureMethod === "PLAINTEXT";
  return {
    ...parts,
    form,
    consumerKey: parts.consumerKey.replaceAll("%", "p"),
    token: parts.token?.replaceAll("%", "p"),
    consumerSecret: isPlaintext ? "kd94hf93k423kf44" : parts.consumerSecret,
    tokenSecret: isPlaintext && parts.token ? "pfkkdhi9sl3r4s00" : parts.tokenSecret,
  };
}

function verifyAnswer(
  parts: RequestParts,
  answer: { url: string; authorization: string | null; form: string | null } | undefined,
): void {
  const { consumerKey, consumerSecret, token, tokenSecret, transmission } = parts;
  const parsed = parseRequest(
    {
      method: parts.httpMethod,
      url: answer?.url ?? "",
      authorization: answer?.authorization ?? undefined,
      form: answer?.form ?? undefined,
    },
    { signatureMethods },
  );
  expect(parsed).toMatchObject({ consumerKey, token, transmission });
  verifySync(parsed, { consumerSecret, tokenSecret, publicKey: rsa.publicKey });
}

function isRsa({ signatureMethod }: RequestParts): boolean {
  return signatureMethod.startsWith("RSA");
}
