import { statSync } from "node:fs";
import { Agent, request } from "node:http";
import { join } from "node:path";
import { startLeasehold } from "@leasehold/server";
import { temporaryFolder } from "@leasehold/testing/temporary-folder";
import type { Queue } from "@leasehold/leasehold-v1";
import { expect, test } from "vitest";
import { call, queueCaller } from "./support/queue-caller.ts";
import { exampleYaml, startTestService } from "./support/test-service.ts";

test("listening on anything but loopback needs a public URL", async () => {
  using folder = temporaryFolder();
  const dataFolder = join(folder.path, "data");
  await expect(startLeasehold({ host: "0.0.0.0", port: 0, dataFolder })).rejects.toThrow(
    /give the public URL/,
  );
});

test.each(["queues.example.com", "ftp://queues.example.com", "https://queues.example.com/path"])(
  "%s is no public URL",
  async (publicUrl) => {
    using folder = temporaryFolder();
    const options = {
      host: "127.0.0.1",
      port: 0,
      dataFolder: folder.path,
      publicUrls: [publicUrl],
    };
    await expect(startLeasehold(options)).rejects.toThrow(TypeError);
  },
);

test("two public URLs of one host are refused: a request names its host alone", async () => {
  using folder = temporaryFolder();
  const publicUrls = ["https://queues.example.com", "http://queues.example.com"];
  const options = { host: "127.0.0.1", port: 0, dataFolder: folder.path };
  await expect(startLeasehold({ ...options, publicUrls })).rejects.toThrow(/have the same host/);
});

test("the data folder is for its owner alone, and a service without an administrator gives a set-up link", async () => {
  using folder = temporaryFolder();
  const dataFolder = join(folder.path, "deep", "data");
  const server = await startLeasehold({
    host: "127.0.0.1",
    port: 0,
    dataFolder,
    logLevel: "silent",
  });
  try {
    expect(statSync(dataFolder).mode & 0o777).toBe(0o700);
    expect(server.setupUrl).toMatch(new RegExp(`^${server.url}/setup`));
  } finally {
    await server.close();
  }
});

test("a wrong leasehold.yaml stops the start with the place that is wrong, and lets go of the data", async () => {
  using folder = temporaryFolder();
  const dataFolder = join(folder.path, "data");
  const start = (yaml: string): ReturnType<typeof startLeasehold> =>
    startLeasehold({
      host: "127.0.0.1",
      port: 0,
      dataFolder,
      logLevel: "silent",
      configuration: { yaml, folder: folder.path },
    });
  await expect(start("projects:\n  - { id: acme, colour: red }")).rejects.toThrow(/projects\[0\]/);
  await (await start(exampleYaml)).close();
});

test("a method that no operation does is found at start", async () => {
  const { default: document } = await import("@leasehold/discovery/taskqueue.v1beta2.json", {
    with: { type: "json" },
  });
  const changed = structuredClone(document);
  Object.assign(changed.resources.tasks.methods, {
    touch: { id: "taskqueue.tasks.touch", path: "touch", httpMethod: "POST" },
  });
  await expect(startTestService({ documents: { taskqueue: changed } })).rejects.toThrow(
    "The document taskqueue:v1beta2 has taskqueue.tasks.touch, but no operation does it.",
  );
});

test("a configuration that is applied again leaves a paused queue paused", async () => {
  using folder = temporaryFolder();
  const dataFolder = join(folder.path, "data");
  const options = { dataFolder, configuration: { yaml: exampleYaml, folder: folder.path } };
  await using first = await startTestService(options);
  const admin = first.token({
    user: "owner@example.com",
    scope: "https://www.googleapis.com/auth/leasehold.admin",
  });
  const pause = `${first.url}/leasehold/v1/projects/acme/queues/images/pause`;
  expect((await call<Queue>(pause, { method: "POST", token: admin })).json.paused).toBe(true);
  await first.close();
  const lines: string[] = [];
  const again = await startLeasehold({
    host: "127.0.0.1",
    port: 0,
    ...options,
    logDestination: { write: (line) => void lines.push(line) },
  });
  try {
    const queue = `${again.url}/leasehold/v1/projects/acme/queues/images`;
    expect((await call<Queue>(queue, { token: admin })).json.paused).toBe(true);
    expect(lines.join("")).not.toContain("queue images");
  } finally {
    await again.close();
  }
});

test("a stop answers waiting leases with no tasks, and keeps what it acknowledged", async () => {
  await using service = await startTestService();
  const images = queueCaller({ url: service.url, token: service.token() });
  const agent = new Agent({ keepAlive: true });
  const waiting = post(
    agent,
    `${images.base}/tasks/lease?numTasks=1&leaseSecs=60&waitSecs=60`,
    service.token(),
  );
  expect((await images.queue()).status).toBe(200);
  const inserts = Array.from({ length: 50 }, () =>
    images.insert({
      payloadBase64: "aGVsbG8=",
      leaseTimestamp: String(Date.now() * 1000 + 60_000_000),
    }),
  );
  await Promise.all(inserts);
  await service.close();
  const answer = await waiting;
  expect(answer.status).toBe(200);
  expect(JSON.parse(answer.text)).toEqual({ kind: "taskqueue#tasks" });
  await expect(images.queue()).rejects.toThrow("fetch failed");
  agent.destroy();
});

test("closing twice is closing once", async () => {
  await using service = await startTestService();
  await expect(Promise.all([service.close(), service.close()])).resolves.toHaveLength(2);
});

function post(agent: Agent, url: string, token: string): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${token}` };
    request(url, { method: "POST", agent, headers }, (response) => {
      let text = "";
      response.on("data", (chunk: Buffer) => (text += chunk.toString()));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, text }));
    })
      .on("error", reject)
      .end();
  });
}
