import { signSync } from "@leasehold/oauth1/sync";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Answer, call, errorLine, queueCaller } from "./support/queue-caller.ts";
import {
  exampleYaml,
  people,
  scopes,
  startTestService,
  type TestService,
} from "./support/test-service.ts";

const images = "/taskqueue/v1beta2/projects/acme/taskqueues/images";
const consumer = { consumerKey: "consumer.example.com", consumerSecret: "consumer-secret" };
const delegated = `client: consumer.example.com, scopes: ["${scopes.taskqueue}"`;
const yaml = exampleYaml.replace(delegated, `${delegated}, "${scopes.admin}"`);

let service: TestService;
let bearer: ReturnType<typeof queueCaller>;
beforeAll(async () => {
  service = await startTestService({ yaml });
  bearer = queueCaller({ url: service.url, token: service.token() });
});
afterAll(() => service[Symbol.asyncDispose]());

/** One signed request, to be sent as often as a test likes. */
function signed(
  method: string,
  target: string,
  { user = people.both, body }: { user?: string; body?: object } = {},
): () => Promise<Answer<{ items: object[] }>> {
  const query = `key=acme-server-key&xoauth_requestor_id=${user}`;
  const url = `${service.url}${target}${target.includes("?") ? "&" : "?"}${query}`;
  const { authorization = "" } = signSync({ request: { method, url }, credentials: consumer });
  return () => call(url, { method, headers: { authorization }, ...(body && { body }) });
}

/** Twice at the same moment, and once more: the answer that was not refused. */
async function takenOnce<Body>(send: () => Promise<Answer<Body>>): Promise<Answer<Body>> {
  const answers = [...(await Promise.all([send(), send()])), await send()];
  const [taken, ...refused] = answers.toSorted((a, b) => a.status - b.status);
  for (const answer of refused) expectRefused(answer);
  return taken!;
}

function expectRefused(answer: Answer): void {
  expect(errorLine(answer)).toBe("401 authError global");
  expect(answer.json.error.message).toBe(
    "nonce_used: This request was sent before: sign each one anew, with another nonce.",
  );
  expect(answer.headers.get("www-authenticate")).toBe('OAuth realm="leasehold"');
}

async function inserted(tag: string): Promise<{ id: string; leaseTimestamp: string }> {
  await bearer.insert({ payloadBase64: "YQ==", tag });
  const query = `numTasks=1&leaseSecs=60&groupByTag=true&tag=${tag}`;
  return (await bearer.lease(query)).json.items[0];
}

describe("a signed request is taken once:", () => {
  test("insert", async () => {
    const body = { payloadBase64: "YQ==", tag: "inserted" };
    expect((await takenOnce(signed("POST", `${images}/tasks`, { body }))).status).toBe(200);
    const { items } = (await bearer.list()).json;
    expect(items.filter(({ tag }) => tag === "inserted")).toHaveLength(1);
  });

  test("lease", async () => {
    for (let count = 0; count < 3; count++)
      await bearer.insert({ payloadBase64: "YQ==", tag: "l" });
    const lease = `${images}/tasks/lease?numTasks=1&leaseSecs=60&groupByTag=true&tag=l`;
    expect((await takenOnce(signed("POST", lease))).json.items).toHaveLength(1);
    const rest = await bearer.lease("numTasks=9&leaseSecs=60&groupByTag=true&tag=l");
    expect(rest.json.items).toHaveLength(2);
  });

  test("a lease that waits", async () => {
    const lease = `${images}/tasks/lease?numTasks=2&leaseSecs=60&groupByTag=true&tag=w&waitSecs=30`;
    const send = signed("POST", lease);
    const both = [send(), send()];
    expectRefused(await Promise.race(both));
    await bearer.insert({ payloadBase64: "YQ==", tag: "w" });
    const [taken] = (await Promise.all(both)).filter(({ status }) => status === 200);
    expect(taken?.json.items).toHaveLength(1);
  });

  test("update", async () => {
    const { id, leaseTimestamp } = await inserted("updated");
    const body = { id, queueName: "images", leaseTimestamp };
    const update = signed("POST", `${images}/tasks/${id}?newLeaseSeconds=90`, { body });
    expect((await takenOnce(update)).status).toBe(200);
  });

  test("patch", async () => {
    const { id } = await inserted("patched");
    const body = { queueName: "images" };
    const patch = signed("PATCH", `${images}/tasks/${id}?newLeaseSeconds=90`, { body });
    expect((await takenOnce(patch)).status).toBe(200);
  });

  test("delete, though the task is gone already", async () => {
    const { id } = await inserted("deleted");
    expect((await takenOnce(signed("DELETE", `${images}/tasks/${id}`))).status).toBe(200);
    const again = signed("DELETE", `${images}/tasks/${id}`);
    expect((await again()).status).toBe(404);
    expectRefused(await again());
  });

  test.each(["", "/tasks", "/tasks/unknown"])("GET of the queue%s", async (path) => {
    const status = path.endsWith("unknown") ? 404 : 200;
    const send = signed("GET", `${images}${path}`);
    expect((await send()).status).toBe(status);
    expectRefused(await send());
  });

  test.each([
    ["GET", "queues/images/tasks", undefined],
    ["POST", "queues/images/tasks", { payloadBase64: "YQ==" }],
    ["POST", "queues/images/tasks:lease?numTasks=1&leaseSecs=60", undefined],
  ])("%s %s of the administration", async (method, path, body) => {
    const target = `/leasehold/v1/projects/acme/${path}`;
    const send = signed(method, target, { user: people.owner, ...(body && { body }) });
    expect((await takenOnce(send)).status).toBe(200);
  });
});

test("what a request lacks is told before its nonce is used up", async () => {
  const there = { id: "there", payloadBase64: "YQ==" };
  expect((await bearer.insert(there)).status).toBe(200);
  const withoutPayload = signed("POST", `${images}/tasks`, { body: { tag: "a" } });
  expect((await withoutPayload()).status).toBe(400);
  expect((await withoutPayload()).status).toBe(400);
  const taken = signed("POST", `${images}/tasks`, { body: there });
  expect(errorLine(await taken())).toMatch(/^409 /);
  expectRefused(await taken());
});
