import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runCli } from "./cli.ts";
import { ada, bob, type Service, startService } from "./service.ts";

let service: Service;

beforeAll(async () => {
  service = await startService();
  await service.signIn("ada", ada);
  await service.signIn("bob", bob);
});

afterAll(() => service[Symbol.asyncDispose]());

const queue = ["--taskqueue", "images"];

function call(name: string, method: string, ...args: string[]): ReturnType<Service["as"]> {
  return service.as(name, ["api", "taskqueue:v1beta2", method, ...args]);
}

test("a task goes in, is leased, renewed and deleted with nothing but the document", async () => {
  const fields = ["--id", "cat", "--payload-base64", "aGk=", "--tag", "t"];
  const inserted = await call("ada", "tasks.insert", "--project", "acme", ...queue, ...fields);
  expect(inserted.stderr).toBe("");
  expect(inserted.stdout).toContain("id: cat\n");

  // The only project needs no naming.
  const lease = ["--num-tasks", "5", "--lease-secs", "60", "--json"];
  const leased = await call("ada", "tasks.lease", ...queue, ...lease);
  const { items } = JSON.parse(leased.stdout);
  expect(items).toMatchObject([{ id: "cat", payloadBase64: "aGk=", tag: "t" }]);

  const { leaseTimestamp } = items[0];
  const body = JSON.stringify({ id: "cat", leaseTimestamp });
  const renew = ["--task", "cat", "--new-lease-seconds", "120", "--body", body, "--json"];
  const renewed = JSON.parse((await call("ada", "tasks.update", ...queue, ...renew)).stdout);
  expect(Number(renewed.leaseTimestamp)).toBeGreaterThan(Number(leaseTimestamp));

  const deleted = await call("ada", "tasks.delete", ...queue, "--task", "cat");
  expect(deleted).toEqual({ status: 0, stdout: "", stderr: "" });
});

test("the administration's methods are there too, page by page", async () => {
  const args = ["api", "leasehold:v1", "queues.list", "--page-all", "--json"];
  const { stdout, stderr } = await service.as("ada", args);
  expect(stderr).toBe("");
  expect(JSON.parse(stdout)).toMatchObject([{ name: "images" }]);
});

test("the server's document is kept, with its ETag", async () => {
  await call("ada", "tasks.list", ...queue);
  const documents = join(service.envOf("ada")["LEASEHOLD_CONFIG_DIR"] ?? "", "documents");
  expect(existsSync(documents)).toBe(true);
  const files = readdirSync(documents);
  expect(files.filter((name) => !/^[0-9a-f]{64}\.json$/.test(name))).toEqual([]);
});

test("the document of an address on our server is called as ours", async () => {
  const address = `${service.url}/discovery/v1/apis/taskqueue/v1beta2/rest`;
  const { status, stderr } = await service.as("ada", ["api", address, "tasks.list", ...queue]);
  expect([status, stderr]).toEqual([0, ""]);
});

test("what is not there ends with 5, what is forbidden with 4", async () => {
  const gone = await call("ada", "tasks.get", ...queue, "--task", "nothing");
  expect(gone.status).toBe(5);
  expect(gone.stderr).toMatch(/^leasehold: 127\.0\.0\.1:\d+ answered 404 \w+: /);
  const forbidden = await call("bob", "tasks.list", "--project", "acme", ...queue);
  expect(forbidden.status).toBe(4);
  expect(forbidden.stderr).toMatch(/answered 403 \w+: /);
});

test("a token for less is refused for what it may not", async () => {
  const args = ["--project", "acme", ...queue, "--scopes", "email"];
  const { status, stderr } = await call("ada", "tasks.list", ...args);
  expect([status, stderr]).toEqual([4, expect.stringContaining("insufficientPermissions")]);
});

test("a service account's key file calls as it", async () => {
  const args = ["--project", "acme", ...queue, "--service-account", service.keyFile];
  const { status, stderr } = await call("nobody", "tasks.list", ...args);
  expect([status, stderr]).toEqual([0, ""]);
});

test("without a sign-in it says how to sign in", async () => {
  const { status, stderr } = await call("stranger", "tasks.list", "--project", "acme", ...queue);
  expect([status, stderr]).toEqual([
    3,
    `leasehold: Not signed in to ${service.url}: run \`leasehold login\`.\n`,
  ]);
});

test("while the server is away, the document that came with the program is shown", async () => {
  const env = { ...service.envOf("away"), LEASEHOLD_URL: "http://127.0.0.1:1" };
  const { status, stdout } = await runCli(["api", "taskqueue:v1beta2"], { env });
  expect(status).toBe(0);
  expect(stdout).toContain("tasks.lease");
});
