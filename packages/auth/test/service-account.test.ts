import { generateKeyPairSync } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "@leasehold/testing/temporary-folder";
import { expect, test } from "vitest";
import { applicationDefault } from "../src/application-default.ts";
import { authorizedFetch } from "../src/auth.ts";
import { readServiceAccountKey, serviceAccount } from "../src/service-account.ts";
import { fileTokenStore } from "../src/token-store.ts";
import { type OAuthServer, startOAuthServer } from "./oauth-server.ts";

const email = "worker@acme.example.com";
const scopes = [
  "https://www.googleapis.com/auth/taskqueue",
  "https://www.googleapis.com/auth/userinfo.email",
];
const pair = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
});
const key = { email, privateKey: pair.privateKey, privateKeyId: "k1" };

function keyFile(folder: string, content: object): string {
  const path = join(folder, "worker.json");
  writeFileSync(path, JSON.stringify(content));
  return path;
}

async function serverWithKey(): Promise<OAuthServer> {
  const server = await startOAuthServer();
  server.publicKeys.set(email, pair.publicKey);
  return server;
}

function claimsOf(server: OAuthServer): Record<string, unknown> {
  const assertion = server.to("/token")[0]?.form["assertion"] ?? "";
  return JSON.parse(Buffer.from(assertion.split(".")[1] ?? "", "base64url").toString());
}

test("the assertion goes to the issuer's token address and is made out to it", async () => {
  await using server = await serverWithKey();
  const credential = serviceAccount({ key, scopes, issuer: server.url });
  expect(server.liveTokens).toContain(await credential.accessToken());
  expect(server.to("/token")[0]?.form["grant_type"]).toBe(
    "urn:ietf:params:oauth:grant-type:jwt-bearer",
  );
  const claims = claimsOf(server);
  expect(claims).toMatchObject({
    iss: email,
    aud: `${server.url}/token`,
    scope: scopes.join(" "),
  });
  expect(claims).not.toHaveProperty("sub");
  expect(Number(claims["exp"]) - Number(claims["iat"])).toBe(3600);
});

test("without an issuer the key file's token_uri is used", async () => {
  await using server = await serverWithKey();
  using folder = temporaryFolder();
  const path = keyFile(folder.path, {
    type: "service_account",
    client_email: email,
    private_key: pair.privateKey,
    private_key_id: "k1",
    token_uri: `${server.url}/token`,
  });
  const credential = serviceAccount({ key: await readServiceAccountKey(path), scopes });
  expect(server.liveTokens).toContain(await credential.accessToken());
  expect(claimsOf(server)["aud"]).toBe(`${server.url}/token`);
});

test("a subject is asked for by its claim", async () => {
  await using server = await serverWithKey();
  const subject = "ada@example.com";
  await serviceAccount({ key, scopes, subject, issuer: server.url }).accessToken();
  expect(claimsOf(server)["sub"]).toBe(subject);
});

test("parallel calls share one assertion, and a 401 makes another", async () => {
  await using server = await serverWithKey();
  const fetch = authorizedFetch(serviceAccount({ key, scopes, issuer: server.url }));
  await Promise.all(Array.from({ length: 10 }, () => fetch(`${server.url}/api`)));
  expect(server.to("/token")).toHaveLength(1);
  server.liveTokens.clear();
  const responses = await Promise.all(Array.from({ length: 10 }, () => fetch(`${server.url}/api`)));
  expect(responses.map((response) => response.status)).toEqual(Array(10).fill(200));
  expect(server.to("/token")).toHaveLength(2);
});

test("a cache keeps the access token for the next run", async () => {
  await using server = await serverWithKey();
  using folder = temporaryFolder();
  const cache = { store: fileTokenStore({ folder: folder.path }), account: "worker" };
  const options = { key, scopes, issuer: server.url, cache };
  const first = await serviceAccount(options).accessToken();
  expect(await serviceAccount(options).accessToken()).toBe(first);
  expect(server.to("/token")).toHaveLength(1);
});

test("an unregistered key is assertion_refused with the server's words", async () => {
  await using server = await startOAuthServer();
  const credential = serviceAccount({ key, scopes, issuer: server.url });
  await expect(credential.accessToken()).rejects.toMatchObject({
    code: "assertion_refused",
    message: expect.stringContaining("Invalid JWT Signature."),
  });
});

test("a broken private key is key_file_invalid", async () => {
  await using server = await startOAuthServer();
  const broken = { ...key, privateKey: "-----BEGIN PRIVATE KEY-----\nnothing\n" };
  const credential = serviceAccount({ key: broken, scopes, issuer: server.url });
  await expect(credential.accessToken()).rejects.toMatchObject({ code: "key_file_invalid" });
});

test.each([
  ["no JSON", "{", "key_file_invalid"],
  ["an array", "[]", "key_file_invalid"],
  ["no private_key", '{"client_email":"a@b.example"}', "key_file_invalid"],
  ["no client_email", '{"private_key":"x"}', "key_file_invalid"],
])("a key file with %s is refused", async (_what, text, code) => {
  using folder = temporaryFolder();
  const path = join(folder.path, "key.json");
  writeFileSync(path, text);
  await expect(readServiceAccountKey(path)).rejects.toMatchObject({ code });
});

test("a key file that is not there is key_file_unreadable", async () => {
  await expect(readServiceAccountKey("/nonexistent/key.json")).rejects.toMatchObject({
    code: "key_file_unreadable",
    message: "Cannot read the key file /nonexistent/key.json: check the path.",
  });
});

test("application default credentials of a service account work against the issuer", async () => {
  await using server = await serverWithKey();
  using folder = temporaryFolder();
  const env = {
    GOOGLE_APPLICATION_CREDENTIALS: keyFile(folder.path, {
      type: "service_account",
      client_email: email,
      private_key: pair.privateKey,
    }),
  };
  const credential = await applicationDefault({ scopes, issuer: server.url, env });
  expect(server.liveTokens).toContain(await credential.accessToken());
});

test("application default credentials of a user renew with the file's refresh token", async () => {
  await using server = await startOAuthServer();
  using folder = temporaryFolder();
  const env = {
    GOOGLE_APPLICATION_CREDENTIALS: keyFile(folder.path, {
      type: "authorized_user",
      client_id: "web-client",
      client_secret: "web-secret",
      refresh_token: "refresh-1",
    }),
  };
  const credential = await applicationDefault({ scopes, issuer: server.url, env });
  const first = await credential.accessToken();
  expect(server.liveTokens).toContain(first);
  expect(await credential.accessToken()).toBe(first);
  expect(server.to("/token")[0]?.form).toMatchObject({
    grant_type: "refresh_token",
    refresh_token: "refresh-1",
  });
});
