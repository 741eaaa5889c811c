import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "@leasehold/testing/temporary-folder";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { runCli } from "./cli.ts";

test("init asks nothing without a terminal, writes the file for its owner only and says the password once", async () => {
  using folder = temporaryFolder();
  const { status, stdout } = await runCli(["init"], { cwd: folder.path });
  expect(status).toBe(0);
  const path = join(folder.path, "leasehold.yaml");
  expect(statSync(path).mode & 0o777).toBe(0o600);
  const { users, projects } = parse(readFileSync(path, "utf8"));
  expect(users).toEqual([
    {
      email: "admin@example.com",
      password: expect.stringMatching(/^[\w-]{24}$/),
      admin: true,
    },
  ]);
  expect(projects[0]).toMatchObject({
    id: "my-project",
    services: ["taskqueue"],
    queues: [{ name: "images" }, { name: "images-dead" }],
  });
  expect(stdout.split(users[0].password)).toHaveLength(2);
  expect(stdout).toContain("Next: leasehold serve --config leasehold.yaml");
});

test("the address and the project can be given, and the folder is made", async () => {
  using folder = temporaryFolder();
  const args = ["init", "new/service", "--email", "ada@example.com", "--project-id", "acme"];
  const { status } = await runCli(args, { cwd: folder.path });
  expect(status).toBe(0);
  const text = readFileSync(join(folder.path, "new", "service", "leasehold.yaml"), "utf8");
  const { users, projects } = parse(text);
  expect(users[0].email).toBe("ada@example.com");
  expect(projects[0].id).toBe("acme");
});

test("two runs make different passwords", async () => {
  using folder = temporaryFolder();
  await runCli(["init", "a"], { cwd: folder.path });
  await runCli(["init", "b"], { cwd: folder.path });
  const passwords = ["a", "b"].map(
    (name) =>
      parse(readFileSync(join(folder.path, name, "leasehold.yaml"), "utf8")).users[0].password,
  );
  expect(passwords[0]).not.toBe(passwords[1]);
});

test("a file that is there already is left alone", async () => {
  using folder = temporaryFolder();
  writeFileSync(join(folder.path, "leasehold.yaml"), "mine");
  const { status, stderr } = await runCli(["init"], { cwd: folder.path });
  expect(status).toBe(1);
  expect(stderr).toBe(
    "leasehold: leasehold.yaml is there already: move it away, or choose another folder.\n",
  );
  expect(readFileSync(join(folder.path, "leasehold.yaml"), "utf8")).toBe("mine");
});

test.each([
  [["--email", "ada"], "leasehold: ada is no e-mail address: give --email.\n"],
  [
    ["--project-id", "Acme Inc"],
    "leasehold: Acme Inc is no project id: give --project-id with small letters, digits and hyphens.\n",
  ],
])("init %j is refused", async (args, message) => {
  using folder = temporaryFolder();
  const { status, stderr } = await runCli(["init", ...args], { cwd: folder.path });
  expect(stderr).toBe(message);
  expect(status).toBe(2);
});
