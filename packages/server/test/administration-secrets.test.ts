import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type {
  ApiKey,
  ApiKeys,
  Client,
  Consumer,
  Invitation,
  ServiceAccount,
  ServiceAccountKey,
} from "@leasehold/leasehold-v1";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Answer, call } from "./support/queue-caller.ts";
import { people, scopes, startTestService, type TestService } from "./support/test-service.ts";

let service: TestService;
let owner: string;
let root: string;

beforeAll(async () => {
  service = await startTestService({ logLevel: "debug" });
  owner = service.token({ user: people.owner, scope: scopes.admin });
  root = service.token({ user: people.root, scope: scopes.admin });
});
afterAll(() => service[Symbol.asyncDispose]());

async function ask<Body = object>(
  at: string,
  body?: object,
  token = owner,
): Promise<Answer<Body>["json"]> {
  const [method = "", path = ""] = at.split(" ");
  const answer = await call<Body>(`${service.url}/leasehold/v1/${path}`, {
    method,
    token,
    ...(body !== undefined && { body }),
  });
  expect([at, answer.status]).toEqual([at, 200]);
  return answer.json;
}

/** Every byte of the data folder but the key file, and the log. */
function kept(): string {
  const files = readdirSync(service.dataFolder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== "key")
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "latin1"));
  expect(files.length).toBeGreaterThan(1);
  return files.join("\n") + service.log();
}

test("a secret is shown once, and is in the clear in no file of the service and in no line of its log", async () => {
  const project = "projects/acme";
  const client = await ask<Client>(`POST ${project}/clients`, { name: "C", type: "web" });
  const reset = await ask<Client>(`POST ${project}/clients/${client.id}/resetSecret`);
  const consumer = await ask<Consumer>(`POST ${project}/consumers`, {
    key: "new.example.com",
    realm: "https://new.example.com/",
  });
  const consumerReset = await ask<Consumer>(
    `POST ${project}/consumers/new.example.com/resetSecret`,
  );
  const account = await ask<ServiceAccount>(`POST ${project}/serviceAccounts`, {
    accountId: "worker",
  });
  const key = await ask<ServiceAccountKey>(`POST ${project}/serviceAccounts/${account.email}/keys`);
  const apiKey = await ask<ApiKey>(`POST ${project}/apiKeys`, { type: "server", name: "K" });
  const invitation = await ask<Invitation>("POST users", { email: "new@example.com" }, root);
  const again = await ask<Invitation>("POST users/new@example.com/resetPassword", undefined, root);
  const { private_key: privateKey } = JSON.parse(key.privateKeyFile);

  const secrets: string[] = [
    client.secret,
    reset.secret,
    consumer.secret,
    consumerReset.secret,
    new URL(invitation.url).searchParams.get("token")!,
    new URL(again.url).searchParams.get("token")!,
    owner,
    root,
  ];
  for (const secret of secrets) expect(secret.length).toBeGreaterThanOrEqual(32);
  expect(new Set(secrets).size).toBe(secrets.length);

  // Shown once: nothing that reads shows them again.
  const reads = [
    `GET ${project}/clients`,
    `GET ${project}/clients/${client.id}`,
    `GET ${project}/consumers`,
    `GET ${project}/consumers/new.example.com`,
    `GET ${project}/serviceAccounts/${account.email}/keys`,
    `GET ${project}/audit?maxResults=1000`,
    "GET users",
    "GET audit?maxResults=1000",
  ];
  let shown = "";
  for (const read of reads) shown += JSON.stringify(await ask(read, undefined, root));
  const privateLine = privateKey.split("\n")[2];
  for (const secret of [...secrets, privateLine]) expect(shown).not.toContain(secret);
  // An API key is shown whenever asked, to those who may read it.
  expect((await ask<ApiKey>(`GET ${project}/apiKeys/${apiKey.id}`)).key).toBe(apiKey.key);

  const everything = kept();
  for (const secret of [...secrets, privateLine, apiKey.key]) {
    expect(everything).not.toContain(secret);
    expect(everything).not.toContain(Buffer.from(secret).toString("base64url"));
  }
  // What is looked for is where it is looked for: the hash of a secret is kept.
  const hash = createHash("sha256").update(reset.secret).digest("base64url");
  expect(everything).toContain(hash);
  expect(everything).toContain("worker@acme.leasehold.internal");
});

test("a viewer sees that a key is there, and not the key", async () => {
  const viewer = service.token({ user: people.viewer, scope: scopes.admin });
  const made = await ask<ApiKey>("POST projects/acme/apiKeys", { type: "browser", name: "Masked" });
  expect(made).toMatchObject({ key: expect.stringMatching(/^lhk_/), keyMasked: false });
  const masked = { key: "lhk_…", keyMasked: true, name: "Masked" };
  expect(await ask(`GET projects/acme/apiKeys/${made.id}`, undefined, viewer)).toMatchObject(
    masked,
  );
  const { items } = await ask<ApiKeys>("GET projects/acme/apiKeys", undefined, viewer);
  expect(items).toContainEqual(expect.objectContaining(masked));
  expect(JSON.stringify(items)).not.toContain(made.key);
  const editor = service.token({ user: people.editor, scope: scopes.adminReadonly });
  expect((await ask<ApiKey>(`GET projects/acme/apiKeys/${made.id}`, undefined, editor)).key).toBe(
    made.key,
  );
});

test("the client_secrets.json names the client, its secret and this service's addresses", async () => {
  const redirectUris = ["https://app.example.com/callback"];
  const client = await ask<Client>("POST projects/acme/clients", {
    name: "W",
    type: "web",
    redirectUris,
  });
  expect(JSON.parse(client.clientSecretsFile)).toEqual({
    web: {
      client_id: client.id,
      project_id: "acme",
      auth_uri: `${service.url}/o/oauth2/v2/auth`,
      token_uri: `${service.url}/token`,
      auth_provider_x509_cert_url: `${service.url}/oauth2/v1/certs`,
      client_secret: client.secret,
      redirect_uris: redirectUris,
    },
  });
  const page = { name: "B", type: "browser", javascriptOrigins: ["https://app.example.com"] };
  const browser = await ask<Client>("POST projects/acme/clients", page);
  expect(browser).not.toHaveProperty("secret");
  expect(browser.hasSecret).toBe(false);
});
