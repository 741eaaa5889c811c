import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "@leasehold/testing/temporary-folder";
import { expect, test } from "vitest";
import { applicationDefault } from "../src/application-default.ts";
import type { TokenCredential } from "../src/auth.ts";
import { startOAuthServer } from "./oauth-server.ts";

const scopes = ["https://www.googleapis.com/auth/taskqueue"];
const method = "/v1/projects/-/serviceAccounts/worker@acme.example.com:generateAccessToken";
const source = {
  type: "authorized_user",
  client_id: "web-client",
  client_secret: "web-secret",
  refresh_token: "refresh-1",
};

async function credentialFor(
  issuer: string,
  changes: Record<string, unknown> = {},
): Promise<TokenCredential> {
  using folder = temporaryFolder();
  const path = join(folder.path, "impersonated.json");
  const content = {
    type: "impersonated_service_account",
    service_account_impersonation_url: `https://iamcredentials.googleapis.com${method}`,
    source_credentials: source,
    delegates: [],
    ...changes,
  };
  writeFileSync(path, JSON.stringify(content));
  const env = { GOOGLE_APPLICATION_CREDENTIALS: path };
  // The file is there no longer than it is read.
  return await applicationDefault({ scopes, env, issuer });
}

test("the source's token is shown for one of the service account, once while it lasts", async () => {
  await using server = await startOAuthServer();
  const credential = await credentialFor(server.url);
  const token = await credential.accessToken();
  expect(server.liveTokens).toContain(token);
  expect(await credential.accessToken()).toBe(token);
  const [request, ...more] = server.to(method);
  expect(more).toEqual([]);
  expect(JSON.parse(request?.body ?? "")).toEqual({ scope: scopes });
  expect(request?.headers.authorization).toMatch(/^Bearer token-/);
  expect(request?.headers.authorization).not.toBe(`Bearer ${token}`);
  expect(server.to("/token").map(({ form }) => form["refresh_token"])).toEqual(["refresh-1"]);
});

test("a source whose token was refused is renewed once", async () => {
  await using server = await startOAuthServer();
  server.script.impersonationAnswers = [{ status: 401, body: {} }];
  expect(server.liveTokens).toContain(await (await credentialFor(server.url)).accessToken());
  expect(server.to("/token")).toHaveLength(2);
});

test.each([
  [
    403,
    { error: { message: "Permission denied." } },
    "impersonation_refused",
    "Permission denied.",
  ],
  [400, { error: { message: "Scope unknown." } }, "token_endpoint_failed", "Scope unknown."],
  [500, "broken", "token_endpoint_failed", "HTTP status 500"],
  [200, {}, "token_endpoint_failed", "answered without an access token"],
])("an answer %i %j is an error that says why", async (status, body, code, said) => {
  await using server = await startOAuthServer();
  server.script.impersonationAnswers = [{ status, body }];
  const credential = await credentialFor(server.url);
  await expect(credential.accessToken()).rejects.toMatchObject({
    code,
    message: expect.stringContaining(said),
  });
});

test("a server that is not there is token_endpoint_unreachable", async () => {
  await using server = await startOAuthServer();
  const credential = await credentialFor(server.url);
  await server[Symbol.asyncDispose]();
  await expect(credential.accessToken()).rejects.toMatchObject({
    code: "token_endpoint_unreachable",
  });
});

test.each([
  [{ service_account_impersonation_url: undefined }, "key_file_invalid"],
  [{ service_account_impersonation_url: "https://x.example/token" }, "key_file_invalid"],
  [{ service_account_impersonation_url: method }, "key_file_invalid"],
  [{ source_credentials: undefined }, "key_file_invalid"],
  [{ source_credentials: { type: "authorized_user" } }, "key_file_invalid"],
  [{ source_credentials: { type: "nonsense" } }, "credentials_kind_unsupported"],
  [
    { source_credentials: { type: "impersonated_service_account" } },
    "credentials_kind_unsupported",
  ],
])("a file with %j is %s", async (changes, code) => {
  await expect(credentialFor("http://127.0.0.1:1", changes)).rejects.toMatchObject({ code });
});
