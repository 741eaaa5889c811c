import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { authorizedFetch, type TokenCredential } from "@leasehold/auth";
import { applicationDefault } from "@leasehold/auth/application-default";
import { memoryTokenStore } from "@leasehold/auth/token-store";
import { webServer } from "@leasehold/auth/web-server";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { formBrowser, signInAndAllow } from "@leasehold/testing/form-browser";
import { type RunningServer, startServer } from "./e2e/running-server.ts";
import { taskqueueScope } from "./e2e/service-account.ts";
import { startSubjectTokenServer, subjectFile, subjectToken } from "./e2e/subject-token.ts";

const worker = "worker@acme.example.com";
const consumerScope = "https://www.googleapis.com/auth/taskqueue.consumer";
const cloudPlatform = "https://www.googleapis.com/auth/cloud-platform";
const people = {
  ada: { email: "ada@example.com", password: "correct-horse" },
  bob: { email: "bob@example.com", password: "battery-staple" },
};

let server: RunningServer;
beforeAll(async () => {
  server = await startServer({
    change: (yaml) =>
      yaml.replace(
        "users:\n",
        "users:\n  - { email: bob@example.com, password: battery-staple }\n",
      ),
  });
});
afterAll(() => server[Symbol.asyncDispose]());

describe("application default credentials against the real server", () => {
  test("an external account has its subject token from a file", async () => {
    const credential = await credentialFrom(external({ file: subjectFile(server) }));
    expect(await leaseWith(credential)).toBe(200);
  });

  test("an external account has its subject token from an address", async () => {
    await using ci = await startSubjectTokenServer(subjectToken(server));
    const format = { type: "json", subject_token_field_name: "id_token" };
    const credential = await credentialFrom(external({ url: ci.url, format }));
    expect(await leaseWith(credential)).toBe(200);
  });

  test("an external account goes on to the service account that it names", async () => {
    const credential = await credentialFrom({
      ...external({ file: subjectFile(server) }),
      service_account_impersonation_url: `${server.url}/v1/projects/-/serviceAccounts/${worker}:generateAccessToken`,
    });
    expect(await leaseWith(credential)).toBe(200);
  });

  test("a stranger's external account is assertion_refused, and told what to check", async () => {
    const file = subjectFile(server, { subject: "repo:evil/images" });
    const credential = await credentialFrom(external({ file }));
    await expect(credential.accessToken()).rejects.toMatchObject({
      code: "assertion_refused",
      oauthError: "unauthorized_client",
      message: expect.stringContaining("trusts that issuer for this audience and subject"),
    });
  });

  test("a person's refresh token impersonates a service account", async () => {
    const credential = await credentialFrom(impersonated(await authorizedUser("ada")));
    expect(await leaseWith(credential)).toBe(200);
    const info = await fetch(
      `${server.url}/tokeninfo?access_token=${await credential.accessToken()}`,
    );
    expect(await info.json()).toMatchObject({ azp: worker, scope: taskqueueScope });
  });

  test("a service account's own key impersonates it", async () => {
    const credential = await credentialFrom(
      impersonated({
        type: "service_account",
        client_email: worker,
        private_key_id: "k1",
        private_key: server.deployment.workerKey.export({ type: "pkcs8", format: "pem" }),
      }),
    );
    expect(await leaseWith(credential)).toBe(200);
  });

  test("somebody who does not own the project is impersonation_refused, and told what to do", async () => {
    const credential = await credentialFrom(impersonated(await authorizedUser("bob")));
    await expect(credential.accessToken()).rejects.toMatchObject({
      code: "impersonation_refused",
      message: expect.stringMatching(/make that user an owner of the account's project.*denied/),
    });
  });
});

describe("a web server's accounts at the real server", () => {
  test("are several in one store; one that is revoked leaves the other", async () => {
    const { app, store } = webApp();
    await signIn(app, "ada", [taskqueueScope]);
    await signIn(app, "bob", [taskqueueScope]);
    expect(await store.accounts()).toEqual(["ada", "bob"]);
    expect(await leaseWith(app.credential("ada"))).toBe(200);
    // Signed in, and not on the queue's list.
    expect(await leaseWith(app.credential("bob"))).toBe(403);
    await app.revoke("bob");
    expect(await store.accounts()).toEqual(["ada"]);
    expect(await leaseWith(app.credential("ada"))).toBe(200);
  });

  test("may be narrowed by asking for less: the API refuses the rest", async () => {
    const { app } = webApp();
    await signIn(app, "ada", [taskqueueScope, consumerScope]);
    const reader = app.narrowed("ada", [consumerScope]);
    const queue = `${server.url}/taskqueue/v1beta2/projects/acme/taskqueues/images`;
    expect((await authorizedFetch(reader)(queue)).status).toBe(200);
    expect(await leaseWith(reader)).toBe(403);
    expect(await leaseWith(app.credential("ada"))).toBe(200);
    await expect(app.narrowed("ada", [cloudPlatform]).accessToken()).rejects.toMatchObject({
      code: "scope_refused",
    });
  });
});

async function credentialFrom(content: object): Promise<TokenCredential> {
  const path = join(server.deployment.folder, "credentials.json");
  writeFileSync(path, JSON.stringify(content), { mode: 0o600 });
  const env = { GOOGLE_APPLICATION_CREDENTIALS: path };
  return applicationDefault({ scopes: [taskqueueScope], env, issuer: server.url });
}

function external(source: object): object {
  return {
    type: "external_account",
    audience: "//leasehold/acme/ci",
    subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
    token_url: `${server.url}/v1/token`,
    credential_source: source,
  };
}

function impersonated(source: object): object {
  const method = `/v1/projects/-/serviceAccounts/${worker}:generateAccessToken`;
  return {
    type: "impersonated_service_account",
    // As Google's tool writes it: the issuer that is given leads to ours.
    service_account_impersonation_url: `https://iamcredentials.googleapis.com${method}`,
    source_credentials: source,
    delegates: [],
  };
}

/** The file of a person who has signed in to Acme Web. */
async function authorizedUser(name: keyof typeof people): Promise<object> {
  const { app, store } = webApp();
  await signIn(app, name, [cloudPlatform]);
  return {
    type: "authorized_user",
    client_id: "web-client",
    client_secret: "web-secret",
    refresh_token: (await store.load(name))?.refreshToken,
  };
}

function webApp() {
  const store = memoryTokenStore();
  const app = webServer({
    clientId: "web-client",
    clientSecret: "web-secret",
    redirectUri: "http://127.0.0.1:9004/callback",
    issuer: server.url,
    store,
  });
  return { app, store };
}

async function signIn(
  app: ReturnType<typeof webServer>,
  name: keyof typeof people,
  scopes: string[],
): Promise<void> {
  const url = app.authorizationUrl({ scopes, state: name, approvalPrompt: "force" });
  const browser = formBrowser(server.url);
  const callback = await signInAndAllow({ browser, url, ...people[name] });
  await app.exchange({ code: callback.searchParams.get("code") ?? "", account: name });
}

/** Leases from the queue; gives the status of the answer. */
async function leaseWith(credential: TokenCredential): Promise<number> {
  const queue = `${server.url}/taskqueue/v1beta2/projects/acme/taskqueues/images`;
  const url = `${queue}/tasks/lease?numTasks=1&leaseSecs=1`;
  return (await authorizedFetch(credential)(url, { method: "POST" })).status;
}
