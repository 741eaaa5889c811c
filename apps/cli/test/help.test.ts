import { expect, test } from "vitest";
import { runCli } from "./cli.ts";

const commands = [
  "serve",
  "init",
  "apply",
  "login",
  "logout",
  "whoami",
  "token",
  "queues list",
  "queues get",
  "queues apply",
  "queues purge",
  "queues pause",
  "queues resume",
  "queues delete",
  "tasks insert",
  "tasks list",
  "tasks get",
  "tasks lease",
  "tasks update",
  "tasks patch",
  "tasks release",
  "tasks delete",
  "worker",
  "projects delete",
  "clients create",
  "service-accounts create-key",
  "queues statistics",
  "traffic query",
  "api",
  "generate",
  "generate diff",
  "generate update",
  "generate openapi",
  "generate list",
  "completion",
];

test("--help names every command and the exit codes", async () => {
  const { status, stdout } = await runCli(["--help"]);
  expect(status).toBe(0);
  for (const command of [
    "serve",
    "init",
    "apply",
    "login",
    "logout",
    "whoami",
    "token",
    "worker",
    "api",
    "generate",
  ]) {
    expect(stdout).toMatch(new RegExp(`^  ${command}\\b`, "m"));
  }
  expect(stdout).toContain(
    "Exit codes: 0 ok, 1 failed, 2 usage, 3 sign in, 4 forbidden, 5 not found.",
  );
});

test.concurrent.each(commands)("%s --help has a usage line and examples", async (command) => {
  const { status, stdout } = await runCli([...command.split(" "), "--help"]);
  expect(status).toBe(0);
  expect(stdout).toContain(`Usage: leasehold ${command}`);
  expect(stdout).toContain("\nExamples:\n  ");
  expect(stdout.split("Examples:")[1]).toContain(
    `leasehold ${command.replace(/^token$/, "token")}`,
  );
});

test("the flags of an API command are the document's parameters in kebab case", async () => {
  const lease = await runCli(["tasks", "lease", "--help"]);
  for (const flag of ["--num-tasks", "--lease-secs", "--group-by-tag", "--tag", "--wait-secs"]) {
    expect(lease.stdout).toContain(`  ${flag}`);
  }
  const list = await runCli(["tasks", "list", "--help"]);
  expect(list.stdout).toContain("  --max-results <number>");
  expect(list.stdout).toContain("  --page-token <text>");
  const patch = await runCli(["tasks", "patch", "--help"]);
  expect(patch.stdout).toContain("  --new-lease-seconds <number>");
});

test.each([["serve"], ["generate", "list"]])(
  "%s has no flags for which server to talk to",
  async (...command) => {
    const words = command.filter((word) => typeof word === "string");
    const { stdout } = await runCli([...words, "--help"]);
    expect(stdout).not.toContain("--base-url");
    expect(stdout).not.toContain("--profile");
  },
);

test("--version is the package's", async () => {
  const { stdout } = await runCli(["--version"]);
  expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});
