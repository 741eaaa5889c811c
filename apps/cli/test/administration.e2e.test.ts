import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Outcome } from "./cli.ts";
import { ada, bob, type Service, startService } from "./service.ts";

let service: Service;

beforeAll(async () => {
  service = await startService();
  await service.signIn("ada", ada);
  await service.signIn("bob", bob);
});
afterAll(() => service[Symbol.asyncDispose]());

// The commands of docs/administration.md, as they stand there.
const guide = readFileSync(new URL("../../../docs/administration.md", import.meta.url), "utf8");
const commands = [...guide.matchAll(/<!-- commands -->\s+```sh\n([\s\S]*?)```/g)]
  .flatMap(([, block = ""]) => block.split("\n"))
  .filter((line) => line !== "");

const asAda = (args: string[]): Promise<Outcome> => service.as("ada", args);

test("the commands of the guide do what it says", async () => {
  const known: Record<string, string> = {
    TODAY: `${new Date().toISOString().slice(0, 10)}T00:00:00Z`,
  };
  let project: string[] = [];
  const printed = new Map<string, string>();
  for (const line of commands) {
    const words = [...line.matchAll(/'([^']*)'|(\S+)/g)].map(
      ([, quoted, word]) => quoted ?? word ?? "",
    );
    if (words[0] === "export") {
      project = ["--project", "shop"];
      continue;
    }
    const args = [...words.slice(1).map((word) => known[word] ?? word), ...project];
    const { status, stdout, stderr } = await asAda(args);
    expect([line, status, stderr.replace(/^Done\.\n/, "")]).toEqual([line, 0, ""]);
    printed.set(words.slice(1, 3).join(" "), stdout);
    const [, client] = /^(\d+-\S+\.clients\.leasehold\.internal) /m.exec(stdout) ?? [];
    if (client !== undefined) known["CLIENT_ID"] = client;
    const [, key] = /^([0-9a-f-]{36}) .*\bserver/m.exec(stdout) ?? [];
    if (key !== undefined) known["KEY_ID"] = key;
  }
  expect(printed.get("queues export")).toBe("Wrote queue.yaml.\n");
  expect(printed.get("members list")).toMatch(/^bob@example\.com +editor +Bob$/m);
  expect(printed.get("queues statistics")).toMatch(/^mail +0 +0 +0/m);
  expect(printed.get("clients list")).toMatch(/My program +installed +yes/);
  expect(printed.get("consumers create")).toMatch(/^secret +lhp_/m);
  expect(printed.get("keys list")).toMatch(/Nightly job +server +lhk_\S{40}/);
  expect(printed.get("users create")).toMatch(/^url +http\S+\/password\?token=lhi_/m);
  expect(printed.get("quota get")).toMatch(/^requests per day +1000000$/m);
  expect(printed.get("audit list")).toMatch(
    /ada@example\.com +queue\.create +shop\/mail +leasehold-cli/,
  );
});

describe("files with secrets", () => {
  test("only their owner may read them, and none is written over", async () => {
    const path = join(service.folder, "secrets.json");
    const create = [
      "clients",
      "create",
      "--name",
      "C",
      "--type",
      "device",
      "--out",
      "secrets.json",
    ];
    const made = await asAda(create);
    expect([made.status, made.stdout.includes("clients.leasehold.internal")]).toEqual([0, true]);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const { installed } = JSON.parse(readFileSync(path, "utf8"));
    expect(installed).toMatchObject({
      client_secret: expect.stringMatching(/^lhp_/),
      token_uri: `${service.url}/token`,
      project_id: "acme",
    });
    const again = await asAda(create);
    expect(again.status).toBe(1);
    expect(again.stderr).toContain("secrets.json could not be written");
  });

  test("a service account signs in with the key file that was made for it", async () => {
    const account = "robot@acme.leasehold.internal";
    await asAda(["service-accounts", "create", "robot"]);
    await asAda(["members", "add", account, "--role", "viewer"]);
    await asAda(["service-accounts", "create-key", account, "--out", "robot.json"]);
    const login = ["login", "--service-account", "robot.json", "--scopes", "leasehold.admin"];
    expect((await service.as("robot", login)).stderr).not.toContain("leasehold:");
    const seen = await service.as("robot", ["queues", "list"]);
    expect([seen.status, seen.stdout.includes("images")]).toEqual([0, true]);
    const refused = await service.as("robot", ["queues", "create", "more"]);
    expect(refused.status).toBe(4);
    await asAda(["service-accounts", "delete", account, "--yes"]);
    expect((await service.as("robot", ["queues", "list"])).status).toBe(3);
  });
});

test("what is written to no file is printed", async () => {
  const yaml = await asAda(["queues", "export"]);
  expect(yaml.stdout).toMatch(/^queue:\n {2}- name: images\n/);
  const account = "printed@acme.leasehold.internal";
  await asAda(["service-accounts", "create", "printed"]);
  const key = await asAda(["service-accounts", "create-key", account]);
  const [, json = ""] = /^\{$([\s\S]*)/m.exec(key.stdout) ?? [];
  expect(JSON.parse(`{${json}`)).toMatchObject({ type: "service_account", client_email: account });
});

test("what cannot be undone is asked first", async () => {
  const refused = await asAda(["projects", "delete", "acme"]);
  expect(refused.status).toBe(2);
  expect(refused.stderr).toContain("cannot be undone: acme.");
  expect(refused.stderr).toContain("give --yes");
});

test("a project without limits says so in words, and in JSON as the API does", async () => {
  const { stdout } = await asAda(["quota", "get"]);
  expect(stdout).toMatch(/^requests per day +no limit$/m);
  expect(stdout).toMatch(/^is default +yes: the project has no limits of its own$/m);
  const json = await asAda(["quota", "get", "--json"]);
  expect(JSON.parse(json.stdout)).toMatchObject({
    requestsPerDay: "-1",
    requestsPerUserPerSecond: -1,
    isDefault: true,
  });
});

test("--json prints the API's resource", async () => {
  const { stdout } = await asAda(["services", "list", "--json"]);
  expect(JSON.parse(stdout)).toEqual({
    kind: "leasehold#services",
    items: [{ kind: "leasehold#service", name: "taskqueue", title: "Task Queue", enabled: true }],
  });
});

test("an outsider's project is not there, and administering is forbidden", async () => {
  const outsider = await service.as("bob", ["clients", "list", "--project", "acme"]);
  expect([outsider.status, outsider.stderr]).toEqual([
    5,
    expect.stringContaining("bob@example.com has no project acme"),
  ]);
  expect((await service.as("bob", ["users", "list"])).status).toBe(4);
});

test("a task goes out of a dead-letter queue to where it came from", async () => {
  await asAda([
    "queues",
    "create",
    "mail",
    "--max-leases",
    "1",
    "--dead-letter-queue",
    "mail-dead",
  ]);
  await asAda(["queues", "create", "mail-dead"]);
  const inserted = await asAda(["tasks", "insert", "mail-dead", "--payload", "x", "--json"]);
  const { id } = JSON.parse(inserted.stdout);
  const moved = await asAda(["tasks", "move", "mail-dead", id]);
  expect(moved.stdout).toMatch(/^queue +mail$/m);
});
