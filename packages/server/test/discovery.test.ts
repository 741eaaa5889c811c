import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { call, errorLine } from "./support/queue-caller.ts";
import type { Directory, ServedDocument } from "./support/served-document.ts";
import { exampleYaml, scopes, startTestService, type TestService } from "./support/test-service.ts";

let service: TestService;

beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service[Symbol.asyncDispose]());

const rest = "/discovery/v1/apis/taskqueue/v1beta2/rest";

describe("without a public URL", () => {
  test("the document is served at the loopback address that was asked", async () => {
    const { json } = await call<ServedDocument>(`${service.url}${rest}`);
    expect(json.rootUrl).toBe(`${service.url}/`);
    expect(json.baseUrl).toBe(`${service.url}/taskqueue/v1beta2/projects/`);
    expect(json.batchPath).toBe("batch/taskqueue/v1beta2");
    const port = new URL(service.url).port;
    const local = await call<ServedDocument>(`http://localhost:${port}${rest}`);
    expect(local.json.rootUrl).toBe(`http://localhost:${port}/`);
  });

  test("any other Host is refused", async () => {
    const answer = await withHost("queues.example.com", rest);
    expect(answer.status).toBe(400);
    expect(answer.text).toContain("--public-url");
    expect((await withHost("127.0.0.1.example.com", rest)).status).toBe(400);
  });

  test("both addresses of a document serve the same bytes", async () => {
    const { text } = await call(`${service.url}${rest}`);
    expect((await call(`${service.url}/$discovery/rest?version=v1beta2`)).text).toBe(text);
    const admin = await call<ServedDocument>(`${service.url}/$discovery/rest?version=v1`);
    expect(admin.json.id).toBe("leasehold:v1");
  });

  test("the ETag is strong, and If-None-Match with it is 304 without a body", async () => {
    const first = await call(`${service.url}${rest}`, {
      headers: { "accept-encoding": "identity" },
    });
    const etag = first.headers.get("etag")!;
    expect(etag).toMatch(/^"[\w-]{43}"$/);
    const headers = { "if-none-match": etag, "accept-encoding": "identity" };
    const again = await call(`${service.url}${rest}`, { headers });
    expect(again.status).toBe(304);
    expect(again.text).toBe("");
    expect(again.headers.get("etag")).toBe(etag);
    const zipped = await call(`${service.url}${rest}`, { headers: { "accept-encoding": "gzip" } });
    expect(zipped.headers.get("etag")).not.toBe(etag);
    const condition = { "if-none-match": `"x", ${zipped.headers.get("etag")}` };
    expect((await call(`${service.url}${rest}`, { headers: condition })).status).toBe(304);
    expect(
      (await call(`${service.url}${rest}`, { headers: { "if-none-match": '"x"' } })).status,
    ).toBe(200);
  });

  test("the directory lists both APIs, or those of a name", async () => {
    const { json } = await call<Directory>(`${service.url}/discovery/v1/apis`);
    expect(json.kind).toBe("discovery#directoryList");
    expect(json.items.map(({ id }) => id)).toEqual(["taskqueue:v1beta2", "leasehold:v1"]);
    const named = await call<Directory>(
      `${service.url}/discovery/v1/apis?name=taskqueue&preferred=true`,
    );
    expect(named.json.items).toEqual([
      expect.objectContaining({
        name: "taskqueue",
        discoveryRestUrl: `${service.url}${rest}`,
        preferred: true,
      }),
    ]);
    expect(
      (await call<Directory>(`${service.url}/discovery/v1/apis?name=other`)).json.items,
    ).toEqual([]);
    const bad = await call(`${service.url}/discovery/v1/apis?preferred=maybe`);
    expect(errorLine(bad)).toBe("400 invalidParameter global");
  });

  test.each([
    ["/discovery/v1/apis/other/v1/rest", "404 notFound global"],
    ["/discovery/v1/apis/taskqueue/v1/rest", "404 notFound global"],
    ["/discovery/v1/nothing", "404 notFound global"],
    ["/$discovery/rest", "400 invalid global"],
    ["/$discovery/rest?version=v9", "404 notFound global"],
  ])("%s is %s", async (path, line) => {
    expect(errorLine(await call(`${service.url}${path}`))).toBe(line);
  });

  test("the consumer scope stands at the methods that read", async () => {
    const { resources } = (await call<ServedDocument>(`${service.url}${rest}`)).json;
    expect(resources.tasks.methods.list.scopes).toContain(scopes.consumer);
    expect(resources.tasks.methods.lease.scopes).toEqual([scopes.taskqueue]);
  });
});

test("with consumerScope: consume it stands at every method but insert", async () => {
  await using consuming = await startTestService({
    yaml: `consumerScope: consume\n${exampleYaml}`,
  });
  const { resources } = (await call<ServedDocument>(`${consuming.url}${rest}`)).json;
  expect(resources.tasks.methods.lease.scopes).toEqual([scopes.taskqueue, scopes.consumer]);
  expect(resources.tasks.methods.insert.scopes).toEqual([scopes.taskqueue]);
});

test("with a public URL documents say it, whatever the Host", async () => {
  await using reached = await startTestService({
    publicUrls: ["https://queues.example.com", "https://other.example.com"],
  });
  expect(reached.url).toBe("https://queues.example.com");
  const port = await portOf(reached);
  const get = async (host: string): Promise<{ rootUrl: string }> =>
    JSON.parse((await withHost(host, rest, port)).text) as { rootUrl: string };
  expect((await get("queues.example.com")).rootUrl).toBe("https://queues.example.com/");
  expect((await get("other.example.com:443")).rootUrl).toBe("https://other.example.com/");
  expect((await get("evil.example.net")).rootUrl).toBe("https://queues.example.com/");
});

async function portOf({ log }: TestService): Promise<number> {
  return Number(/127\.0\.0\.1:(\d+)/.exec(log())![1]);
}

function withHost(
  host: string,
  path: string,
  port: number = Number(new URL(service.url).port),
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    request({ host: "127.0.0.1", port, path, headers: { host } }, (response) => {
      let text = "";
      response.on("data", (chunk: Buffer) => (text += chunk.toString()));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, text }));
    })
      .on("error", reject)
      .end();
  });
}
