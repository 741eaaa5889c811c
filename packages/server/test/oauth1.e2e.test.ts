import { findPerl } from "@leasehold/testing/perl";
import { findPhp } from "@leasehold/testing/php";
import { findPython } from "@leasehold/testing/python";
import { temporaryFolder } from "@leasehold/testing/temporary-folder";
import { OAuth } from "oauth";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeCertificate, openssl } from "./e2e/certificate.ts";
import { dance } from "./e2e/dance.ts";
import { formBrowser, signInAndAllow } from "@leasehold/testing/form-browser";
import { type RunningServer, startServer } from "./e2e/running-server.ts";
import { taskqueueScope } from "./e2e/service-account.ts";

const callback = "http://127.0.0.1:9004/callback";
const python = findPython(["requests_oauthlib"]);
const authlib = findPython(["authlib"]);
const perl = findPerl(["LWP::Authen::OAuth"]);
const php = findPhp(["oauth"]);
const requests = { program: python, script: "oauth1_dance.py" };

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
    expect(await goThrough(requests, server.url)).toEqual(wholeDance("from-requests"));
  },
);

test.skipIf(python === undefined || openssl === undefined)(
  "requests_oauthlib goes the three steps with RSA-SHA1, under a certificate of its own",
  async () => {
    using folder = temporaryFolder();
    const { key, certificate } = makeCertificate(folder.path);
    await using withKey = await startServer({ files: { "rsa.crt.pem": certificate } });
    const environment = { CONSUMER_KEY: "rsa.example.com", RSA_KEY: key };
    const seen = await goThrough(requests, withKey.url, environment);
    expect(seen).toEqual(wholeDance("from-requests"));
  },
);

test.skipIf(authlib === undefined)(
  "Authlib, which says the callback on the authorize page once more, does the same",
  async () => {
    const client = { program: authlib, script: "oauth1_dance.py" };
    const seen = await goThrough(client, server.url, { AUTHLIB: "yes" });
    expect(seen).toEqual(wholeDance("from-authlib"));
  },
);

test.skipIf(perl === undefined)(
  "LWP::Authen::OAuth of Perl, which leaves callback and verifier in the form, does the same",
  async () => {
    const seen = await goThrough({ program: perl, script: "oauth1_dance.pl" }, server.url);
    expect(seen).toEqual(wholeDance("from-perl"));
  },
);

test.skipIf(php === undefined).each(["header", "query", "form"])(
  "PHP's OAuth extension does the same, with its parameters in the %s",
  async (transmission) => {
    const client = { program: php, script: "oauth1_dance.php" };
    const seen = await goThrough(client, server.url, { TRANSMISSION: transmission });
    expect(seen).toEqual(wholeDance(`from-php-by-${transmission}`));
  },
);

/** What a script tells of its whole way, with a task of this name. */
function wholeDance(task: string): Record<string, unknown> {
  return {
    insert: task,
    lease: [task],
    delete: 200,
    withoutKey: "dailyLimitExceededUnreg",
    info: `Scope=${taskqueueScope}`,
    revoke: 200,
    afterwards: "token_rejected",
  };
}

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

/** Runs a script against a server, where Ada allows what it asks for. */
async function goThrough(
  options: Omit<Parameters<typeof dance>[0], "environment">,
  url: string,
  environment: Record<string, string> = {},
): Promise<unknown> {
  const usual = {
    LEASEHOLD_URL: url,
    CALLBACK: callback,
    CONSUMER_KEY: "consumer.example.com",
    CONSUMER_SECRET: "consumer-secret",
    OAUTHLIB_INSECURE_TRANSPORT: "1",
    AUTHLIB_INSECURE_TRANSPORT: "1",
  };
  const [answer] = await dance(
    { ...options, environment: { ...usual, ...environment } },
    authorize,
  );
  return answer;
}
