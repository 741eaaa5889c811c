import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "@leasehold/testing/temporary-folder";
import { expect, test } from "vitest";
import { applicationDefault } from "../src/application-default.ts";
import { startOAuthServer } from "./oauth-server.ts";

const scopes = ["https://www.googleapis.com/auth/taskqueue"];
const user = {
  type: "authorized_user",
  client_id: "web-client",
  client_secret: "web-secret",
  refresh_token: "refresh-1",
};

function fileIn(folder: string, name: string, content: object): string {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(content));
  return path;
}

function externalFile(folder: string, url: string, source: object): Record<string, string> {
  const content = {
    type: "external_account",
    audience: "//leasehold/acme/ci",
    subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
    token_url: `${url}/v1/token`,
    credential_source: source,
  };
  return { GOOGLE_APPLICATION_CREDENTIALS: fileIn(folder, "external.json", content) };
}

test.each([
  [{ HOME: "/nonexistent" }, "credentials_file_missing"],
  [{ GOOGLE_APPLICATION_CREDENTIALS: "/nonexistent.json" }, "credentials_file_missing"],
])("application default credentials from %j fail with %s", async (env, code) => {
  await expect(applicationDefault({ scopes, env })).rejects.toMatchObject({ code });
});

test.each(["gdch_service_account", "external_account_authorized_user"])(
  "another kind is named in the error, with what to do: %s",
  async (type) => {
    using folder = temporaryFolder();
    const path = fileIn(folder.path, "other.json", { type });
    const env = { GOOGLE_APPLICATION_CREDENTIALS: path };
    await expect(applicationDefault({ scopes, env })).rejects.toMatchObject({
      code: "credentials_kind_unsupported",
      message: `${path} has the type "${type}": give one of service_account, authorized_user, external_account or impersonated_service_account, or pass a google-auth-library client.`,
    });
  },
);

test("without a named file gcloud's is taken, from its own folder or the home's", async () => {
  await using server = await startOAuthServer();
  using folder = temporaryFolder();
  const name = "application_default_credentials.json";
  const own = join(folder.path, ".config", "gcloud");
  mkdirSync(own, { recursive: true });
  fileIn(own, name, user);
  fileIn(folder.path, name, { ...user, refresh_token: "refresh-2" });
  for (const env of [{ HOME: folder.path }, { CLOUDSDK_CONFIG: folder.path }]) {
    const credential = await applicationDefault({ scopes, issuer: server.url, env });
    expect(server.liveTokens).toContain(await credential.accessToken());
  }
  expect(server.to("/token").map(({ form }) => form["refresh_token"])).toEqual([
    "refresh-1",
    "refresh-2",
  ]);
});

test("an external account's token is exchanged for ours, once while it lasts", async () => {
  await using server = await startOAuthServer();
  using folder = temporaryFolder();
  writeFileSync(join(folder.path, "subject"), "subject-1");
  const env = externalFile(folder.path, server.url, { file: join(folder.path, "subject") });
  const credential = await applicationDefault({ scopes, env });
  const token = await credential.accessToken();
  expect(server.liveTokens).toContain(token);
  expect(await credential.accessToken()).toBe(token);
  expect(server.to("/v1/token").map(({ form }) => form)).toEqual([
    {
      grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
      audience: "//leasehold/acme/ci",
      scope: "https://www.googleapis.com/auth/taskqueue",
      requested_token_type: "urn:ietf:params:oauth:token-type:access_token",
      subject_token: "subject-1",
      subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
    },
  ]);
});

test("an external account that is not trusted is assertion_refused with the server's words", async () => {
  await using server = await startOAuthServer();
  using folder = temporaryFolder();
  writeFileSync(join(folder.path, "subject"), "subject-2");
  const env = externalFile(folder.path, server.url, { file: join(folder.path, "subject") });
  const credential = await applicationDefault({ scopes, env });
  await expect(credential.accessToken()).rejects.toMatchObject({
    code: "assertion_refused",
    message: expect.stringContaining("The issuer is not trusted."),
  });
});

test.each([{ file: "/nonexistent" }, { nothing: "known" }])(
  "an external account whose token comes from %j is subject_token_unavailable",
  async (source) => {
    await using server = await startOAuthServer();
    using folder = temporaryFolder();
    const env = externalFile(folder.path, server.url, source);
    const credential = await applicationDefault({ scopes, env });
    await expect(credential.accessToken()).rejects.toMatchObject({
      code: "subject_token_unavailable",
    });
  },
);

test("an external account's file without a token_url is key_file_invalid", async () => {
  using folder = temporaryFolder();
  const content = { type: "external_account", audience: "a", subject_token_type: "b" };
  const env = { GOOGLE_APPLICATION_CREDENTIALS: fileIn(folder.path, "external.json", content) };
  await expect(applicationDefault({ scopes, env })).rejects.toMatchObject({
    code: "key_file_invalid",
  });
});
