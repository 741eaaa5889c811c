import { authorizedFetch } from "@leasehold/auth";
import { migrateOAuth1 } from "@leasehold/auth/migrate-oauth1";
import { type ConsumerOptions, oauth1Consumer } from "@leasehold/auth/oauth1";
import { explainRefusedSignature } from "@leasehold/auth/refused-signature";
import { threeLegged, type ThreeLegged } from "@leasehold/auth/three-legged";
import { memoryTokenStore, type TokenStore } from "@leasehold/auth/token-store";
import { createTaskqueue } from "@leasehold/taskqueue-v1beta2";
import { temporaryFolder } from "@leasehold/testing/temporary-folder";
import { freePort } from "@leasehold/testing/free-port";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeCertificate, openssl } from "./e2e/certificate.ts";
import { formBrowser, signInAndAllow } from "@leasehold/testing/form-browser";
import { type RunningServer, startServer } from "./e2e/running-server.ts";
import { taskqueueScope } from "./e2e/service-account.ts";

const apiKey = "acme-server-key";
const scopes = [taskqueueScope];
const queue = { project: "acme", taskqueue: "images" };

let server: RunningServer;
let callback: string;
let rsaKey: string | undefined;
beforeAll(async () => {
  using folder = temporaryFolder();
  const made = openssl === undefined ? undefined : makeCertificate(folder.path);
  rsaKey = made?.key;
  const port = await freePort();
  callback = `http://127.0.0.1:${port}/callback?from=test`;
  server = await startServer({
    change: (yaml) => yaml.replaceAll("127.0.0.1:9004", `127.0.0.1:${port}`),
    ...(made && { files: { "rsa.crt.pem": made.certificate } }),
  });
});
afterAll(() => server[Symbol.asyncDispose]());

function hmacOptions(): ConsumerOptions {
  return {
    consumerKey: "consumer.example.com",
    consumerSecret: "consumer-secret",
    apiKey,
    issuer: server.url,
  };
}

function rsaOptions(privateKey = rsaKey ?? ""): ConsumerOptions {
  return { consumerKey: "rsa.example.com", privateKey, apiKey, issuer: server.url };
}

const kinds: [name: string, options: () => ConsumerOptions][] = [
  ["HMAC-SHA1", hmacOptions],
  [
    "HMAC-SHA256",
    () => ({
      ...hmacOptions(),
      consumerSecret: "consumer-secret",
      privateKey: undefined,
      signatureMethod: "HMAC-SHA256",
    }),
  ],
  ["RSA-SHA1", () => rsaOptions()],
];

describe.each(kinds)("three-legged with %s", (name, options) => {
  test.skipIf(name === "RSA-SHA1" && openssl === undefined)(
    "the browser comes back to the callback, the credential calls the API, signing out ends it",
    async () => {
      const store = memoryTokenStore();
      const app = threeLegged({ ...options(), scopes, store, displayName: "Print Shop" });
      await app.signIn({ callback, openUrl: async (address) => void comeBack(address) });
      expect(await store.load("default")).toEqual({
        accessToken: expect.stringMatching(/^lht_/) as string,
        tokenSecret: expect.any(String) as string,
        scopes,
      });
      expect(await app.info()).toEqual({ scopes, target: new URL("/", callback).href });
      await workThroughTask(app);
      await app.signOut();
      expect(await store.accounts()).toEqual([]);
      await expect(app.info()).rejects.toMatchObject({ code: "not_signed_in" });
    },
  );
});

test("the verifier can be typed: from the page, or its title", async () => {
  const app = appWith(memoryTokenStore());
  let page = "";
  await app.signInByHand({
    async showAddress(address) {
      page = await decide(address, "allow");
    },
    readVerifier: async () => /<title>(.*?)<\/title>/.exec(page)?.[1] ?? "",
  });
  expect(await app.info()).toMatchObject({ scopes });
  await workThroughTask(app);
});

test("what a form says is signed: changed on its way it is refused, with the parameter's name", async () => {
  const { credential } = await signedIn();
  const url = `${server.url}/taskqueue/v1beta2/projects/acme/taskqueues/images/tasks/lease`;
  const lease = (form: string): Request =>
    new Request(url, { method: "POST", body: new URLSearchParams(form) });
  const sent = await credential.authorize(lease("numTasks=1&leaseSecs=5"));
  expect((await fetch(sent.clone())).status).toBe(200);

  const other = await credential.authorize(lease("numTasks=1&leaseSecs=5"));
  const changed = new Request(other, { method: "POST", body: "numTasks=100&leaseSecs=5" });
  const answer = await fetch(changed.clone());
  expect(answer.status).toBe(401);
  expect(await explainRefusedSignature(changed, answer, "numTasks=1&leaseSecs=5")).toBe(
    'The server computed another signature.\n  parameter numTasks: signed here "1", computed by the server "100"',
  );
});

test("a streamed body goes through unread, once", async () => {
  const { credential } = await signedIn();
  const text = JSON.stringify({ queueName: "images", payloadBase64: "aA==", id: "streamed" });
  const response = await authorizedFetch(credential)(tasksUrl(), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: new Blob([text]).stream(),
    duplex: "half",
  });
  expect(response.status).toBe(200);
  await clientOf({ credential }).tasks.delete({ ...queue, task: "streamed" });
});

test("a request is sent once more for nothing: a 401 stays", async () => {
  const credential = oauth1Consumer(hmacOptions()).credential({
    token: "lht_unknown",
    tokenSecret: "x",
  });
  let calls = 0;
  const counted: typeof fetch = (input, init) => {
    calls += 1;
    return fetch(input, init);
  };
  const response = await authorizedFetch(credential, counted)(tasksUrl());
  expect([response.status, calls]).toEqual([401, 1]);
  expect(await explainRefusedSignature(new Request(tasksUrl()), response)).toBeUndefined();
});

test("two-legged: acts as the user whom the domain has delegated, in the query, with and without a body", async () => {
  const credential = oauth1Consumer(hmacOptions()).twoLegged({ requestor: "ada@example.com" });
  await workThroughTask({ credential });
  const outside = oauth1Consumer(hmacOptions()).twoLegged({ requestor: "bob@other.example" });
  await expect(clientOf({ credential: outside }).tasks.list(queue)).rejects.toMatchObject({
    status: 403,
  });
});

test("a wrong token secret is told to be a secret, not a text", async () => {
  const { store } = await signedIn();
  const kept = await store.load("default");
  const consumer = oauth1Consumer(hmacOptions());
  const token = { token: kept?.accessToken ?? "", tokenSecret: "another" };
  await expect(consumer.info(token)).rejects.toMatchObject({
    code: "signature_refused",
    oauthError: "signature_invalid",
    message: expect.stringContaining("Both sides signed the same text") as string,
  });
  const request = await consumer.credential(token).authorize(new Request(tasksUrl()));
  const explained = await explainRefusedSignature(request, await fetch(request.clone()));
  expect(explained).toContain("Both sides signed the same text");
});

test("denying is access_denied, and nothing is kept", async () => {
  const store = memoryTokenStore();
  const signIn = appWith(store).signIn({
    callback,
    openUrl: async (address) => void comeBack(address, "deny"),
  });
  await expect(signIn).rejects.toMatchObject({ code: "access_denied" });
  expect(await store.accounts()).toEqual([]);
});

test.each<[string, Partial<ConsumerOptions>, string, string, string]>([
  [
    "an unknown consumer",
    { consumerKey: "x.example.com" },
    "oob",
    "client_refused",
    "The consumer is not registered: check its key under API Access in the console.",
  ],
  [
    "a consumer without a secret",
    { consumerKey: "rsa.example.com" },
    "oob",
    "client_refused",
    "The consumer may not sign this way",
  ],
  [
    "a callback outside the realm",
    {},
    "http://127.0.0.1:1/callback",
    "request_refused",
    "lie under the consumer's realm",
  ],
  [
    "another secret",
    { consumerSecret: "x" },
    "oob",
    "signature_refused",
    "Both sides signed the same text",
  ],
  [
    "a server that is not there",
    { issuer: "http://127.0.0.1:1" },
    "oob",
    "token_endpoint_unreachable",
    "Cannot reach http://127.0.0.1:1/accounts/OAuthGetRequestToken",
  ],
])("%s is told with what to do", async (_name, changes, to, code, message) => {
  const consumer = oauth1Consumer({ ...hmacOptions(), ...changes } as ConsumerOptions);
  await expect(consumer.requestToken({ scopes, callback: to })).rejects.toMatchObject({
    code,
    message: expect.stringContaining(message) as string,
  });
});

test("a private key that is none is told before anything is sent", () => {
  expect(() => oauth1Consumer(rsaOptions("-----BEGIN NONSENSE-----"))).toThrow(
    expect.objectContaining({ code: "key_file_invalid" }),
  );
});

test("migrateOAuth1 gives a refresh token of OAuth 2.0 in the same scopes", async () => {
  const { store } = await signedIn();
  const kept = await store.load("default");
  const tokens = await migrateOAuth1({
    consumerKey: "consumer.example.com",
    consumerSecret: "consumer-secret",
    token: kept?.accessToken ?? "",
    tokenSecret: kept?.tokenSecret ?? "",
    clientId: "web-client",
    clientSecret: "web-secret",
    issuer: server.url,
  });
  expect(tokens).toEqual({
    accessToken: expect.stringMatching(/^lha_/) as string,
    refreshToken: expect.stringMatching(/^lhr_/) as string,
    expiresAtMs: expect.any(Number) as number,
    scopes,
  });
  const response = await fetch(tasksUrl(), {
    headers: { authorization: `Bearer ${tokens.accessToken}` },
  });
  expect(response.status).toBe(200);
});

test("migrateOAuth1 says what is wrong with the client or the token", async () => {
  const wrong = {
    consumerKey: "consumer.example.com",
    consumerSecret: "consumer-secret",
    token: "lht_unknown",
    tokenSecret: "x",
    clientId: "web-client",
    clientSecret: "web-secret",
    issuer: server.url,
  };
  await expect(migrateOAuth1(wrong)).rejects.toMatchObject({ code: "token_refused" });
  await expect(migrateOAuth1({ ...wrong, clientSecret: "x" })).rejects.toMatchObject({
    code: "client_refused",
    oauthError: "invalid_client",
  });
});

function appWith(store: TokenStore): ThreeLegged {
  return threeLegged({ ...hmacOptions(), scopes, store });
}

async function signedIn(): Promise<ThreeLegged & { store: TokenStore }> {
  const store = memoryTokenStore();
  const app = appWith(store);
  await app.signIn({ callback, openUrl: async (address) => void comeBack(address) });
  return { ...app, store };
}

function clientOf({ credential }: Pick<ThreeLegged, "credential">) {
  return createTaskqueue({ baseUrl: server.url, authorize: credential.authorize });
}

async function workThroughTask(app: Pick<ThreeLegged, "credential">): Promise<void> {
  const { tasks } = clientOf(app);
  const inserted = await tasks.insert(queue, { body: { payloadBase64: "aGVsbG8=", tag: "a b+c" } });
  const task = inserted.id ?? "";
  const { items = [] } = await tasks.lease({
    ...queue,
    numTasks: 1,
    leaseSecs: 60,
    groupByTag: true,
    tag: "a b+c",
  });
  expect(items.map((item) => item.id)).toContain(task);
  await tasks.delete({ ...queue, task });
}

function tasksUrl(): string {
  return `${server.url}/taskqueue/v1beta2/projects/acme/taskqueues/images/tasks`;
}

/** Goes through the pages as Ada, and back to the program. */
async function comeBack(address: string, decision: "allow" | "deny" = "allow"): Promise<void> {
  if (decision === "deny") {
    await decide(address, "deny");
    return;
  }
  const browser = formBrowser(server.url);
  const back = await signInAndAllow({ browser, url: address, ...ada });
  await fetch(back);
}

const ada = { email: "ada@example.com", password: "correct-horse" };

/** Decides, and gives the page that the browser ends on. */
async function decide(address: string, decision: "allow" | "deny"): Promise<string> {
  const browser = formBrowser(server.url);
  let view = await browser.open(address);
  view = await browser.submit(view, ada);
  view = await browser.submit(view, { decision });
  if (view.leftTo !== undefined) await fetch(view.leftTo);
  return view.html;
}
