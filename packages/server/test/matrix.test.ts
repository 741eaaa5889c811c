import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Answer, call } from "./support/queue-caller.ts";
import { people, scopes, startTestService, type TestService } from "./support/test-service.ts";

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
let credentials: Record<(typeof callers)[number], { token?: string; query?: string }>;
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

async function callMethod(
  name: MethodName,
  { token, query }: { token?: string; query?: string },
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
  return call(`${queueUrl}${target}${credentialQuery}`, {
    method,
    ...(token === undefined ? {} : { token }),
    ...(hasBody ? { body } : {}),
  });
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
