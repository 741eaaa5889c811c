import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { join } from "node:path";
import { temporaryFolder } from "@leasehold/testing/temporary-folder";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runCli, startCli } from "./cli.ts";

// A server that takes whatever it is sent, and never answers.
const sockets = new Set<Socket>();
const silent = createServer((socket) => void sockets.add(socket.on("error", () => undefined)));
let url: string;
let folder: ReturnType<typeof temporaryFolder>;
beforeAll(async () => {
  folder = temporaryFolder();
  await new Promise<void>((resolve) => void silent.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
});
afterAll(() => {
  for (const socket of sockets) socket.destroy();
  silent.close();
  folder[Symbol.dispose]();
});

/** A home that is signed in to the silent server. */
function homeWith(name: string, tokens: object): Record<string, string> {
  const home = join(folder.path, name);
  mkdirSync(join(home, "tokens"), { recursive: true });
  const scopes = ["https://www.googleapis.com/auth/taskqueue"];
  const signIns = { [url]: { type: "user", clientId: "c", scopes } };
  const profiles = { default: { baseUrl: url, signIns } };
  writeFileSync(join(home, "config.json"), JSON.stringify({ profiles }));
  const file = `${encodeURIComponent(`default ${url}`)}.json`;
  writeFileSync(join(home, "tokens", file), JSON.stringify(tokens));
  return { LEASEHOLD_CONFIG_DIR: home };
}

const known = ["--project", "acme"];
const live = { accessToken: "t" };
const ended = { accessToken: "t", expiresAtMs: 1, refreshToken: "r" };

describe("a worker whose server does not answer ends at the first signal", () => {
  test.each([
    { what: "its project is looked for", name: "looking", tokens: live, project: [] },
    { what: "a first lease is waited for", name: "leasing", tokens: live, project: known },
    { what: "its token is renewed", name: "renewing", tokens: ended, project: known },
  ])("while $what", async ({ name, tokens, project }) => {
    const args = ["worker", "images", ...project, "--json", "--", "true"];
    await using worker = startCli(args, { env: homeWith(name, tokens) });
    // By then it has also asked why there is nothing to do.
    await new Promise((resolve) => setTimeout(resolve, 4000));
    worker.process.kill("SIGINT");
    const stoppedAtMs = performance.now();
    const { status, stdout } = await worker.ended;
    expect(JSON.parse(stdout)).toEqual({ done: 0, failed: 0, givenBack: 0, lost: 0 });
    expect(status).toBe(0);
    expect(performance.now() - stoppedAtMs).toBeLessThan(10_000);
  });
});

describe("a folder that cannot keep output is refused before anything is leased:", () => {
  test("one where a file is", async () => {
    const file = join(folder.path, "file");
    writeFileSync(file, "");
    expect(await workAsNobody(file)).toEqual(refusal(file, "EEXIST"));
    const below = join(file, "below");
    expect(await workAsNobody(below)).toEqual(refusal(below, "ENOTDIR"));
  });

  test.runIf(process.platform === "linux")(
    "one that the system makes and nobody else",
    async () => {
      expect(await workAsNobody("/proc/leasehold")).toEqual(refusal("/proc/leasehold", "ENOENT"));
      expect(await workAsNobody("/proc/leasehold/below")).toEqual(
        refusal("/proc/leasehold/below", "ENOENT"),
      );
    },
  );

  test.runIf(existsSync("/proc/self/fd"))("one that takes no file", async () => {
    expect(await workAsNobody("/proc/self")).toEqual(refusal("/proc/self", "ENOENT"));
  });

  test("and one that can is made, and is empty", async () => {
    const place = join(folder.path, "made", "below");
    expect((await workAsNobody(place)).status).toBe(3);
    expect(readdirSync(place)).toEqual([]);
  });
});

function workAsNobody(place: string): ReturnType<typeof runCli> {
  return runCli(["worker", "images", "--output-dir", place, "--", "true"], {
    env: { LEASEHOLD_CONFIG_DIR: join(folder.path, "nobody") },
  });
}

function refusal(place: string, code: string): Awaited<ReturnType<typeof runCli>> {
  const stderr = `leasehold: Cannot keep output in ${place} (${code}): make it a folder that you can write to, with room on its disk, or give another --output-dir.\n`;
  return { status: 2, stdout: "", stderr };
}

test.runIf(process.platform === "linux").each([
  [["init", "/proc/leasehold"], 1, "Cannot write /proc/leasehold/leasehold.yaml"],
  [["serve", "--data", "/proc/leasehold"], 2, "Cannot make the folder /proc/leasehold (ENOENT)"],
  [["login", "--device"], 1, "Cannot write /proc/leasehold"],
])("leasehold %j ends where a folder cannot be made", async (args, status, words) => {
  const env = { LEASEHOLD_CONFIG_DIR: "/proc/leasehold", LEASEHOLD_URL: url };
  const run = await runCli(args, { env });
  expect(run.stderr).toContain(`leasehold: ${words}`);
  expect(run.status).toBe(status);
});
