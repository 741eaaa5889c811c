import type { SignOptions } from "@leasehold/oauth1/sign-options";
import { signSync } from "@leasehold/oauth1/sync";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Answer, call } from "./support/queue-caller.ts";
import { exampleYaml, people, startTestService, type TestService } from "./support/test-service.ts";

const queue = "/taskqueue/v1beta2/projects/acme/taskqueues/images";
const consumer = { consumerKey: "consumer.example.com", consumerSecret: "consumer-secret" };

const yaml = exampleYaml.replace(
  "apiKeys:",
  `apiKeys:
      - { key: acme-browser-key, kind: browser, allowedReferers: ["http://127.0.0.1:9005/*"] }`,
);

let service: TestService;
beforeAll(async () => {
  service = await startTestService({ yaml });
});
afterAll(() => service[Symbol.asyncDispose]());

interface Batch {
  /** By which of its names the client knows the service. */
  hostname?: string;
  query?: string;
  headers?: Record<string, string>;
  signing?: Partial<Omit<SignOptions, "request">>;
  parts?: readonly string[];
}

/** Signs a batch by itself; the calls in it bring nothing, unless they say so. */
function send(batch: Batch): Promise<Answer> {
  const { hostname = "127.0.0.1", query = "", signing } = batch;
  const origin = service.url.replace("127.0.0.1", hostname);
  const signed = signSync({
    request: { method: "POST", url: `${origin}/batch/taskqueue/v1beta2${query}` },
    credentials: { ...consumer, ...service.signedToken() },
    ...signing,
  });
  return sendSigned(signed, batch);
}

function sendSigned(
  { url, authorization }: { url: string; authorization: string | undefined },
  { headers = {}, parts = [`GET ${queue}`, `GET ${queue}/tasks`] }: Batch,
): Promise<Answer> {
  const blocks = parts.map((part) => `--b\r\nContent-Type: application/http\r\n\r\n${part}\r\n`);
  return call(url, {
    method: "POST",
    headers: {
      "content-type": "multipart/mixed; boundary=b",
      ...(authorization === undefined ? {} : { authorization }),
      ...headers,
    },
    body: `${blocks.join("")}--b--\r\n`,
  });
}

function statusesOf({ text }: Answer): number[] {
  return [...text.matchAll(/^HTTP\/1\.1 (\d+)/gm)].map(([, status]) => Number(status));
}

const key = "?key=acme-server-key";

test.each<[string, Batch]>([
  ["in its header, with the key in its query", { query: key }],
  ["in its header, with the key in another", { headers: { "x-goog-api-key": "acme-server-key" } }],
  [
    "with the key of a page, from that page",
    { query: "?key=acme-browser-key", headers: { referer: "http://127.0.0.1:9005/page" } },
  ],
  ["under another name of the service", { query: key, hostname: "localhost" }],
  ["in its query", { query: key, signing: { transmission: "query" } }],
  [
    "without a token, for a user",
    {
      query: `${key}&xoauth_requestor_id=${people.both}`,
      signing: { credentials: consumer },
    },
  ],
])("a batch that is signed %s serves the calls inside", async (_how, batch) => {
  expect(statusesOf(await send(batch))).toEqual([200, 200]);
});

test("the signer's scopes and rights are those of the calls inside", async () => {
  const answer = await send({
    query: `${key}&xoauth_requestor_id=${people.both}`,
    signing: { credentials: { ...consumer, consumerKey: "reader.example.com" } },
    parts: [`GET ${queue}`, `POST ${queue}/tasks/lease?numTasks=1&leaseSecs=1`],
  });
  expect(statusesOf(answer)).toEqual([200, 403]);
});

test("a call that brings its own credential goes by that", async () => {
  const outsider = `Authorization: Bearer ${service.token({ user: people.outsider })}\r\n`;
  const parts = [
    `GET ${queue}\r\n${outsider}`,
    `GET ${queue}?access_token=garbage`,
    `GET ${queue}?oauth_token=garbage`,
    `GET ${queue}?oauth_signature=garbage`,
    `GET ${queue}`,
  ];
  expect(statusesOf(await send({ query: key, parts }))).toEqual([403, 401, 401, 400, 200]);
});

test.each(["header", "query"] as const)(
  "a call that is signed itself, in its %s, has its own signer's rights, and the batch's key if it has none",
  async (transmission) => {
    const sign = (method: string, path: string): string => {
      const { url, authorization } = signSync({
        request: { method, url: `${service.url}${path}&xoauth_requestor_id=${people.both}` },
        credentials: { ...consumer, consumerKey: "reader.example.com" },
        transmission,
      });
      const line = `${method} ${url.slice(service.url.length)}\r\n`;
      return authorization === undefined ? line : `${line}Authorization: ${authorization}\r\n`;
    };
    const headers = { "x-goog-api-key": "acme-server-key" };
    const parts = [
      sign("GET", `${queue}?alt=json`),
      sign("POST", `${queue}/tasks/lease?numTasks=1&leaseSecs=1`),
      `${sign("GET", `${queue}?alt=json`)}X-Goog-Api-Key: dark-server-key\r\n`,
    ];
    expect(statusesOf(await send({ headers, parts }))).toEqual([200, 403, 400]);
  },
);

test("a key that one call brings is not another's", async () => {
  const parts = [`GET ${queue}?${key.slice(1)}`, `GET ${queue}`];
  expect(statusesOf(await send({ parts }))).toEqual([403, 403]);
});

test.each<[string, Batch, number, string]>([
  ["without a key", {}, 403, "dailyLimitExceededUnreg"],
  ["with a page's key from no page", { query: "?key=acme-browser-key" }, 403, "ipRefererBlocked"],
  ["with a key of other addresses", { query: "?key=acme-locked-key" }, 403, "ipRefererBlocked"],
  ["with a key of another project", { query: "?key=dark-server-key" }, 400, "keyInvalid"],
  [
    "with another secret",
    { query: key, signing: { credentials: { ...consumer, consumerSecret: "another" } } },
    401,
    "POST&http",
  ],
])("a batch that is signed %s is refused, call by call", async (_how, batch, status, words) => {
  const answer = await send(batch);
  expect(statusesOf(answer)).toEqual([status, status]);
  expect(answer.text).toContain(words);
});

test("a signed batch passes once", async () => {
  const signed = signSync({
    request: { method: "POST", url: `${service.url}/batch${key}` },
    credentials: { ...consumer, ...service.signedToken() },
  });
  expect(statusesOf(await sendSigned(signed, {}))).toEqual([200, 200]);
  const again = await sendSigned(signed, {});
  expect(statusesOf(again)).toEqual([401, 401]);
  expect(again.text).toContain("nonce_used: ");
});
