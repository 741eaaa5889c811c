import { join } from "node:path";
import type { SignOptions } from "@leasehold/oauth1/sign-options";
import { signSync } from "@leasehold/oauth1/sync";
import { temporaryFolder } from "@leasehold/testing/temporary-folder";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Answer, call } from "./support/queue-caller.ts";
import { people, scopes, startTestService, type TestService } from "./support/test-service.ts";

type Signing = Omit<SignOptions, "request">;

/** Who calls, with what. */
const callers = [
  "no credential",
  "garbage",
  "expired",
  "revoked",
  "consumer scope",
  "full scope",
  "service off",
  "not on the ACL",
  "producer only",
  "consumer only",
  "admin",
  "project owner",
  "key alone",
  "OAuth 1.0 with a key",
  "OAuth 1.0 in the query",
  "OAuth 1.0 with RSA",
  "OAuth 1.0 without a key",
  "OAuth 1.0 with a key of another project",
  "OAuth 1.0 with a locked key",
  "OAuth 1.0 with another secret",
  "OAuth 1.0 of an unknown consumer",
  "OAuth 1.0 with an unknown token",
  "OAuth 1.0 of eleven minutes ago",
  "OAuth 1.0 without a nonce",
  "2-legged OAuth 1.0",
  "2-legged OAuth 1.0 with too little delegated",
  "2-legged OAuth 1.0 outside the delegated domain",
] as const;

const methods = {
  "taskqueues.get": { method: "GET", path: "", reads: true, produces: false },
  "tasks.list": { method: "GET", path: "/tasks", reads: true, produces: false },
  "tasks.insert": { method: "POST", path: "/tasks", reads: false, produces: true },
  "tasks.lease": {
    method: "POST",
    path: "/tasks/lease?numTasks=1&leaseSecs=0",
    reads: false,
    produces: false,
  },
  "tasks.get": { method: "GET", path: "/tasks/TASK", reads: true, produces: false },
  "tasks.update": {
    method: "POST",
    path: "/tasks/TASK?newLeaseSeconds=60",
    reads: false,
    produces: false,
  },
  "tasks.patch": {
    method: "PATCH",
    path: "/tasks/TASK?newLeaseSeconds=60",
    reads: false,
    produces: false,
  },
  "tasks.delete": { method: "DELETE", path: "/tasks/TASK", reads: false, produces: false },
} as const;

type MethodName = keyof typeof methods;

interface Credential {
  token?: string;
  query?: string;
  /** Signs the request, once its address is known. */
  signing?: Signing;
}

/** Status, reason, domain and WWW-Authenticate; a dash for what an answer does not have. */
type Expected = [status: number, reason: string, domain: string, challenge: string];

const ok: Expected = [200, "-", "-", "-"];
const loginRequired: Expected = [401, "required", "global", 'Bearer realm="leasehold"'];
const badCredentials: Expected = [
  401,
  "authError",
  "global",
  'Bearer realm="leasehold", error=invalid_token',
];
const forbidden: Expected = [403, "forbidden", "global", "-"];
const serviceOff: Expected = [403, "accessNotConfigured", "usageLimits", "-"];
const tooLittleScope: Expected = [
  403,
  "insufficientPermissions",
  "global",
  'Bearer realm="leasehold", error=insufficient_scope, scope="https://www.googleapis.com/auth/taskqueue"',
];

const badSignature: Expected = [401, "authError", "global", 'OAuth realm="leasehold"'];
const badRequest: Expected = [400, "invalid", "global", "-"];

const table: Record<(typeof callers)[number], Record<MethodName, Expected>> = {
  "no credential": everyMethod(loginRequired),
  garbage: everyMethod(badCredentials),
  expired: everyMethod(badCredentials),
  revoked: everyMethod(badCredentials),
  "consumer scope": {
    "taskqueues.get": ok,
    "tasks.list": ok,
    "tasks.insert": tooLittleScope,
    "tasks.lease": tooLittleScope,
    "tasks.get": ok,
    "tasks.update": tooLittleScope,
    "tasks.patch": tooLittleScope,
    "tasks.delete": tooLittleScope,
  },
  "full scope": everyMethod(ok),
  "service off": everyMethod(serviceOff),
  "not on the ACL": everyMethod(forbidden),
  "producer only": { ...everyMethod(forbidden), "tasks.insert": ok },
  "consumer only": { ...everyMethod(ok), "tasks.insert": forbidden },
  admin: everyMethod(ok),
  "project owner": everyMethod(ok),
  "key alone": everyMethod(loginRequired),
  "OAuth 1.0 with a key": everyMethod(ok),
  "OAuth 1.0 in the query": everyMethod(ok),
  "OAuth 1.0 with RSA": everyMethod(ok),
  "OAuth 1.0 without a key": everyMethod([403, "dailyLimitExceededUnreg", "usageLimits", "-"]),
  "OAuth 1.0 with a key of another project": everyMethod([400, "keyInvalid", "usageLimits", "-"]),
  "OAuth 1.0 with a locked key": everyMethod([403, "ipRefererBlocked", "usageLimits", "-"]),
  "OAuth 1.0 with another secret": everyMethod(badSignature),
  "OAuth 1.0 of an unknown consumer": everyMethod(badSignature),
  "OAuth 1.0 with an unknown token": everyMethod(badSignature),
  "OAuth 1.0 of eleven minutes ago": everyMethod(badSignature),
  "OAuth 1.0 without a nonce": everyMethod(badRequest),
  "2-legged OAuth 1.0": everyMethod(ok),
  "2-legged OAuth 1.0 with too little delegated": {
    ...everyMethod(tooLittleScope),
    "taskqueues.get": ok,
    "tasks.list": ok,
    "tasks.get": ok,
  },
  "2-legged OAuth 1.0 outside the delegated domain": everyMethod(forbidden),
};

function everyMethod(expected: Expected): Record<MethodName, Expected> {
  return {
    "taskqueues.get": expected,
    "tasks.list": expected,
    "tasks.insert": expected,
    "tasks.lease": expected,
    "tasks.get": expected,
    "tasks.update": expected,
    "tasks.patch": expected,
    "tasks.delete": expected,
  };
}

let service: TestService;
let credentials: Record<(typeof callers)[number], Credential>;
let queueUrl: string;

beforeAll(async () => {
  service = await startTestService();
  queueUrl = `${service.url}/taskqueue/v1beta2/projects/acme/taskqueues/images`;
  credentials = {
    "no credential": {},
    garbage: { token: "garbage" },
    expired: { token: service.token({ expiresInMs: -1000 }) },
    revoked: { token: await revokedToken() },
    "consumer scope": { token: service.token({ scope: scopes.consumer }) },
    "full scope": { token: service.token() },
    "service off": { token: service.token({ client: "dark-app" }) },
    "not on the ACL": { token: service.token({ user: people.outsider }) },
    "producer only": { token: service.token({ user: people.producer }) },
    "consumer only": { token: service.token({ user: people.consumer }) },
    admin: { token: service.token({ user: people.queueAdmin }) },
    "project owner": { token: service.token({ user: people.owner }) },
    "key alone": { query: "key=acme-server-key" },
    ...signedCredentials(service),
  };
});
afterAll(() => service[Symbol.asyncDispose]());

async function revokedToken(): Promise<string> {
  const token = service.token();
  expect((await call(queueUrl, { token })).status).toBe(200);
  expect((await call(`${service.url}/revoke?token=${token}`, { method: "POST" })).status).toBe(200);
  return token;
}

describe.each(callers)("%s", (caller) => {
  test.each(Object.keys(methods) as MethodName[])("%s", async (name) => {
    const answer = await callMethod(name, credentials[caller]);
    expect(lineOf(answer)).toEqual(table[caller][name]);
    expect(answer.json?.error?.code ?? 200).toBe(answer.status);
  });
});

function signedCredentials(
  server: TestService,
): Record<Extract<(typeof callers)[number], `${string}OAuth 1.0${string}`>, Credential> {
  const key = "key=acme-server-key";
  const consumerSecret = "consumer-secret";
  const hmac = { ...server.signedToken(), consumerKey: "consumer.example.com", consumerSecret };
  const { privateKey } = server;
  const rsaKey = "rsa.example.com";
  const rsa = { ...server.signedToken({ consumer: rsaKey }), consumerKey: rsaKey, privateKey };
  const stale = Math.floor(Date.now() / 1000) - 660;
  const requestor = (email: string): string => `${key}&xoauth_requestor_id=${email}`;
  const twoLegged = (consumerKey: string): Signing => ({
    credentials: { consumerKey, consumerSecret },
  });
  return {
    "OAuth 1.0 with a key": { query: key, signing: { credentials: hmac } },
    "OAuth 1.0 in the query": {
      query: key,
      signing: { credentials: hmac, transmission: "query" },
    },
    "OAuth 1.0 with RSA": { query: key, signing: { credentials: rsa } },
    "OAuth 1.0 without a key": { signing: { credentials: hmac } },
    "OAuth 1.0 with a key of another project": {
      query: "key=dark-server-key",
      signing: { credentials: hmac },
    },
    "OAuth 1.0 with a locked key": {
      query: "key=acme-locked-key",
      signing: { credentials: hmac },
    },
    "OAuth 1.0 with another secret": {
      query: key,
      signing: { credentials: { ...hmac, consumerSecret: "another" } },
    },
    "OAuth 1.0 of an unknown consumer": {
      query: key,
      signing: { credentials: { ...hmac, consumerKey: "nobody.example.com" } },
    },
    "OAuth 1.0 with an unknown token": {
      query: key,
      signing: { credentials: { ...hmac, token: "unknown" } },
    },
    "OAuth 1.0 of eleven minutes ago": {
      query: key,
      signing: { credentials: hmac, timestampSeconds: stale },
    },
    "OAuth 1.0 without a nonce": {
      query: `${key}&oauth_consumer_key=consumer.example.com&oauth_signature_method=HMAC-SHA1&oauth_signature=s&oauth_timestamp=1`,
    },
    "2-legged OAuth 1.0": {
      query: requestor(people.both),
      signing: twoLegged("consumer.example.com"),
    },
    "2-legged OAuth 1.0 with too little delegated": {
      query: requestor(people.both),
      signing: twoLegged("reader.example.com"),
    },
    "2-legged OAuth 1.0 outside the delegated domain": {
      query: requestor("both@other.example"),
      signing: twoLegged("consumer.example.com"),
    },
  };
}

async function callMethod(
  name: MethodName,
  { token, query, signing }: Credential,
): Promise<Answer> {
  const task = await leasedTask();
  const { method, path } = methods[name];
  const target = path.replace("TASK", task.id);
  const credentialQuery = query === undefined ? "" : `${target.includes("?") ? "&" : "?"}${query}`;
  const body =
    name === "tasks.insert"
      ? { payloadBase64: "aGVsbG8=" }
      : { id: task.id, leaseTimestamp: task.leaseTimestamp, queueName: "images" };
  const hasBody = ["tasks.insert", "tasks.update", "tasks.patch"].includes(name);
  const unsigned = { method, url: `${queueUrl}${target}${credentialQuery}` };
  const { url, authorization } = sent(unsigned, signing);
  return call(url, {
    method,
    ...(token === undefined ? {} : { token }),
    ...(authorization === undefined ? {} : { headers: { authorization } }),
    ...(hasBody ? { body } : {}),
  });
}

function sent(
  request: SignOptions["request"],
  signing: Signing | undefined,
): { url: string; authorization?: string | undefined } {
  return signing === undefined ? request : signSync({ request, ...signing });
}

async function leasedTask(): Promise<{ id: string; leaseTimestamp: string }> {
  const token = service.token();
  await call(`${queueUrl}/tasks`, { method: "POST", token, body: { payloadBase64: "aGVsbG8=" } });
  const lease = `${queueUrl}/tasks/lease?numTasks=1&leaseSecs=600`;
  return (await call(lease, { method: "POST", token })).json.items[0];
}

function lineOf({ status, headers, json }: Answer): Expected {
  const item = json?.error?.errors[0];
  return [status, item?.reason ?? "-", item?.domain ?? "-", headers.get("www-authenticate") ?? "-"];
}

test("the words of the documented refusals", async () => {
  const words = async (options: { token?: string; query?: string }): Promise<string> =>
    (await callMethod("tasks.list", options)).json.error.message;
  expect(await words(credentials["no credential"])).toBe("Login Required");
  expect(await words(credentials.garbage)).toBe("Invalid Credentials");
  expect(await words(credentials["key alone"])).toContain(
    "all requests must be authorized by an authenticated user",
  );
  expect(await words(credentials["service off"])).toContain("Access Not Configured");
  expect(await words(credentials["OAuth 1.0 without a key"])).toContain(
    "the console shows it under API Access, Simple API Access",
  );
  expect(await words(credentials["OAuth 1.0 of eleven minutes ago"])).toMatch(
    /^timestamp_refused: /,
  );
  expect(await words(credentials["OAuth 1.0 with an unknown token"])).toMatch(/^token_rejected: /);
});

test("a bad signature is answered with the base string that the server computed", async () => {
  const credential = credentials["OAuth 1.0 with another secret"];
  const url = `${queueUrl}?key=acme-server-key`;
  const request = { method: "GET", url };
  const { authorization = "", baseString } = signSync({ request, ...credential.signing! });
  const answer = await call(url, { headers: { authorization } });
  expect(lineOf(answer)).toEqual(badSignature);
  expect(answer.json.error.message).toMatch(/^signature_invalid: /);
  expect(answer.json.error.errors[0].debugInfo).toBe(baseString);
});

test("a signed request passes once", async () => {
  const request = { method: "GET", url: `${queueUrl}?key=acme-server-key` };
  const { signing } = credentials["OAuth 1.0 with a key"];
  const { url, authorization = "" } = signSync({ request, ...signing! });
  const answers = await Promise.all([1, 2].map(() => call(url, { headers: { authorization } })));
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 401]);
  const again = await call(url, { headers: { authorization } });
  expect(again.json.error.message).toMatch(/^nonce_used: /);
});

test("a signed request that has passed is known after a restart, and from many connections at once", async () => {
  using folder = temporaryFolder();
  const origin = "https://queues.example.com";
  const options = { dataFolder: join(folder.path, "data"), publicUrls: [origin] };
  const path = `/taskqueue/v1beta2/projects/acme/taskqueues/images?key=acme-server-key&xoauth_requestor_id=${people.both}`;
  const { signing } = credentials["2-legged OAuth 1.0"];
  const sign = () => signSync({ request: { method: "GET", url: `${origin}${path}` }, ...signing! });
  const send = async (service: TestService, { authorization = "" }: ReturnType<typeof sign>) => {
    const answer = await call(`${service.localUrl}${path}`, { headers: { authorization } });
    return answer.status === 200 ? "passed" : answer.json.error.message.split(":")[0];
  };
  const [passed, kept] = [sign(), sign()];
  await using first = await startTestService(options);
  expect(await send(first, passed)).toBe("passed");
  await first.close();
  await using second = await startTestService(options);
  expect(await send(second, passed)).toBe("nonce_used");
  const together = await Promise.all(Array.from({ length: 20 }, () => send(second, kept)));
  expect(together.filter((outcome) => outcome === "passed")).toHaveLength(1);
  expect(together.filter((outcome) => outcome === "nonce_used")).toHaveLength(19);
});

test("a form is signed with the rest, and may carry the signature", async () => {
  const url = `${queueUrl}/tasks/lease?key=acme-server-key`;
  const request = { method: "POST", url, form: "numTasks=1&leaseSecs=1" };
  const { credentials: signer } = credentials["OAuth 1.0 with a key"].signing!;
  const { form = "" } = signSync({ request, credentials: signer, transmission: "form" });
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  expect((await call(url, { method: "POST", headers, body: form })).status).toBe(200);
  const { authorization = "" } = signSync({ request, credentials: signer });
  const changed = await call(url, {
    method: "POST",
    headers: { ...headers, authorization },
    body: "numTasks=100&leaseSecs=1",
  });
  expect(lineOf(changed)).toEqual(badSignature);
});

test("what is signed is the public URL, also behind a proxy that hands the host on", async () => {
  const publicUrls = ["https://queues.example.com", "https://tasks.example.com"];
  await using behind = await startTestService({ publicUrls, trustProxy: ["127.0.0.1"] });
  const path = "/taskqueue/v1beta2/projects/acme/taskqueues/images?key=acme-server-key";
  const signer = {
    ...behind.signedToken(),
    consumerKey: "consumer.example.com",
    consumerSecret: "consumer-secret",
  };
  for (const [origin, headers] of [
    ["https://queues.example.com", {}],
    ["https://tasks.example.com", { "x-forwarded-host": "tasks.example.com" }],
  ] as const) {
    const request = { method: "GET", url: origin + path };
    const { authorization = "" } = signSync({ request, credentials: signer });
    const answer = await call(behind.localUrl + path, { headers: { ...headers, authorization } });
    expect(answer.status).toBe(200);
  }
});

test.each([
  ["key=unknown", 400, "keyInvalid"],
  ["key=acme-locked-key", 403, "ipRefererBlocked"],
])("a token with %s is %d %s", async (query, status, reason) => {
  const answer = await callMethod("tasks.list", { token: service.token(), query });
  expect(lineOf(answer)).toEqual([status, reason, "usageLimits", "-"]);
});

test("a token with a key of its project passes, in the query and in the header", async () => {
  const token = service.token();
  expect((await call(`${queueUrl}?key=acme-server-key`, { token })).status).toBe(200);
  const headers = { "x-goog-api-key": "acme-server-key" };
  expect((await call(queueUrl, { token, headers })).status).toBe(200);
});

test("two tokens that disagree are 400", async () => {
  const query = `access_token=${service.token()}`;
  const answer = await callMethod("tasks.list", { token: service.token(), query });
  expect(lineOf(answer)).toEqual([400, "invalid", "global", "-"]);
});

test.each(["access_token", "oauth_token"])(
  "a token as %s in the query or a form passes",
  async (name) => {
    const token = service.token();
    expect((await call(`${queueUrl}?${name}=${token}`)).status).toBe(200);
    const answer = await call(`${queueUrl}/tasks/lease`, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: `numTasks=1&leaseSecs=1&${name}=${token}`,
    });
    expect(answer.status).toBe(200);
  },
);

test("Authorization: OAuth T passes as Bearer does", async () => {
  const headers = { authorization: `OAuth ${service.token()}` };
  expect((await call(queueUrl, { headers })).status).toBe(200);
});

test("with consumerScope: consume the consumer scope does everything but insert", async () => {
  await using consuming = await startTestService({
    yaml: `consumerScope: consume\n${(await import("./support/test-service.ts")).exampleYaml}`,
  });
  const token = consuming.token({ scope: scopes.consumer });
  const base = `${consuming.url}/taskqueue/v1beta2/projects/acme/taskqueues/images`;
  const lease = await call(`${base}/tasks/lease?numTasks=1&leaseSecs=1`, { method: "POST", token });
  expect(lease.status).toBe(200);
  const remove = await call(`${base}/tasks/nothing`, { method: "DELETE", token });
  expect(remove.status).toBe(404);
  const insert = await call(`${base}/tasks`, { method: "POST", token, body: {} });
  expect(lineOf(insert)).toEqual(tooLittleScope);
});

test("X-Forwarded-For counts only behind a trusted proxy", async () => {
  const headers = { "x-forwarded-for": "192.0.2.1" };
  const path = "/taskqueue/v1beta2/projects/acme/taskqueues/images?key=acme-locked-key";
  const untrusting = await call(`${service.url}${path}`, { token: service.token(), headers });
  expect(lineOf(untrusting)).toEqual([403, "ipRefererBlocked", "usageLimits", "-"]);
  await using trusting = await startTestService({ trustProxy: ["127.0.0.1"] });
  const trusted = await call(`${trusting.url}${path}`, { token: trusting.token(), headers });
  expect(trusted.status).toBe(200);
  await using other = await startTestService({ trustProxy: ["198.51.100.0/24"] });
  const refused = await call(`${other.url}${path}`, { token: other.token(), headers });
  expect(lineOf(refused)).toEqual([403, "ipRefererBlocked", "usageLimits", "-"]);
});

test("a call in a batch is signed under its own address", async () => {
  const target = "/taskqueue/v1beta2/projects/acme/taskqueues/images?key=acme-server-key";
  const request = { method: "GET", url: service.url + target };
  const { signing } = credentials["OAuth 1.0 with a key"];
  const { authorization = "" } = signSync({ request, ...signing! });
  const part = `GET ${target} HTTP/1.1\r\nAuthorization: ${authorization}\r\n\r\n`;
  const answer = await call(`${service.url}/batch`, {
    method: "POST",
    headers: { "content-type": "multipart/mixed; boundary=b" },
    body: `--b\r\nContent-Type: application/http\r\n\r\n${part}\r\n--b--\r\n`,
  });
  expect(answer.text).toContain("HTTP/1.1 200 OK");
});
