import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Answer, call, errorLine, queueCaller } from "./support/queue-caller.ts";
import { startTestService, type TestService } from "./support/test-service.ts";

const tasks = "/taskqueue/v1beta2/projects/acme/taskqueues/images/tasks";

let service: TestService;
let token: string;

beforeAll(async () => {
  service = await startTestService();
  token = service.token();
});
afterAll(() => service[Symbol.asyncDispose]());

interface Part {
  contentId?: string;
  line: string;
  headers?: string[];
  body?: string;
}

function batchBody(parts: readonly Part[], boundary: string): string {
  const texts = parts.map(({ contentId, line, headers = [], body = "" }) => {
    const id = contentId === undefined ? "" : `Content-ID: ${contentId}\r\n`;
    const inner = [line, ...headers].join("\r\n");
    return `--${boundary}\r\nContent-Type: application/http\r\n${id}\r\n${inner}\r\n\r\n${body}\r\n`;
  });
  return `${texts.join("")}--${boundary}--`;
}

function send(
  parts: readonly Part[],
  options: { path?: string; token?: string | undefined; gzip?: boolean } = {},
): Promise<Answer> {
  const { path = "/batch/taskqueue/v1beta2", gzip = false } = options;
  const outer = "token" in options ? options.token : token;
  const text = batchBody(parts, "===0123==");
  return call(`${service.url}${path}`, {
    method: "POST",
    ...(outer === undefined ? {} : { token: outer }),
    headers: {
      "content-type": 'multipart/mixed; boundary="===0123=="',
      ...(gzip ? { "content-encoding": "gzip" } : {}),
    },
    body: gzip ? new Uint8Array(gzipSync(text)) : text,
  });
}

interface AnsweredPart {
  contentId: string | undefined;
  status: number;
  body: string;
}

function parts({ headers, text }: Answer): AnsweredPart[] {
  const boundary = /boundary=(\S+)/.exec(headers.get("content-type")!)![1]!;
  const blocks = text.split(`--${boundary}`).slice(1, -1);
  expect(text.endsWith(`--${boundary}--\r\n`)).toBe(true);
  return blocks.map((block) => {
    const [outer, head, ...body] = block.slice(2, -2).split("\r\n\r\n");
    return {
      contentId: /Content-ID: (.*)/.exec(outer!)?.[1],
      status: Number(/^HTTP\/1\.1 (\d+)/.exec(head!)![1]),
      body: body.join("\r\n\r\n"),
    };
  });
}

const insertPart = (contentId: string): Part => ({
  contentId,
  line: `POST ${tasks} HTTP/1.1`,
  headers: ["Content-Type: application/json"],
  body: '{"payloadBase64":"aGVsbG8="}',
});

test.each(["/batch/taskqueue/v1beta2", "/batch", "/batch/leasehold/v1"])(
  "%s answers every call",
  async (path) => {
    const answer = await send([insertPart("<a+1>"), insertPart("b"), insertPart("<c>")], { path });
    expect(answer.status).toBe(200);
    const answered = parts(answer);
    expect(answered.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(answered.map(({ contentId }) => contentId)).toEqual([
      "<response-a+1>",
      "response-b",
      "<response-c>",
    ]);
    for (const { body } of answered) {
      const { id } = JSON.parse(body) as { id: string };
      const [removed] = parts(await send([{ line: `DELETE ${tasks}/${id}` }], { path }));
      expect(removed).toEqual({ contentId: undefined, status: 200, body: "" });
    }
  },
);

test("a failed call fails alone", async () => {
  const answer = await send([
    insertPart("1"),
    { contentId: "2", line: `GET ${tasks}/nothing` },
    { contentId: "3", line: `POST ${tasks}`, body: "{" },
    { contentId: "4", line: `POST ${tasks}/lease?numTasks=0&leaseSecs=1` },
    { contentId: "5", line: "GET /nowhere" },
    { contentId: "6", line: "POST /batch" },
    { contentId: "7", line: `GET ${tasks}` },
  ]);
  expect(parts(answer).map(({ status }) => status)).toEqual([200, 404, 400, 400, 404, 404, 200]);
});

test("a part's own credential goes before the batch's, and a batch may have none", async () => {
  const get = `GET ${tasks}`;
  const own = { line: get, headers: [`Authorization: Bearer ${token}`] };
  const inQuery = { line: `${get}?access_token=${token}` };
  const statuses = async (outer: string | undefined, ...each: Part[]): Promise<number[]> =>
    parts(await send(each, { token: outer })).map(({ status }) => status);
  expect(await statuses(undefined, own, inQuery, { line: get })).toEqual([200, 200, 401]);
  expect(await statuses("garbage", own, inQuery, { line: get })).toEqual([200, 200, 401]);
});

test("a part's method override wins, and line feeds alone end lines too", async () => {
  const { json: task } = await queueCaller({ url: service.url, token }).insert({
    payloadBase64: "aGVsbG8=",
  });
  const body = [
    "--b",
    "Content-Type: application/http",
    "",
    `POST ${tasks}/${task.id}?newLeaseSeconds=0`,
    "X-HTTP-Method-Override: PATCH",
    "",
    '{"queueName":"images","tag":"patched"}',
    "--b--",
  ].join("\n");
  const answer = await call(`${service.url}/batch`, {
    method: "POST",
    token,
    headers: { "content-type": "multipart/mixed; boundary=b" },
    body,
  });
  expect(JSON.parse(parts(answer)[0]!.body)).toMatchObject({ tag: "patched" });
});

test("1000 gzipped calls pass and 1001 do not", async () => {
  const get = { line: `GET ${tasks}/nothing` };
  const many = await send(
    Array.from({ length: 1000 }, () => get),
    { gzip: true },
  );
  expect(parts(many)).toHaveLength(1000);
  const more = await send(Array.from({ length: 1001 }, () => get));
  expect(errorLine(more)).toBe("400 invalid global");
  expect(more.json.error.message).toContain("at most 1000");
});

test("a batch of more than 32 MiB inflated is 413, and one call of more than 2 MiB fails alone", async () => {
  const large = { ...insertPart("1"), body: JSON.stringify({ note: "x".repeat(2 * 1024 * 1024) }) };
  const answer = await send([large, { line: `GET ${tasks}` }], { gzip: true });
  expect(parts(answer).map(({ status }) => status)).toEqual([413, 200]);
  const bomb = await send(
    Array.from({ length: 16 }, () => large),
    { gzip: true },
  );
  expect(errorLine(bomb)).toBe("413 uploadTooLarge global");
});

test.each([
  ["application/json", "{}", "multipart/mixed with a boundary"],
  ["multipart/mixed", "--b\r\n\r\n--b--", "multipart/mixed with a boundary"],
  ["multipart/mixed; boundary=b", "nothing", "no part"],
  ["multipart/mixed; boundary=b", "", "no part"],
  ["multipart/mixed; boundary=b", "--b\r\n\r\nGET /x\r\n--b--", "application/http"],
  [
    "multipart/mixed; boundary=b",
    "--b\r\nContent-Type: application/http\r\n\r\nhello\r\n--b--",
    "request line",
  ],
  [
    "multipart/mixed; boundary=b",
    "--b\r\nContent-Type: application/http\r\n\r\nGET /x\r\nnonsense\r\n\r\n--b--",
    'lines of "Name: value"',
  ],
  [
    "multipart/mixed; boundary=b",
    "--b\r\nContent-Type: application/http\r\n\r\nGET /x\r\nAuthorization: Bearer a\r\nauthorization: Bearer b\r\n\r\n--b--",
    "more than one Authorization header in part 1 of the batch",
  ],
])("refuses the batch %s %j", async (contentType, body, words) => {
  const answer = await call(`${service.url}/batch`, {
    method: "POST",
    token,
    headers: { "content-type": contentType },
    body,
  });
  expect(errorLine(answer)).toBe("400 invalid global");
  expect(answer.json.error.message).toContain(words);
});

test("a batch is a POST", async () => {
  expect(errorLine(await call(`${service.url}/batch`, { token }))).toBe("404 notFound global");
});

test("the calls of a batch are counted one by one", async () => {
  const count = async (): Promise<number> => {
    const { text } = await call(`${service.url}/metrics`);
    const found =
      /leasehold_requests_total\{method="taskqueue.tasks.list",status="200"\} (\d+)/.exec(text);
    return Number(found?.[1] ?? 0);
  };
  const before = await count();
  await send(Array.from({ length: 5 }, () => ({ line: `GET ${tasks}` })));
  expect((await count()) - before).toBe(5);
});

test("many leases of one batch may wait, and all are answered", async () => {
  const warnings: Error[] = [];
  const note = (warning: Error): void => void warnings.push(warning);
  process.on("warning", note);
  const wait = {
    line: `POST ${tasks}/lease?numTasks=1&leaseSecs=1&waitSecs=1&groupByTag=true&tag=none`,
  };
  const answer = await send(Array.from({ length: 50 }, () => wait));
  process.off("warning", note);
  expect(parts(answer).map(({ status }) => status)).toEqual(Array.from({ length: 50 }, () => 200));
  expect(warnings).toEqual([]);
});
