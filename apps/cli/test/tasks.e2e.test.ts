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

function tasks(...words: string[]): ReturnType<Service["as"]> {
  return service.as("ada", ["tasks", ...words]);
}

test("a task goes the whole way: insert, list, get, lease, update, release, lease, delete", async () => {
  const insert = await tasks(
    "insert",
    "images",
    "--id",
    "job-1",
    "--payload",
    "grüß Gott",
    "--tag",
    "a",
  );
  expect(insert).toEqual({
    status: 0,
    stdout: "Inserted the task job-1 into images.\n",
    stderr: "",
  });

  const list = await tasks("list", "images");
  expect(list.stdout).toMatch(
    /^TASK +TAG +STATE +LEASES +INSERTED\njob-1 +a +available +0 +\d{4}-/,
  );

  const get = await tasks("get", "images", "job-1");
  expect(get.stdout).toMatch(/\n\ngrüß Gott\n$/);

  const lease = await tasks("lease", "images");
  expect(lease.stdout).toMatch(/^task +job-1\ntag +a\nleases +1\nuntil +\d{4}-.*Z\n/);
  expect(lease.stdout).toMatch(/\n\ngrüß Gott\n$/);
  const [, timestamp = ""] = /^lease timestamp +(\d+)$/m.exec(lease.stdout) ?? [];

  const update = await tasks(
    "update",
    "images",
    "job-1",
    "--lease-timestamp",
    timestamp,
    "--new-lease-seconds",
    "120",
  );
  expect(update.stdout).toMatch(/^The task job-1 is leased until \d{4}-.*Z\.\n$/);
  const late = await tasks(
    "update",
    "images",
    "job-1",
    "--lease-timestamp",
    timestamp,
    "--new-lease-seconds",
    "120",
  );
  expect(late.status).toBe(1);
  expect(late.stderr).toContain("The task lease has expired.");

  const none = await tasks("lease", "images");
  expect(none.stdout).toBe("The queue images has no task to lease now.\n");

  const release = await tasks("release", "images", "job-1");
  expect(release.stdout).toBe("The task job-1 may be leased again.\n");

  const again = await tasks("lease", "images", "--json");
  expect(JSON.parse(again.stdout)).toMatchObject({
    kind: "taskqueue#tasks",
    items: [{ id: "job-1", retry_count: 2, payloadBase64: "Z3LDvMOfIEdvdHQ=" }],
  });

  const gone = await tasks("delete", "images", "job-1");
  expect(gone.stdout).toBe("Deleted the task job-1.\n");
  expect((await tasks("get", "images", "job-1")).status).toBe(5);
});

test("--json prints the API's resource of each command, and nothing for an empty answer", async () => {
  const insert = await tasks("insert", "images", "--payload", "x", "--json");
  const { id } = JSON.parse(insert.stdout);
  expect(JSON.parse(insert.stdout)).toMatchObject({ kind: "taskqueues#task", retry_count: 0 });
  const list = JSON.parse((await tasks("list", "images", "--json")).stdout);
  expect(list).toMatchObject({ kind: "taskqueues#tasks", items: [{ id }] });
  const get = JSON.parse((await tasks("get", "images", id, "--json")).stdout);
  expect(get.payloadBase64).toBe("eA==");
  const patched = await tasks(
    "patch",
    "images",
    id,
    "--new-lease-seconds",
    "0",
    "--tag",
    "late",
    "--json",
  );
  expect(JSON.parse(patched.stdout)).toMatchObject({ id, tag: "late" });
  expect(await tasks("delete", "images", id, "--json")).toEqual({
    status: 0,
    stdout: "",
    stderr: "",
  });
});

test("payloads come from a file and from standard input, bytes as they are", async () => {
  writeFileSync(join(service.folder, "payload"), Uint8Array.of(0, 255, 10));
  await tasks("insert", "images", "--id", "from-file", "--payload-file", "payload");
  await service.as("ada", ["tasks", "insert", "images", "--id", "from-stdin"], "piped\n");
  const file = await tasks("get", "images", "from-file", "--json");
  expect(JSON.parse(file.stdout).payloadBase64).toBe("AP8K");
  const stdin = await tasks("get", "images", "from-stdin", "--json");
  expect(Buffer.from(JSON.parse(stdin.stdout).payloadBase64, "base64url").toString()).toBe(
    "piped\n",
  );
  const human = await tasks("get", "images", "from-file");
  expect(human.stdout).toContain("(3 bytes that are not text; --json prints them in base64)");
  await tasks("delete", "images", "from-file", "from-stdin");
});

test("a payload of one MiB goes, one byte more does not", async () => {
  const path = join(service.folder, "large");
  writeFileSync(path, "x".repeat(1_048_576));
  expect((await tasks("insert", "images", "--id", "large", "--payload-file", path)).status).toBe(0);
  await tasks("delete", "images", "large");
  writeFileSync(path, "x".repeat(1_048_577));
  const { status, stderr } = await tasks("insert", "images", "--payload-file", path);
  expect(stderr).toBe(
    "leasehold: The payload has more than 1048576 bytes: put it elsewhere and send its address.\n",
  );
  expect(status).toBe(2);
});

test("--eta keeps a task from being leased until then", async () => {
  await tasks("insert", "images", "--id", "later", "--payload", "x", "--eta", "+1h");
  const list = await tasks("list", "images");
  expect(list.stdout).toMatch(/^later +not before \d{4}-/m);
  expect((await tasks("lease", "images")).stdout).toContain("has no task to lease now");
  await tasks("delete", "images", "later");
});

test("--group-by-tag with --tag leases that tag only", async () => {
  for (const tag of ["a", "b", "a"])
    await tasks("insert", "images", "--payload", tag, "--tag", tag);
  const lease = await tasks(
    "lease",
    "images",
    "--num-tasks",
    "10",
    "--group-by-tag",
    "--tag",
    "a",
    "--json",
  );
  const { items } = JSON.parse(lease.stdout);
  expect(items.map((task: { tag: string }) => task.tag)).toEqual(["a", "a"]);
  await service.as("ada", ["queues", "purge", "images", "--yes"]);
});

test("--tag alone is the API's 400, with where to look", async () => {
  const { status, stderr } = await tasks("lease", "images", "--tag", "a");
  expect(stderr).toMatch(
    /^leasehold: .*groupByTag.* The command's --help says what each flag takes\.\n$/,
  );
  expect(status).toBe(1);
});

test("a name that is taken is refused, with what to do", async () => {
  await tasks("insert", "images", "--id", "twice", "--payload", "x");
  const { status, stderr } = await tasks("insert", "images", "--id", "twice", "--payload", "x");
  expect(stderr).toContain("The task twice already exists: choose another id.");
  expect(status).toBe(1);
});

test("an unknown queue is exit code 5", async () => {
  expect((await tasks("list", "nothing")).status).toBe(5);
});

test("a queue whose acl one is not on is exit code 4", async () => {
  const { status, stderr } = await service.as("bob", [
    "tasks",
    "list",
    "images",
    "--project",
    "acme",
  ]);
  expect(stderr).toContain("an owner of the project can give you access");
  expect(status).toBe(4);
});
