import { request } from "node:http";
import { connect } from "node:net";
import { gunzipSync, gzipSync } from "node:zlib";
import type { Task } from "@leasehold/taskqueue-v1beta2";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { call, errorLine, queueCaller } from "./support/queue-caller.ts";
import type { ServedDocument } from "./support/served-document.ts";
import { scopes, startTestService, type TestService } from "./support/test-service.ts";

const payloadBase64 = "aGVsbG8=";

let service: TestService;
let token: string;
let images: ReturnType<typeof queueCaller>;

beforeAll(async () => {
  service = await startTestService();
  token = service.token();
  images = queueCaller({ url: service.url, token });
});
afterAll(() => service[Symbol.asyncDispose]());

describe("prettyPrint and fields", () => {
  test("an answer is indented by one space, and on one line when asked", async () => {
    const { json } = await images.insert({ payloadBase64, id: "pretty", tag: 'a"b\u2028' });
    const pretty = await images.get("pretty");
    expect(pretty.text).toBe(JSON.stringify(JSON.parse(pretty.text), undefined, 1));
    const compact = await images.get("pretty", "?prettyPrint=false");
    expect(compact.text).toBe(JSON.stringify(JSON.parse(compact.text)));
    expect(compact.json).toEqual(json);
    const list = await images.list();
    expect(list.text).toBe(JSON.stringify(list.json, undefined, 1));
    await images.delete("pretty");
  });

  test("an error is indented too, and on one line when asked", async () => {
    const pretty = await images.get("nothing");
    expect(pretty.text).toContain('\n "error": {');
    expect((await images.get("nothing", "?prettyPrint=false")).text).not.toContain("\n");
  });

  test.each([
    ["id", { id: "t" }],
    ["id,tag", { id: "t", tag: "a" }],
    ["kind", { kind: "taskqueues#task" }],
  ])("fields=%s of a task", async (fields, expected) => {
    await images.insert({ payloadBase64, id: `t-${fields.length}`, tag: "a" });
    const answer = await images.get(`t-${fields.length}`, `?fields=${fields}`);
    expect(answer.json).toEqual(
      "id" in expected ? { ...expected, id: `t-${fields.length}` } : expected,
    );
    await images.delete(`t-${fields.length}`);
  });

  test.each([
    ["items/id", { items: [{ id: "one" }] }],
    ["items(id,tag)", { items: [{ id: "one", tag: "a" }] }],
    ["kind,items(id)", { kind: "taskqueues#tasks", items: [{ id: "one" }] }],
    ["items/id,items/tag", { items: [{ id: "one", tag: "a" }] }],
    ["nextPageToken", {}],
  ])("fields=%s of a list", async (fields, expected) => {
    const queue = queueCaller({ url: service.url, token });
    await queue.insert({ payloadBase64, id: "one", tag: "a" });
    const answer = await queue.list(`?fields=${encodeURIComponent(fields)}`);
    expect(answer.json).toEqual(expected);
  });

  test("fields=* is everything", async () => {
    expect((await images.list("?fields=*")).json).toEqual((await images.list()).json);
  });

  test.each([
    "colour",
    "items/colour",
    "items(id",
    "id)",
    ",id",
    "id/x",
    "a b",
    "kind/",
    "(id)",
    "*/id",
  ])("fields=%s is an invalid selection", async (fields) => {
    const answer = await images.list(`?fields=${encodeURIComponent(fields)}`);
    expect(errorLine(answer)).toBe("400 invalidParameter global");
    expect(answer.json.error.message).toMatch(/^Invalid field selection /);
    expect(answer.json.error.errors[0].location).toBe("fields");
  });

  test("an invalid selection changes nothing", async () => {
    await images.insert({ payloadBase64, id: "stays" }, "?fields=colour");
    expect((await images.get("stays")).status).toBe(404);
  });
});

describe("the ways a request may be sent", () => {
  const form = { "content-type": "application/x-www-form-urlencoded" };
  const json = { "content-type": "application/json" };

  test.each<[string, { query?: string; headers?: Record<string, string>; body?: string }]>([
    ["in the query, without a body", { query: "?numTasks=1&leaseSecs=0" }],
    ["as a form with an empty query", { headers: form, body: "numTasks=1&leaseSecs=0" }],
    [
      "in the query, with an empty form",
      { query: "?numTasks=1&leaseSecs=0", headers: form, body: "" },
    ],
    ["in the query, with {}", { query: "?numTasks=1&leaseSecs=0", headers: json, body: "{}" }],
    [
      "in the query, with a JSON type and no body",
      { query: "?numTasks=1&leaseSecs=0", headers: json },
    ],
    ["split over both", { query: "?numTasks=1", headers: form, body: "leaseSecs=0" }],
  ])("lease parameters %s", async (_name, { query = "", headers = {}, body }) => {
    const answer = await call(`${images.base}/tasks/lease${query}`, {
      method: "POST",
      token,
      headers,
      ...(body === undefined ? {} : { body }),
    });
    expect(answer.status).toBe(200);
  });

  test("a form of more than 64 KiB is 413", async () => {
    const body = `numTasks=1&leaseSecs=0&tag=${"x".repeat(64 * 1024)}`;
    const answer = await call(`${images.base}/tasks/lease`, {
      method: "POST",
      token,
      headers: form,
      body,
    });
    expect(errorLine(answer)).toBe("413 uploadTooLarge global");
  });

  test("JSON under a form's name is taken for JSON", async () => {
    const body = JSON.stringify({ payloadBase64 });
    const answer = await call<Task>(`${images.base}/tasks`, {
      method: "POST",
      token,
      headers: form,
      body,
    });
    expect(answer.status).toBe(200);
    await images.delete(answer.json.id);
  });

  test("a bare question mark, a slash after /tasks, and a DELETE with a form's type", async () => {
    const { json: task } = await images.insert({ payloadBase64 });
    expect((await call(`${images.base}/tasks/?`, { token })).status).toBe(200);
    const inserted = await call<Task>(`${images.base}/tasks/`, {
      method: "POST",
      token,
      body: { payloadBase64 },
    });
    expect(inserted.status).toBe(200);
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    expect(
      (await call(`${images.base}/tasks/${task.id}`, { method: "DELETE", token, headers })).status,
    ).toBe(200);
    await images.delete(inserted.json.id);
  });

  test("a partition prefix, plain and percent-encoded, is the same project", async () => {
    const { json: task } = await images.insert({ payloadBase64 });
    for (const project of ["s~acme", "e~acme", "s%7Eacme", "%73%7eacme"]) {
      const other = queueCaller({ url: service.url, token, queue: `${project}/taskqueues/images` });
      const answer = await other.get(task.id);
      expect(answer.status).toBe(200);
      expect(answer.json.queueName).toBe(
        `projects/${decodeURIComponent(project)}/taskqueues/images`,
      );
    }
    await images.delete(task.id);
  });

  test("a percent sign that encodes nothing is 400; a path that is no method's is 404", async () => {
    expect(errorLine(await call(`${images.base}/tasks/%zz`, { token }))).toBe("400 invalid global");
    expect(errorLine(await call(`${images.base}/tasks/%ff`, { token }))).toBe("400 invalid global");
    expect(errorLine(await call(`${service.url}/taskqueue/v1beta2/nothing`, { token }))).toBe(
      "404 notFound global",
    );
    expect(errorLine(await call(images.base, { token, method: "PUT" }))).toBe(
      "404 notFound global",
    );
  });

  test("X-HTTP-Method-Override makes a POST a PATCH or DELETE, and nothing else may be overridden", async () => {
    const { json: task } = await images.insert({ payloadBase64 });
    const url = `${images.base}/tasks/${task.id}?newLeaseSeconds=0`;
    const body = { queueName: "images", tag: "patched" };
    const patch = { method: "POST", token, body, headers: { "x-http-method-override": "PATCH" } };
    expect((await call<Task>(url, patch)).json.tag).toBe("patched");
    const bad = { ...patch, headers: { "x-http-method-override": "TRACE" } };
    expect(errorLine(await call(url, bad))).toBe("400 invalid global");
    const get = { token, headers: { "x-http-method-override": "DELETE" } };
    expect((await call<Task>(`${images.base}/tasks/${task.id}`, get)).json.tag).toBe("patched");
    const remove = { method: "POST", token, headers: { "x-http-method-override": "DELETE" } };
    expect((await call(`${images.base}/tasks/${task.id}`, remove)).status).toBe(200);
  });

  test("a POST that means GET takes its parameters from a form", async () => {
    const answer = await call(images.base, {
      method: "POST",
      token,
      headers: { ...form, "x-http-method-override": "GET" },
      body: "getStats=true",
    });
    expect(answer.json).toHaveProperty("stats");
  });

  test("HEAD answers as GET without the body", async () => {
    const get = await images.queue();
    const head = await call(images.base, { method: "HEAD", token });
    expect(head.status).toBe(200);
    expect(head.text).toBe("");
    expect(head.headers.get("content-length")).toBe(get.headers.get("content-length"));
  });

  test.each(["{", "[1", '"a', "{'a':1}", "nothing"])(
    "the body %j is a parse error",
    async (body) => {
      const answer = await call(`${images.base}/tasks`, {
        method: "POST",
        token,
        headers: { "content-type": "application/json" },
        body,
      });
      expect(errorLine(answer)).toBe("400 parseError global");
    },
  );

  test("a body that is not UTF-8 is a parse error", async () => {
    const body = new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x7d]);
    const answer = await call(`${images.base}/tasks`, { method: "POST", token, body });
    expect(errorLine(answer)).toBe("400 parseError global");
  });

  test("who has no credential learns nothing about the body", async () => {
    const answer = await call(`${images.base}/tasks`, { method: "POST", body: "{" });
    expect(errorLine(answer)).toBe("401 required global");
  });
});

describe("gzip", () => {
  const gzipped = { "content-type": "application/json", "content-encoding": "gzip" };

  function post(body: Uint8Array<ArrayBuffer>, headers: Record<string, string> = gzipped) {
    return call<Task>(`${images.base}/tasks`, { method: "POST", token, headers, body });
  }

  test("takes a gzipped body", async () => {
    const answer = await post(new Uint8Array(gzipSync(JSON.stringify({ payloadBase64 }))));
    expect(answer.status).toBe(200);
    await images.delete(answer.json.id);
  });

  test("refuses one that inflates to more than 2 MiB, and one that is not gzip", async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024));
    expect(errorLine(await post(new Uint8Array(bomb)))).toBe("413 uploadTooLarge global");
    expect(errorLine(await post(new Uint8Array([1, 2, 3])))).toBe("400 invalid global");
    const other = await post(new Uint8Array([1]), { ...gzipped, "content-encoding": "br" });
    expect(errorLine(other)).toBe("400 invalid global");
  });

  test("answers gzip only to those who ask, from 1 KiB up", async () => {
    const { json: task } = await images.insert({
      payloadBase64: Buffer.alloc(3000).toString("base64"),
    });
    const url = `${images.base}/tasks/${task.id}`;
    const plain = await raw(url, { authorization: `Bearer ${token}` });
    expect(plain.headers["content-encoding"]).toBeUndefined();
    const packed = await raw(url, {
      authorization: `Bearer ${token}`,
      "accept-encoding": "gzip, deflate",
    });
    expect(packed.headers["content-encoding"]).toBe("gzip");
    expect(gunzipSync(packed.body).toString()).toBe(plain.body.toString());
    const refused = await raw(url, {
      authorization: `Bearer ${token}`,
      "accept-encoding": "gzip;q=0",
    });
    expect(refused.headers["content-encoding"]).toBeUndefined();
    const small = await raw(images.base, {
      authorization: `Bearer ${token}`,
      "accept-encoding": "gzip",
    });
    expect(small.headers["content-encoding"]).toBeUndefined();
    await images.delete(task.id);
  });
});

describe("limits", () => {
  test("a body of more than 2 MiB is 413", async () => {
    const body = { payloadBase64, note: "x".repeat(2 * 1024 * 1024) };
    const answer = await call(`${images.base}/tasks`, { method: "POST", token, body });
    expect(errorLine(answer)).toBe("413 uploadTooLarge global");
  });

  test("headers of more than 16 KiB are refused", async () => {
    const answer = await raw(images.base, { authorization: `Bearer ${"x".repeat(20_000)}` });
    expect(answer.status).toBe(431);
    expect(JSON.parse(answer.body.toString()).error.message).toBe(
      "Request Header Fields Too Large. A request's headers and its address may have 16384 bytes together.",
    );
  });

  test("a caller who hangs up in the middle of a body costs nothing", async () => {
    const { hostname, port } = new URL(service.url);
    const socket = connect(Number(port), hostname);
    socket.write(
      `POST /taskqueue/v1beta2/projects/acme/taskqueues/images/tasks HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{`,
    );
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.destroy();
    expect((await images.queue()).status).toBe(200);
    expect(service.log()).not.toContain('"level":50');
  });

  test("a waiting lease whose caller hangs up leases nothing", async () => {
    const controller = new AbortController();
    const waiting = fetch(
      `${images.base}/tasks/lease?numTasks=1&leaseSecs=60&waitSecs=30&groupByTag=true&tag=hang`,
      {
        method: "POST",
        headers: { authorization: `Bearer ${token}` },
        signal: controller.signal,
      },
    );
    await new Promise((resolve) => setTimeout(resolve, 100));
    controller.abort();
    await expect(waiting).rejects.toThrow("aborted");
    await new Promise((resolve) => setTimeout(resolve, 100));
    const { json: task } = await images.insert({ payloadBase64, tag: "hang" });
    const lease = await images.lease("numTasks=1&leaseSecs=60&groupByTag=true&tag=hang");
    expect(lease.json.items[0].retry_count).toBe(1);
    await images.delete(task.id);
  });
});

describe("CORS", () => {
  const origin = "https://app.example.com";

  test("a preflight is answered without a credential", async () => {
    const answer = await call(`${images.base}/tasks`, {
      method: "OPTIONS",
      headers: {
        origin,
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization",
      },
    });
    expect(answer.status).toBe(204);
    expect(answer.headers.get("access-control-allow-origin")).toBe("*");
    expect(answer.headers.get("access-control-allow-methods")).toContain("PATCH");
    const allowed = answer.headers.get("access-control-allow-headers");
    for (const name of [
      "Authorization",
      "Content-Type",
      "X-Goog-Api-Key",
      "X-HTTP-Method-Override",
    ]) {
      expect(allowed).toContain(name);
    }
  });

  test("answers and refusals may be read by any origin, without cookies", async () => {
    for (const options of [{ token }, {}]) {
      const answer = await call(images.base, { ...options, headers: { origin } });
      expect(answer.headers.get("access-control-allow-origin")).toBe("*");
      expect(answer.headers.get("access-control-expose-headers")).toContain(
        "WWW-Authenticate, ETag",
      );
      expect(answer.headers.get("access-control-allow-credentials")).toBeNull();
    }
    expect((await images.queue()).headers.get("access-control-allow-origin")).toBeNull();
  });

  test("the landing page may not be read by another origin", async () => {
    const answer = await call(service.url, { headers: { origin } });
    expect(answer.headers.get("access-control-allow-origin")).toBeNull();
  });
});

describe("everything else on the port", () => {
  test("health, readiness, the landing page and an unknown page", async () => {
    expect((await call(`${service.url}/healthz`)).text).toBe("ok\n");
    expect((await call(`${service.url}/readyz`)).text).toBe("ok\n");
    const landing = await call(service.url);
    expect(landing.text).toContain("<h1>Leasehold</h1>");
    expect(landing.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
    expect((await call(`${service.url}/nothing`)).status).toBe(404);
  });

  test("metrics count calls by method and status", async () => {
    await images.queue();
    const { text } = await call(`${service.url}/metrics`);
    expect(text).toMatch(
      /leasehold_requests_total\{method="taskqueue.taskqueues.get",status="200"\} [1-9]/,
    );
    expect(text).toMatch(
      /leasehold_request_seconds_bucket\{method="taskqueue.taskqueues.get",le="\+Inf"\} [1-9]/,
    );
    expect(text).toMatch(/leasehold_operations_pending 0/);
  });

  test("a refusal carries a request id, the caller's own when it sent one", async () => {
    expect((await images.get("nothing")).headers.get("x-request-id")).toMatch(/^[\w-]+$/);
    const headers = { "x-request-id": "my-id-1" };
    expect((await call(images.base, { token, headers })).headers.get("x-request-id")).toBe(
      "my-id-1",
    );
  });
});

test("the log holds no secret, at any level", async () => {
  await using loud = await startTestService({ logLevel: "trace" });
  const secret = loud.token();
  const base = `${loud.url}/taskqueue/v1beta2/projects/acme/taskqueues/images`;
  await call(base, { token: secret });
  await call(`${base}?access_token=${secret}`);
  await call(`${base}?access_token=${secret}x`);
  await call(`${loud.url}/tokeninfo?access_token=${secret}`);
  await call(`${loud.url}/permissions?access_token=${secret}`);
  await call(`${loud.url}/nothing?access_token=${secret}`);
  await call(`${base}/tasks/lease`, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: `access_token=${secret}`,
  });
  expect(loud.log()).toContain("taskqueue.taskqueues.get");
  expect(loud.log()).not.toContain(secret);
  expect(loud.log()).not.toContain("correct-horse");
});

test("a parameter added to the document is parsed and refused by it", async () => {
  const { default: document } = await import("@leasehold/discovery/taskqueue.v1beta2.json", {
    with: { type: "json" },
  });
  const changed = structuredClone(document) as typeof document & Record<string, unknown>;
  Object.assign(changed.resources.taskqueues.methods.get.parameters, {
    detail: { type: "integer", format: "int32", minimum: "1", maximum: "3", location: "query" },
  });
  await using changedService = await startTestService({ documents: { taskqueue: changed } });
  const queue = queueCaller({ url: changedService.url, token: changedService.token() });
  expect((await queue.queue("?detail=3")).status).toBe(200);
  const refused = await queue.queue("?detail=4");
  expect(refused.json.error.message).toBe(
    'Invalid value "4" for detail: it must be an integer from 1 to 3.',
  );
  expect(errorLine(await images.queue("?detail=3"))).toBe("400 invalidParameter global");
  const served = await call<ServedDocument>(
    `${changedService.url}/discovery/v1/apis/taskqueue/v1beta2/rest`,
  );
  expect(served.json.resources.taskqueues.methods.get.parameters.detail.maximum).toBe("3");
});

test("the administration API lets a token with its scope in and no other", async () => {
  const url = `${service.url}/leasehold/v1/projects`;
  expect(errorLine(await call(url, { token }))).toBe("403 insufficientPermissions global");
  expect((await call(url, { token: service.token({ scope: scopes.adminReadonly }) })).status).toBe(
    200,
  );
});

function raw(
  url: string,
  headers: Record<string, string>,
): Promise<{ status: number; headers: Record<string, unknown>; body: Buffer }> {
  return new Promise((resolve, reject) => {
    request(url, { headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks),
        }),
      );
    })
      .on("error", reject)
      .end();
  });
}
