import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { temporaryFolder } from "@leasehold/testing/temporary-folder";
import { expect, test } from "vitest";
import { type CliOptions, type Outcome, runCli, startCli } from "./cli.ts";
import { browse, type Person } from "@leasehold/testing/form-browser";

// The tour of the README, run as it stands there: the blocks after <!-- tour -->, and the TypeScript.
const readme = readFileSync(new URL("../../../README.md", import.meta.url), "utf8");
const commands = [...readme.matchAll(/<!-- tour -->\s+```sh\n([\s\S]*?)```/g)]
  .flatMap(([, block = ""]) => block.split("\n"))
  .filter((line) => line !== "");
const [, typescript = ""] = /```ts\n([\s\S]*?)```/.exec(readme) ?? [];

const grace: Person = {
  email: "grace@example.com",
  password: "a-long-password",
  decision: "allow",
  fields: { name: "Grace", project: "demo" },
};

test("the tour of the README: set up, sign in, a queue, a task there and back, and the typed client", async () => {
  using folder = temporaryFolder();
  await using serve = startCli(["serve", "--port", "0", "--data", "data"], { cwd: folder.path });
  const [, setupUrl = ""] = await serve.saw(/administrator's account: (http:\S+)/);
  const url = new URL(setupUrl).origin;
  const { status } = await browse(setupUrl, grace);
  expect(status).toBe(200);

  const env = { LEASEHOLD_URL: url, LEASEHOLD_CONFIG_DIR: join(folder.path, "home") };
  const options = { env: { ...env, BROWSER: "true" }, cwd: folder.path };
  expect(commands).toHaveLength(5);
  const outcomes: Outcome[] = [];
  for (const command of commands) outcomes.push(await runLine(command, options));
  expect(outcomes.map((outcome) => outcome.status)).toEqual([0, 0, 0, 0, 0]);
  expect(outcomes[3]?.stdout).toContain("resize cat.jpg");

  const token = (await runCli(["token"], options)).stdout.trim();
  expect(await runTypeScript(url, token)).toMatch(/^[0-9a-f]{16} resize dog\.jpg\n$/);
  const left = await runCli(["tasks", "list", "images", "--json"], options);
  expect(JSON.parse(left.stdout)).toEqual({ kind: "taskqueues#tasks" });
});

async function runLine(line: string, options: CliOptions): Promise<Outcome> {
  const words = [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, word]) => quoted ?? word);
  const args = words.slice(2).filter((word) => word !== undefined);
  if (args[0] !== "login") return runCli(args, options);
  await using login = startCli(args, options);
  const [address] = await login.saw(/http:\/\/\S+\/auth\?\S+/);
  await browse(address, grace);
  return await login.ended;
}

// Beside the sample service, which has both packages installed.
async function runTypeScript(url: string, token: string): Promise<string> {
  const home = fileURLToPath(new URL("../../sample-service/", import.meta.url));
  const folder = mkdtempSync(join(home, ".readme-"));
  try {
    const file = join(folder, "example.ts");
    writeFileSync(file, typescript.replaceAll("http://127.0.0.1:8085", url));
    const { stdout } = await promisify(execFile)(process.execPath, [file], {
      env: { PATH: process.env["PATH"], TOKEN: token },
    });
    return stdout;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
