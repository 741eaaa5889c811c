import { signSync } from "@leasehold/oauth1/sync";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { queueCaller } from "./support/queue-caller.ts";
import { type RawAnswer, sendRaw } from "./support/raw-request.ts";
import { startTestService, type TestService } from "./support/test-service.ts";

const queue = "/taskqueue/v1beta2/projects/acme/taskqueues/images";
const key = "key=acme-server-key";

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service[Symbol.asyncDispose]());

function send(target: string, options?: Parameters<typeof sendRaw>[2]): Promise<RawAnswer> {
  return sendRaw(Number(new URL(service.localUrl).port), target, options);
}

function signedHeader(path: string, method = "GET"): { authorization: string } {
  const consumer = { consumerKey: "consumer.example.com", consumerSecret: "consumer-secret" };
  const { authorization = "" } = signSync({
    request: { method, url: `${service.url}${path}` },
    credentials: { ...consumer, ...service.signedToken() },
  });
  return { authorization };
}

describe("a target in absolute form, as a proxy may send it", () => {
  test.each([`${queue}?${key}`, `${queue}/tasks/?${key}`])("reaches %s", async (path) => {
    const { status } = await send(`${service.url}${path}`, { headers: signedHeader(path) });
    expect(status).toBe(200);
  });

  test.each(["", "/", "/healthz", "?q", "/discovery/v1/apis"])("reaches %j", async (path) => {
    expect((await send(`${service.url}${path}`)).status).toBe(200);
  });

  test("names the host, whatever the Host header says", async () => {
    const path = `${queue}?${key}`;
    const headers = { ...signedHeader(path), host: "127.0.0.1:1" };
    expect((await send(`${service.url}${path}`, { headers })).status).toBe(200);
    expect((await send(path, { headers: { ...headers, ...signedHeader(path) } })).status).toBe(401);
  });
});

describe("a fragment, which no signature covers,", () => {
  const lease = `${queue}/tasks/lease?${key}&numTasks=1&leaseSecs=0&groupByTag=true&tag=cut`;

  beforeAll(async () => {
    const images = queueCaller({ url: service.url, token: service.token() });
    await images.insert({ payloadBase64: "aGVsbG8=", tag: "cut#off" });
  });

  test("does not change a signed parameter, nor add one", async () => {
    const headers = signedHeader(lease, "POST");
    const answer = await send(`${lease}#off&fields=nothing`, { method: "POST", headers });
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body)).toEqual({ kind: "taskqueue#tasks" });
  });

  test("does not in a batch either", async () => {
    const { authorization } = signedHeader(lease, "POST");
    const part = `POST ${lease}#off&fields=nothing HTTP/1.1\r\nAuthorization: ${authorization}\r\n\r\n`;
    const answer = await send("/batch", {
      method: "POST",
      headers: { "content-type": "multipart/mixed; boundary=b" },
      body: `--b\r\nContent-Type: application/http\r\n\r\n${part}\r\n--b--\r\n`,
    });
    expect(answer.body).toContain("HTTP/1.1 200 OK");
    expect(answer.body).not.toContain("cut#off");
  });

  test("is no part of the path", async () => {
    const path = `${queue}/tasks?${key}`;
    const headers = signedHeader(`${queue}/tasks`);
    // What follows is not read, and so the key is missing.
    expect((await send(`${queue}/tasks#?${key}`, { headers })).status).toBe(403);
    expect((await send(path, { headers: signedHeader(path) })).status).toBe(200);
  });
});
