import { afterAll, beforeAll, expect, test } from "vitest";
import { formBrowser, signInAndAllow } from "@leasehold/testing/form-browser";
import { type ForwardProxy, startForwardProxy } from "./e2e/forward-proxy.ts";
import { googleapis1, googleapis29, type OldClientOptions } from "./e2e/old-googleapis.ts";
import { type RunningServer, startServer } from "./e2e/running-server.ts";
import { taskqueueScope } from "./e2e/service-account.ts";

let server: RunningServer;
let proxy: ForwardProxy;
let options: OldClientOptions;

beforeAll(async () => {
  server = await startServer();
  proxy = await startForwardProxy(server.url);
  options = {
    url: server.url,
    proxyUrl: proxy.url,
    clientId: "web-client",
    clientSecret: "web-secret",
    refreshToken: await refreshToken(),
  };
});
afterAll(async () => {
  await proxy[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

test.each([
  ["1.0.0", googleapis1],
  ["29.0.0", googleapis29],
])("googleapis %s, unmodified, calls all eight methods", async (version, connect) => {
  const call = connect(options);
  // The old service knew projects by their partition.
  const queue = { project: "s~acme", taskqueue: "images" };
  const id = `from-${version.replaceAll(".", "-")}`;
  const task = { ...queue, task: id };

  const inserted = await call("tasks.insert", {
    ...queue,
    resource: { id, queueName: "images", payloadBase64: "aGVsbG8=", tag: "old" },
  });
  expect(inserted).toMatchObject({ kind: "taskqueues#task", id, leaseTimestamp: "0" });

  expect(await call("taskqueues.get", { ...queue, getStats: true })).toMatchObject({
    kind: "taskqueues#taskqueue",
    id: "projects/s~acme/taskqueues/images",
    stats: { totalTasks: 1 },
  });
  expect(await call("tasks.list", queue)).toMatchObject({
    kind: "taskqueues#tasks",
    items: [{ id, tag: "old" }],
  });
  expect(await call("tasks.get", task)).toMatchObject({ id, payloadBase64: "aGVsbG8=" });

  const lease = { ...queue, numTasks: 1, leaseSecs: 60, groupByTag: true, tag: "old" };
  const leased = (await call("tasks.lease", lease)) as { items: { leaseTimestamp: string }[] };
  expect(leased).toMatchObject({
    kind: "taskqueue#tasks",
    items: [{ id, queueName: "projects/s~acme/taskqueues/images", retry_count: 1 }],
  });

  const { leaseTimestamp } = leased.items[0] ?? {};
  const updated = (await call("tasks.update", {
    ...task,
    newLeaseSeconds: 600,
    resource: { id, leaseTimestamp },
  })) as { leaseTimestamp: string };
  expect(Number(updated.leaseTimestamp)).toBeGreaterThan(Number(leaseTimestamp));

  const patched = await call("tasks.patch", {
    ...task,
    newLeaseSeconds: 30,
    resource: { queueName: "images", tag: "patched" },
  });
  expect(patched).toMatchObject({ id, tag: "patched", retry_count: 1 });

  await call("tasks.delete", task);
  await expect(call("tasks.get", task)).rejects.toMatchObject({ code: 404 });
});

async function refreshToken(): Promise<string> {
  const redirectUri = "http://127.0.0.1:9004/callback";
  const parameters = new URLSearchParams({
    response_type: "code",
    client_id: "web-client",
    redirect_uri: redirectUri,
    scope: taskqueueScope,
    access_type: "offline",
  });
  const callback = await signInAndAllow({
    browser: formBrowser(server.url),
    url: `${server.url}/o/oauth2/auth?${parameters.toString()}`,
    email: "ada@example.com",
    password: "correct-horse",
  });
  const answer = await fetch(`${server.url}/o/oauth2/token`, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "authorization_code",
      client_id: "web-client",
      client_secret: "web-secret",
      redirect_uri: redirectUri,
      code: callback.searchParams.get("code") ?? "",
    }),
  });
  return ((await answer.json()) as { refresh_token: string }).refresh_token;
}
