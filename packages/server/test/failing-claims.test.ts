import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { createPullQueues } from "@leasehold/queue";
import { createSqliteStore } from "@leasehold/queue-sqlite";
import { signSync } from "@leasehold/oauth1/sync";
import { temporaryFolder } from "@leasehold/testing/temporary-folder";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { claimIn } from "../src/lib/service/claim-in.ts";
import { type Answer, call, errorLine, queueCaller } from "./support/queue-caller.ts";
import { scopes, startTestService, type TestService } from "./support/test-service.ts";

const queue = "/taskqueue/v1beta2/projects/acme/taskqueues/images";
const key = "key=acme-server-key";
const consumer = { consumerKey: "consumer.example.com", consumerSecret: "consumer-secret" };

let service: TestService;
let file: DatabaseSync;
beforeAll(async () => {
  service = await startTestService();
  file = new DatabaseSync(join(service.dataFolder, "tasks.db"), { timeout: 5000 });
});
afterAll(async () => {
  file.close();
  await service[Symbol.asyncDispose]();
});

// Without its table no key can be claimed: the batch that holds the claim fails.
const breakClaims = (): void => file.exec("ALTER TABLE claimed_key RENAME TO elsewhere");
const mendClaims = (): void => file.exec("ALTER TABLE elsewhere RENAME TO claimed_key");

/** A signed request that can be sent more than once. */
function signed(
  path: string,
  more: {
    parameters?: Record<string, string>;
    method?: string;
    credentials?: typeof consumer;
    form?: string;
  } = {},
): (sending?: { headers?: Record<string, string>; body?: string }) => Promise<Answer> {
  const { parameters, method = "GET", form } = more;
  const isToken = path.startsWith("/accounts/");
  const own = isToken ? consumer : { ...consumer, ...service.signedToken() };
  const { credentials = own } = more;
  const request = { method, url: `${service.url}${path}`, form };
  const { url, authorization = "" } = signSync({ request, credentials, parameters });
  const type = form !== undefined && { "content-type": "application/x-www-form-urlencoded" };
  return ({ headers, body = form ?? "" } = {}) =>
    call(url, { method, ...(body && { body }), headers: { authorization, ...type, ...headers } });
}

function statusesOf({ text }: Answer): number[] {
  return [...text.matchAll(/^HTTP\/1\.1 (\d+)/gm)].map(([, status]) => Number(status));
}

test("a call whose nonce cannot be kept is not made, and passes when it can, once", async () => {
  const send = signed(`${queue}/tasks?${key}`, { method: "POST" });
  const task = {
    headers: { "content-type": "application/json" },
    body: '{"payloadBase64":"YQ=="}',
  };
  breakClaims();
  const refused = await send(task);
  expect(errorLine(refused)).toBe("503 backendError global");
  expect(refused.headers.get("retry-after")).toBe("1");
  expect(refused.json.error.message).toBe(
    "Backend Error. Nothing was changed for certain: try again in a second.",
  );
  const { list } = queueCaller({ url: service.url, token: service.token() });
  expect((await list()).json.items).toBe(undefined);
  mendClaims();
  expect((await send(task)).status).toBe(200);
  expect((await send(task)).status).toBe(401);
  expect((await list()).json.items).toHaveLength(1);
});

test("a batch whose nonce cannot be kept is not run, and passes when it can, once", async () => {
  const send = signed(`/batch?${key}`, { method: "POST" });
  const part = `--b\r\nContent-Type: application/http\r\n\r\nGET ${queue}\r\n--b--\r\n`;
  const batch = { headers: { "content-type": "multipart/mixed; boundary=b" }, body: part };
  breakClaims();
  expect(errorLine(await send(batch))).toBe("503 backendError global");
  mendClaims();
  expect(statusesOf(await send(batch))).toEqual([200]);
  expect(statusesOf(await send(batch))).toEqual([401]);
});

const nothingWasDone = "Nothing was done: try again in a second.";

test("no token is given while the nonce cannot be kept, and the same request gets one later", async () => {
  const send = signed("/accounts/OAuthGetRequestToken", {
    parameters: { scope: scopes.taskqueue, oauth_callback: "oob" },
  });
  breakClaims();
  const refused = await send();
  expect([refused.status, refused.text]).toEqual([503, `server_error\n${nothingWasDone}\n`]);
  expect(refused.headers.get("retry-after")).toBe("1");
  mendClaims();
  expect((await send()).text).toMatch(/^oauth_token=lhq_/);
  expect((await send()).text).toMatch(/^nonce_used\n/);
});

test("nor is one exchanged, told of, taken back or migrated", async () => {
  const parameters = { scope: scopes.taskqueue, oauth_callback: "oob" };
  const { text } = await signed("/accounts/OAuthGetRequestToken", { parameters })();
  const pair = new URLSearchParams(text);
  const credentials = {
    ...consumer,
    token: pair.get("oauth_token") ?? "",
    tokenSecret: pair.get("oauth_token_secret") ?? "",
  };
  const access = service.signedToken();
  const exchange = signed("/accounts/OAuthGetAccessToken", { credentials });
  const info = signed("/accounts/AuthSubTokenInfo", { credentials: { ...consumer, ...access } });
  const revoke = signed("/accounts/AuthSubRevokeToken", {
    credentials: { ...consumer, ...access },
  });
  const form = new URLSearchParams({
    grant_type: "urn:ietf:params:oauth:grant-type:migration:oauth1",
    client_id: "app",
    client_secret: "app-secret",
  }).toString();
  const migrate = signed("/token", { method: "POST", form });
  breakClaims();
  for (const send of [exchange, info, revoke]) {
    const { status, text: answer } = await send();
    expect([status, answer]).toEqual([503, `server_error\n${nothingWasDone}\n`]);
  }
  const refused = await migrate();
  expect([refused.status, refused.json]).toEqual([
    503,
    { error: "temporarily_unavailable", error_description: nothingWasDone },
  ]);
  mendClaims();
  // Nobody has allowed that request token.
  expect((await exchange()).text).toMatch(/^permission_denied\n/);
  expect((await info()).text).toMatch(/^Target=/);
  expect((await migrate()).json).toMatchObject({ token_type: "Bearer" });
  expect((await revoke()).status).toBe(200);
});

test("a claim beyond what may wait is refused, and not taken for one that was made before", async () => {
  const folder = temporaryFolder();
  onTestFinished(() => folder[Symbol.dispose]());
  const store = await createSqliteStore({ path: join(folder.path, "tasks.db") });
  const queues = createPullQueues({ store, limits: { waitingOperationsMax: 1 } });
  onTestFinished(() => queues.close());
  const untilMs = Date.now() + 60_000;
  const claim = (key: string): Promise<boolean> => claimIn(queues)({ key, untilMs });
  const first = claim("first");
  await expect(claim("second")).rejects.toMatchObject({
    status: 503,
    reason: "backendError",
  });
  expect(await first).toBe(true);
  expect([await claim("first"), await claim("second")]).toEqual([false, true]);
  const kept = new DatabaseSync(join(folder.path, "tasks.db"), { readOnly: true });
  const untilMicros = untilMs * 1000;
  expect(kept.prepare("SELECT key, until FROM claimed_key ORDER BY key").all()).toEqual([
    { key: "first", until: untilMicros },
    { key: "second", until: untilMicros },
  ]);
  kept.close();
});
