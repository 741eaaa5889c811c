import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { findPython } from "@leasehold/testing/python";
import { temporaryFolder } from "@leasehold/testing/temporary-folder";
import { OAuth } from "oauth";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeCertificate, openssl } from "./e2e/certificate.ts";
import { formBrowser, signInAndAllow } from "@leasehold/testing/form-browser";
import { type RunningServer, startServer } from "./e2e/running-server.ts";
import { taskqueueScope } from "./e2e/service-account.ts";

const callback = "http://127.0.0.1:9004/callback";
const python = findPython(["requests_oauthlib"]);

let server: RunningServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server[Symbol.asyncDispose]());

test("npm oauth gets a token in three steps, calls the API and is told what the server signed", async () => {
  const client = newClient(callback);
  const request = await answered<[token: string, secret: string, results: object]>((done) =>
    client.getOAuthRequestToken({ scope: taskqueueScope }, done),
  );
  expect(request[2]).toEqual({ oauth_callback_confirmed: "true" });
  const back = await authorize(
    `${server.url}/accounts/OAuthAuthorizeToken?oauth_token=${request[0]}`,
  );
  expect(back.searchParams.get("oauth_token")).toBe(request[0]);
  const verifier = back.searchParams.get("oauth_verifier") ?? "";
  const [token, secret] = await answered<[token: string, secret: string]>((done) =>
    client.getOAuthAccessToken(request[0], request[1], verifier, done),
  );

  const [queue] = await answered<[string]>((done) =>
    client.get(`${queueUrl()}?key=acme-server-key`, token, secret, done),
  );
  expect(JSON.parse(queue)).toMatchObject({ id: "projects/acme/taskqueues/images" });
  const body = JSON.stringify({ id: "from-npm-oauth", queueName: "images", payloadBase64: "aA==" });
  const tasksUrl = `${queueUrl()}/tasks?key=acme-server-key`;
  const [inserted] = await answered<[string]>((done) =>
    client.post(tasksUrl, token, secret, body, "application/json", done),
  );
  expect(JSON.parse(inserted)).toMatchObject({ id: "from-npm-oauth" });
  const taskUrl = tasksUrl.replace("?", "/from-npm-oauth?");
  await answered((done) => client.delete(taskUrl, token, secret, done));
  const wrong = await refused((done) => client.get(tasksUrl, token, "another", done));
  expect(wrong).toMatchObject({ statusCode: 401 });
  expect(JSON.parse(wrong.data).error).toMatchObject({
    message: expect.stringMatching(/^signature_invalid: /) as string,
    errors: [{ debugInfo: expect.stringMatching(/^GET&http%3A%2F%2F127\.0\.0\.1%3A/) as string }],
  });
});

test("npm oauth acts as a user whose domain has delegated to the consumer, without a token", async () => {
  const client = newClient("oob");
  const url = `${queueUrl()}/tasks?key=acme-server-key&xoauth_requestor_id=ada%40example.com`;
  const [list] = await answered<[string]>((done) => client.get(url, "", "", done));
  expect(JSON.parse(list)).toMatchObject({ kind: "taskqueues#tasks" });
  const outside = url.replace("example.com", "other.example");
  const denied = await refused((done) => client.get(outside, "", "", done));
  expect(denied.statusCode).toBe(403);
  expect(JSON.parse(denied.data).error.message).toMatch(/^permission_denied: /);
});

test.skipIf(python === undefined)(
  "requests_oauthlib goes the three steps with HMAC-SHA1, calls the API and revokes",
  async () => {
    const seen = await dance({
      LEASEHOLD_URL: server.url,
      CONSUMER_KEY: "consumer.example.com",
      CONSUMER_SECRET: "consumer-secret",
    });
    expect(seen).toEqual(wholeDance);
  },
);

test.skipIf(python === undefined || openssl === undefined)(
  "requests_oauthlib goes the three steps with RSA-SHA1, under a certificate of its own",
  async () => {
    using folder = temporaryFolder();
    const { key, certificate } = makeCertificate(folder.path);
    await using withKey = await startServer({ files: { "rsa.crt.pem": certificate } });
    const seen = await dance({
      LEASEHOLD_URL: withKey.url,
      CONSUMER_KEY: "rsa.example.com",
      RSA_KEY: key,
    });
    expect(seen).toEqual(wholeDance);
  },
);

const wholeDance = {
  insert: "from-requests",
  lease: ["from-requests"],
  delete: 200,
  withoutKey: "dailyLimitExceededUnreg",
  info: `Scope=${taskqueueScope}`,
  revoke: 200,
  afterwards: "token_rejected",
};

function queueUrl(): string {
  return `${server.url}/taskqueue/v1beta2/projects/acme/taskqueues/images`;
}

function newClient(authorizeCallback: string): OAuth {
  return new OAuth(
    `${server.url}/accounts/OAuthGetRequestToken`,
    `${server.url}/accounts/OAuthGetAccessToken`,
    "consumer.example.com",
    "consumer-secret",
    "1.0A",
    authorizeCallback,
    "HMAC-SHA1",
  );
}

interface Refusal {
  statusCode: number;
  data: string;
}

type Done = (error: Refusal | null, ...answer: never[]) => void;

// oxlint-disable-next-line typescript/no-explicit-any -- the package types its callbacks in three ways
type AnyDone = any;

function answered<Answer extends unknown[]>(call: (done: AnyDone) => unknown): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const done: Done = (error, ...answer) => {
      if (error === null || error === undefined) resolve(answer as unknown as Answer);
      else reject(new Error(`${error.statusCode}: ${error.data}`));
    };
    call(done);
  });
}

function refused(call: (done: AnyDone) => unknown): Promise<Refusal> {
  return new Promise((resolve, reject) => {
    const done: Done = (error) => {
      if (error === null) reject(new Error("It was not refused."));
      else resolve(error);
    };
    call(done);
  });
}

function authorize(url: string): Promise<URL> {
  return signInAndAllow({
    browser: formBrowser(new URL(url).origin),
    url,
    email: "ada@example.com",
    password: "correct-horse",
  });
}

/** Runs the script, goes to the page that it names as Ada, and gives it the address she comes back to. */
async function dance(environment: Record<string, string>): Promise<unknown> {
  const path = new URL("e2e/oauth1_dance.py", import.meta.url).pathname;
  const script = spawn(python ?? "", [path], {
    env: { ...process.env, CALLBACK: callback, OAUTHLIB_INSECURE_TRANSPORT: "1", ...environment },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface({ input: script.stdout })[Symbol.asyncIterator]();
  const ended = once(script, "exit");
  const page = await lines.next();
  const back = await authorize(String(page.value));
  script.stdin.end(`${back.href}\n`);
  const answer = await lines.next();
  expect(await ended).toEqual([0, null]);
  return JSON.parse(String(answer.value)) as unknown;
}
