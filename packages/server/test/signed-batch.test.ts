import type { SignOptions } from "@leasehold/oauth1/sign-options";
import { signSync } from "@leasehold/oauth1/sync";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Answer, call } from "./support/queue-caller.ts";
import { people, startTestService, type TestService } from "./support/test-service.ts";

const queue = "/taskqueue/v1beta2/projects/acme/taskqueues/images";
const consumer = { consumerKey: "consumer.example.com", consumerSecret: "consumer-secret" };

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service[Symbol.asyncDispose]());

interface Batch {
  query?: string;
  headers?: Record<string, string>;
  signing?: Partial<Omit<SignOptions, "request">>;
  parts?: readonly string[];
}

/** Signs a batch by itself; the calls in it bring nothing, unless they say so. */
function send(batch: Batch): Promise<Answer> {
  const { query = "", signing } = batch;
  const signed = signSync({
    request: { method: "POST", url: `${service.url}/batch/taskqueue/v1beta2${query}` },
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
    `GET ${queue}`,
  ];
  expect(statusesOf(await send({ query: key, parts }))).toEqual([403, 401, 200]);
});

test.each<[string, Batch, number, string]>([
  ["without a key", {}, 403, "dailyLimitExceededUnreg"],
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
