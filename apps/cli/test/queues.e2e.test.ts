import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ada, bob, type Service, startService } from "./service.ts";

let service: Service;

beforeAll(async () => {
  service = await startService();
  await service.signIn("ada", ada);
  await service.signIn("bob", bob);
});

afterAll(async () => {
  await service[Symbol.asyncDispose]();
});

const queueYaml = `
queue:
- name: images
  mode: pull
  acl: [{ user_email: ada@example.com }, { writer_email: ada@example.com }]
- name: thumbnails
  mode: pull
  retry_parameters: { task_retry_limit: 3 }
`;

test("queues apply makes the queues of a queue.yaml and lists them", async () => {
  writeFileSync(join(service.folder, "queue.yaml"), queueYaml);
  const { status, stdout, stderr } = await service.as("ada", ["queues", "apply", "queue.yaml"]);
  expect(stderr).toBe("");
  expect(status).toBe(0);
  expect(stdout).toMatch(/^QUEUE +STATE +TASKS +OLDEST +LEASED\/MIN +MAX LEASES/);
  expect(stdout).toMatch(/^images +running +0/m);
  expect(stdout).toMatch(/^thumbnails +running +0 +- +0 +3/m);
});

test("queues list and get print the API's resource with --json", async () => {
  const list = await service.as("ada", ["queues", "list", "--json"]);
  expect(JSON.parse(list.stdout)).toMatchObject({
    kind: "leasehold#queues",
    items: [{ name: "images" }, { name: "thumbnails" }],
  });
  const get = await service.as("ada", ["queues", "get", "thumbnails", "--json"]);
  expect(JSON.parse(get.stdout)).toMatchObject({
    kind: "leasehold#queue",
    name: "thumbnails",
    maxLeases: 3,
  });
});

test("a page that is not the last says how to go on", async () => {
  const first = await service.as("ada", ["queues", "list", "--max-results", "1"]);
  const [, token = ""] = /^There is more: --page-token (\S+)$/m.exec(first.stderr) ?? [];
  expect(first.stdout).toContain("images");
  const second = await service.as("ada", ["queues", "list", "--page-token", token]);
  expect(second.stdout).toContain("thumbnails");
  expect(second.stdout).not.toContain("images");
});

test("queues get prints who may use it", async () => {
  const { stdout } = await service.as("ada", ["queues", "get", "images"]);
  expect(stdout).toMatch(/^queue +images$/m);
  expect(stdout).toMatch(/^consumers +ada@example\.com$/m);
  expect(stdout).toMatch(/^producers +ada@example\.com$/m);
});

test("a paused queue leases nothing until it is resumed", async () => {
  await service.as("ada", ["tasks", "insert", "images", "--payload", "x"]);
  const pause = await service.as("ada", ["queues", "pause", "images"]);
  expect(pause.stdout).toBe("The queue images leases nothing until it is resumed.\n");
  const none = await service.as("ada", ["tasks", "lease", "images"]);
  expect(none.stdout).toBe("The queue images has no task to lease now.\n");
  const resume = await service.as("ada", ["queues", "resume", "images"]);
  expect(resume.stdout).toBe("The queue images leases again.\n");
  const some = await service.as("ada", ["tasks", "lease", "images", "--json"]);
  expect(JSON.parse(some.stdout).items).toHaveLength(1);
});

test("purge says how many tasks went", async () => {
  await service.as("ada", ["tasks", "insert", "thumbnails", "--payload", "x"]);
  await service.as("ada", ["tasks", "insert", "thumbnails", "--payload", "y"]);
  const { stdout } = await service.as("ada", ["queues", "purge", "thumbnails", "--yes"]);
  expect(stdout).toBe("Deleted 2 tasks of the queue thumbnails.\n");
});

test("delete removes the queue: the next look is exit code 5", async () => {
  const gone = await service.as("ada", ["queues", "delete", "thumbnails", "--yes"]);
  expect(gone.stdout).toBe("Deleted the queue thumbnails.\n");
  const { status, stderr } = await service.as("ada", ["queues", "get", "thumbnails"]);
  expect(stderr).toContain("`leasehold queues list`");
  expect(status).toBe(5);
});

test("a queue.yaml that is wrong is refused with its place", async () => {
  writeFileSync(join(service.folder, "wrong.yaml"), "queue:\n- name: no spaces allowed\n");
  const { status, stderr } = await service.as("ada", ["queues", "apply", "wrong.yaml"]);
  expect(stderr).toMatch(/^leasehold: .*name/);
  expect(status).toBe(1);
});

test("a project of others is not there: exit code 5", async () => {
  const { status, stderr } = await service.as("bob", ["queues", "list", "--project", "acme"]);
  expect(stderr).toContain("`leasehold projects list` shows what there is.");
  expect(status).toBe(5);
});

test("somebody without a project is told to name one: exit code 2", async () => {
  const { status, stderr } = await service.as("bob", ["queues", "list"]);
  expect(stderr).toBe(
    "leasehold: You are a member of no project: ask an owner to add you, or name the project by --project.\n",
  );
  expect(status).toBe(2);
});

test("too little scope is exit code 4, with what to ask for", async () => {
  await service.signIn("reader", ada, ["--scopes", "taskqueue.consumer"]);
  const { status, stderr } = await service.as("reader", ["queues", "list", "--project", "acme"]);
  expect(stderr).toContain(
    "Sign in again with more: `leasehold login --scopes taskqueue.consumer,leasehold.admin`.",
  );
  expect(status).toBe(4);
});

test("a sign-in that cannot list projects needs the project's name: exit code 2", async () => {
  const { status, stderr } = await service.as("reader", ["tasks", "list", "images"]);
  expect(stderr).toBe(
    "leasehold: This sign-in may not list your projects: name one by --project or LEASEHOLD_PROJECT.\n",
  );
  expect(status).toBe(2);
  const named = await service.as("reader", ["tasks", "list", "images", "--project", "acme"]);
  expect(named.status).toBe(0);
});

test("apply changes a running server, and says what changed", async () => {
  const yaml = `
users:
  - { email: ada@example.com, password: correct-horse, name: Ada, admin: true }
projects:
  - id: beta
    number: "2000"
    members: [{ email: ada@example.com, role: owner }]
    services: [taskqueue]
    serviceAccounts: [{ email: w@beta.example.com, keys: [{ id: k1, publicKeyFile: worker.pub.pem }] }]
    queues: [{ name: letters, mode: pull }]
`;
  writeFileSync(join(service.folder, "more.yaml"), yaml);
  const { status, stdout, stderr } = await service.as("ada", ["apply", "more.yaml"]);
  expect(stderr).toBe("");
  expect(status).toBe(0);
  expect(stdout).toContain("beta");
  const again = await service.as("ada", ["apply", "more.yaml"]);
  expect(again.stdout).toBe("Nothing to change.\n");

  const choice = await service.as("ada", ["queues", "list"]);
  expect(choice.stderr).toBe(
    "leasehold: You have more than one project: choose with --project or LEASEHOLD_PROJECT (acme, beta).\n",
  );
  expect(choice.status).toBe(2);
  const list = await service.as("ada", ["queues", "list", "--project", "beta"]);
  expect(list.stdout).toContain("letters");
});

test("apply is for administrators: exit code 4 for others", async () => {
  writeFileSync(join(service.folder, "none.yaml"), "projects: []\n");
  expect((await service.as("bob", ["apply", "none.yaml"])).status).toBe(4);
});

test("a leasehold.yaml that is wrong is refused with the path of what is wrong", async () => {
  writeFileSync(join(service.folder, "typo.yaml"), "projects: [{ id: acme, sevices: [] }]\n");
  const { status, stderr } = await service.as("ada", ["apply", "typo.yaml"]);
  expect(stderr).toContain("sevices");
  expect(status).toBe(1);
});
