import { execFile, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { findPython } from "@leasehold/testing/python";
import { freePort } from "@leasehold/testing/free-port";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startCli } from "./cli.ts";
import { browse } from "@leasehold/testing/form-browser";
import { ada, type Service, startService } from "./service.ts";

// The commands of the guide, run as they stand there: the blocks after <!-- run -->, and the README's.
const guide = readFileSync(new URL("../../../docs/oauth1.md", import.meta.url), "utf8");
const readme = readFileSync(new URL("../../../README.md", import.meta.url), "utf8");
const [, configuration = ""] = /<!-- configuration -->\s+```yaml\n([\s\S]*?)```/.exec(guide) ?? [];
const commands = commandsOf(guide, "run");
const python = findPython(["requests_oauthlib"]);
const main = fileURLToPath(new URL("../src/main.ts", import.meta.url));

let service: Service;
let port: number;
beforeAll(async () => {
  port = await freePort();
  service = await startService("", here(configuration, ""));
  const installed = { client_id: "desktop-client", client_secret: "desktop-secret" };
  writeFileSync(join(service.folder, "client_secrets.json"), JSON.stringify({ installed }));
});
afterAll(() => service[Symbol.asyncDispose]());

/** With the addresses of this test. */
function here(text: string, url: string): string {
  return text
    .replaceAll("127.0.0.1:9004", `127.0.0.1:${port}`)
    .replaceAll("http://127.0.0.1:8085", url);
}

function commandsOf(document: string, mark: string): string[] {
  const blocks = document.matchAll(
    new RegExp(`<!-- ${mark} -->\\s+\`\`\`sh\\n([\\s\\S]*?)\`\`\``, "g"),
  );
  return Array.from(blocks, ([, block = ""]) => block.split("\n"))
    .flat()
    .filter((line) => line !== "");
}

test("every command of the guide works, and of the README", { timeout: 300_000 }, async () => {
  expect(commands.length).toBeGreaterThan(10);
  expect(commandsOf(readme, "oauth1")).toHaveLength(4);
  const env: Record<string, string> = {
    ...service.envOf("guide"),
    PATH: process.env["PATH"] ?? "",
  };
  const failed: object[] = [];
  for (const command of [...commands, ...commandsOf(readme, "oauth1")]) {
    const line = here(command, service.url);
    if (line.startsWith("export ")) Object.assign(env, exportedBy(line));
    else {
      const outcome = await runLine(line, env);
      if (outcome.status !== 0) failed.push({ line, ...outcome });
    }
  }
  expect(failed).toEqual([]);
  await migrates(env);
});

function exportedBy(line: string): Record<string, string> {
  const pairs = line.matchAll(/(LEASEHOLD_\w+)=(\S+)/g);
  return Object.fromEntries(Array.from(pairs, ([, name = "", value = ""]) => [name, value]));
}

/** The TypeScript of the migration, with the token that the commands have left. */
async function migrates(env: Record<string, string>): Promise<void> {
  const { output } = await runLine("npx leasehold token --json --profile oauth1", env);
  const { token = "", tokenSecret = "" } = JSON.parse(output) as Record<string, string>;
  const [, block = ""] = /<!-- run -->\s+```ts\n([\s\S]*?)```/.exec(guide) ?? [];
  // Beside the sample service, which has the package installed.
  const home = fileURLToPath(new URL("../../sample-service/", import.meta.url));
  const folder = mkdtempSync(join(home, ".guide-"));
  try {
    const file = join(folder, "example.ts");
    writeFileSync(file, here(block, service.url));
    const { stdout } = await promisify(execFile)(process.execPath, [file], {
      env: { PATH: process.env["PATH"], OAUTH1_TOKEN: token, OAUTH1_TOKEN_SECRET: tokenSecret },
    });
    expect(stdout).toContain("true\n");
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test.skipIf(python === undefined)("the guide's Python acts for a user of the domain", async () => {
  const script = pythonOf("two_legged.py");
  const { stdout } = await promisify(execFile)(python ?? "", ["-c", script]);
  expect(stdout).toBe("200\n");
});

test.skipIf(python === undefined)(
  "the guide's Python goes three steps, and moves over",
  async () => {
    const child = spawn(python ?? "", ["-c", pythonOf("three_legged.py")], {
      env: { ...process.env, OAUTHLIB_INSECURE_TRANSPORT: "1" },
      stdio: ["pipe", "pipe", "inherit"],
    });
    const ended = once(child, "exit");
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const { text } = await browse(String((await lines.next()).value), ada);
    child.stdin.end(`${/id="code"[^>]*>([^<]+)</.exec(text)?.[1]}\n`);
    expect(String((await lines.next()).value)).toMatch(/Bearer lhr_/);
    expect(await ended).toEqual([0, null]);
  },
);

function pythonOf(name: string): string {
  const block = guide.split(`<!-- run ${name} -->`)[1] ?? "";
  return here(/```python\n([\s\S]*?)```/.exec(block)?.[1] ?? "", service.url);
}

async function runLine(
  line: string,
  env: Record<string, string>,
): Promise<{ status: number | null; output: string }> {
  const asksNobody = /--service-account|--requestor|--migrate/.test(line);
  if (line.startsWith("npx leasehold login") && !asksNobody) return logIn(line, env);
  const npx = `npx() { shift; ${process.execPath} ${main} "$@"; }`;
  const { status, stdout, stderr } = spawnSync("sh", ["-c", `${npx}\n${line}`], {
    env,
    cwd: service.folder,
    encoding: "utf8",
  });
  return { status, output: status === 0 ? stdout : stderr };
}

/** Signs in as Ada in the browser that the command asks for. */
async function logIn(
  line: string,
  env: Record<string, string>,
): Promise<{ status: number | null; output: string }> {
  await using login = startCli(line.split(" ").slice(2), { env });
  const [address] = await login.saw(/http:\/\/\S+(?:\/auth\?|oauth_token=|\/o8\/ud\?)\S+/);
  const { text } = await browse(address, ada);
  const code = /id="code"[^>]*>([^<]+)</.exec(text)?.[1];
  if (code !== undefined) login.type(code);
  const { status, stderr } = await login.ended;
  return { status, output: stderr };
}
