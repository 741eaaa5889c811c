import { gzipSync } from "node:zlib";
import type { SignOptions } from "@leasehold/oauth1/sign-options";
import { signSync } from "@leasehold/oauth1/sync";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RawAnswer, sendRaw } from "./support/raw-request.ts";
import {
  exampleYaml,
  people,
  scopes,
  startTestService,
  type TestService,
} from "./support/test-service.ts";

const queue = "/taskqueue/v1beta2/projects/acme/taskqueues/images";
const key = "key=acme-server-key";
const form = { "content-type": "application/x-www-form-urlencoded" };
const consumer = { consumerKey: "consumer.example.com", consumerSecret: "consumer-secret" };

const yaml = `${exampleYaml
  .replace(
    "apiKeys:",
    "apiKeys:\n      - { key: acme-v6-key, kind: server, allowedIps: [2001:db8::/32] }",
  )
  .replace(
    "oauthConsumers:",
    `oauthConsumers:\n      - { key: admin.example.com, secret: consumer-secret, realm: "http://127.0.0.1:9004/" }`,
  )}  - { domain: example.com, client: admin.example.com, scopes: ["${scopes.admin}"] }
`;

let service: TestService;
beforeAll(async () => {
  service = await startTestService({ yaml });
});
afterAll(() => service[Symbol.asyncDispose]());

type Signing = Partial<Omit<SignOptions, "request">> & {
  method?: string;
  form?: string;
  /** Where the client believes the service to be. */
  origin?: string;
};

function signed(path: string, signing: Signing = {}): ReturnType<typeof signSync> {
  const { method = "GET", form: fields, origin = service.url, ...rest } = signing;
  return signSync({
    request: { method, url: `${origin}${path}`, form: fields },
    credentials: { ...consumer, ...service.signedToken() },
    ...rest,
  });
}

function send(
  { method, url, authorization }: ReturnType<typeof signed>,
  options: { headers?: Record<string, string>; body?: string | Uint8Array; to?: TestService } = {},
): Promise<RawAnswer> {
  const { headers = {}, body, to = service } = options;
  const { pathname, search, host } = new URL(url);
  return sendRaw(Number(new URL(to.localUrl).port), `${pathname}${search}`, {
    method,
    headers: { host, ...(authorization === undefined ? {} : { authorization }), ...headers },
    ...(body === undefined ? {} : { body }),
  });
}

function messageOf({ body }: RawAnswer): string {
  return (JSON.parse(body) as { error: { message: string } }).error.message;
}

describe("what a signature covers", () => {
  test.each(["header", "form"] as const)(
    "is a gzipped form as it reads, signed in the %s",
    async (transmission) => {
      const path = `${queue}/tasks/lease?${key}`;
      const fields = "numTasks=1&leaseSecs=0&groupByTag=true&tag=%C3%A4+%2B%20~%7E*&quotaUser=";
      const request = signed(path, { method: "POST", form: fields, transmission });
      const headers = { ...form, "content-encoding": "gzip" };
      const answer = await send(request, { headers, body: gzipSync(request.form ?? "") });
      expect(answer).toMatchObject({ status: 200 });
    },
  );

  test("is a method's name as it was sent, whatever overrides it", async () => {
    const path = `${queue}/tasks/nothing?${key}&newLeaseSeconds=1`;
    const headers = { "content-type": "application/json", "x-http-method-override": "PATCH" };
    const body = '{"queueName":"images"}';
    const asSent = await send(signed(path, { method: "POST" }), { headers, body });
    expect(asSent.status).toBe(404);
    const asMeant = { ...signed(path, { method: "PATCH" }), method: "POST" };
    expect((await send(asMeant, { headers, body })).status).toBe(401);
  });

  test.each([
    ["s~acme", 200],
    ["s%7Eacme", 200],
    ["%61cme", 200],
  ])("is a path as it was encoded: %s", async (project, status) => {
    const path = `${queue.replace("acme", project)}?${key}&prettyPrint=false&fields=id%2Ckind&quotaUser=a+b%20c`;
    expect((await send(signed(path))).status).toBe(status);
  });

  test("is the hash of a body like any other parameter, and nobody compares it", async () => {
    const parameters = { oauth_body_hash: "2jmj7l5rSw0yVb/vlWAYkK/YBwk=" };
    const request = signed(`${queue}/tasks?${key}`, { method: "POST", parameters });
    const headers = { "content-type": "application/json" };
    const body = '{"payloadBase64":"aGVsbG8="}';
    expect((await send(request, { headers, body })).status).toBe(200);
  });

  test("is one nonce for a consumer, a token and a time", async () => {
    const timestampSeconds = Math.floor(Date.now() / 1000);
    const path = `${queue}?${key}`;
    const stamp = { nonce: "the-same", timestampSeconds };
    const credentials = { ...consumer, ...service.signedToken() };
    const asUser = `${path}&xoauth_requestor_id=${people.both}`;
    for (const [target, signing, status] of [
      [path, { ...stamp, credentials }, 200],
      [`${path}&alt=json`, { ...stamp, credentials }, 401],
      [path, { ...stamp, credentials, timestampSeconds: timestampSeconds + 1 }, 200],
      [path, { ...stamp, credentials: { ...consumer, ...service.signedToken() } }, 200],
      [asUser, { ...stamp, credentials: consumer }, 200],
      [asUser, { ...stamp, credentials: { ...consumer, consumerKey: "reader.example.com" } }, 200],
      [asUser, { ...stamp, credentials: consumer }, 401],
    ] as const) {
      expect((await send(signed(target, signing))).status).toBe(status);
    }
  });
});

test.each([
  ["LOCALHOST", "http://localhost"],
  ["localhost:80", "http://localhost"],
  ["[::1]:8085", "http://[::1]:8085"],
])("the Host %s is signed as %s", async (host, origin) => {
  const request = signed(`${queue}?${key}`, { origin });
  expect((await send(request, { headers: { host } })).status).toBe(200);
});

describe("PLAINTEXT", () => {
  const plaintext = { ...consumer, signatureMethod: "PLAINTEXT" } as const;
  const path = `${queue}?${key}&xoauth_requestor_id=${people.both}`;

  test("is taken where users come by https", async () => {
    const origin = "https://queues.example.com";
    await using secure = await startTestService({ publicUrls: [origin] });
    const request = signed(path, { origin, credentials: plaintext });
    expect((await send(request, { to: secure })).status).toBe(200);
    const wrong = signed(path, { origin, credentials: { ...plaintext, consumerSecret: "x" } });
    const refused = await send(wrong, { to: secure });
    expect(refused.status).toBe(401);
    expect(refused.body).not.toContain("consumer-secret");
    const address = "/accounts/OAuthGetRequestToken";
    const parameters = { scope: scopes.taskqueue, oauth_callback: "oob" };
    const asking = signed(address, { origin, credentials: plaintext, parameters });
    expect((await send(asking, { to: secure })).status).toBe(200);
  });

  test("is refused where they come by http", async () => {
    const origin = "https://queues.example.com";
    const { host } = new URL(service.url);
    const request = signed(path, { origin, credentials: plaintext });
    const answer = await send(request, { headers: { host } });
    expect(answer.status).toBe(400);
    expect(messageOf(answer)).toMatch(/^signature_method_rejected: /);
  });
});

test("the administration takes a signature too, in the delegated scopes", async () => {
  const path = `/leasehold/v1/projects/acme/apiKeys?${key}&xoauth_requestor_id=${people.owner}`;
  const as = (consumerKey: string): Promise<RawAnswer> =>
    send(signed(path, { credentials: { ...consumer, consumerKey } }));
  expect((await as("admin.example.com")).status).toBe(200);
  expect((await as("consumer.example.com")).status).toBe(403);
});

test("a key's IPv6 lock goes by the address that a trusted proxy tells", async () => {
  await using behind = await startTestService({ yaml, trustProxy: ["127.0.0.1"] });
  const path = `${queue}?key=acme-v6-key&xoauth_requestor_id=${people.both}`;
  const from = async (address: string, to: TestService): Promise<number | undefined> => {
    const request = signed(path, { credentials: consumer, origin: to.url });
    return (await send(request, { to, headers: { "x-forwarded-for": address } })).status;
  };
  expect(await from("2001:DB8:0:1::7", behind)).toBe(200);
  expect(await from("2001:db9::7", behind)).toBe(403);
  // The nearest proxy's word counts, not what it was told.
  expect(await from("2001:db8::7, 192.0.2.1", behind)).toBe(403);
  expect(await from("2001:db8::7", service)).toBe(403);
});
