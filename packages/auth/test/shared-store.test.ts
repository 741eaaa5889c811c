import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { temporaryFolder } from "@leasehold/testing/temporary-folder";
import { expect, test } from "vitest";
import { installedApp } from "../src/installed-app.ts";
import { fileTokenStore } from "../src/token-store.ts";
import { startOAuthServer } from "./oauth-server.ts";

const ended = { accessToken: "old", expiresAtMs: 0, refreshToken: "refresh-1" };

function start(script: string, args: string[]): ReturnType<typeof spawn> {
  const path = fileURLToPath(new URL(script, import.meta.url));
  return spawn(process.execPath, [path, ...args], { stdio: ["ignore", "pipe", "inherit"] });
}

async function outputOf(script: string, args: string[]): Promise<string> {
  const { stdout } = start(script, args);
  return stdout === null ? "" : text(stdout);
}

async function exitedPid(): Promise<number> {
  const child = spawn(process.execPath, ["-e", ""], { stdio: "ignore" });
  await once(child, "exit");
  return child.pid ?? 0;
}

test("four processes that renew one account at once ask the server once, and leave a good store", async () => {
  await using server = await startOAuthServer();
  using folder = temporaryFolder();
  const store = fileTokenStore({ folder: folder.path });
  await store.save("ada", ended);
  // So slow that the last process asks while the first waits.
  server.script.tokenDelayMs = 1500;
  const runs = [1, 2, 3, 4].map(() => outputOf("renew-once.ts", [server.url, folder.path]));
  const printed = await Promise.all(runs);
  expect(server.to("/token")).toHaveLength(1);
  expect(printed).toEqual(printed.map(() => [...server.liveTokens][0]));
  expect(await store.load("ada")).toMatchObject({
    accessToken: printed[0],
    refreshToken: "refresh-1",
  });
  expect(readdirSync(folder.path)).toEqual(["ada.json"]);
});

test("processes that are killed while they save leave whole tokens and no lock that holds", async () => {
  using folder = temporaryFolder();
  const store = fileTokenStore({ folder: folder.path });
  const drafts = (): string[] => readdirSync(folder.path).filter((name) => name.endsWith(".draft"));
  let interrupted = 0;
  for (let round = 0; round < 20; round += 1) {
    const child = start("save-forever.ts", [folder.path]);
    if (child.stdout !== null) await once(child.stdout, "data");
    await new Promise((resolve) => void setTimeout(resolve, Math.random() * 50));
    // At any moment, and every other time in the middle of a write.
    if (round % 2 === 0) while (drafts().length === 0) await new Promise(setImmediate);
    child.kill("SIGKILL");
    await once(child, "exit");
    const { accessToken = "", refreshToken } = (await store.load("ada")) ?? {};
    expect([accessToken.replace(/^a+$/, "whole"), refreshToken]).toEqual(["whole", "refresh-1"]);
    if (drafts().length > 0) interrupted += 1;
    for (const name of drafts()) rmSync(join(folder.path, name));
    // A lock without a name in it is waited for, which a test below shows; one with a name is taken over at once.
    const lock = join(folder.path, "ada.json.lock");
    if (existsSync(lock) && readFileSync(lock, "utf8") === "") rmSync(lock);
  }
  // A draft that stayed is a write that the kill came into.
  expect(interrupted).toBeGreaterThan(0);
  await store.exclusively?.("ada", () => store.save("ada", ended));
  expect(await store.load("ada")).toEqual(ended);
  expect(existsSync(join(folder.path, "ada.json.lock"))).toBe(false);
});

test("a process that is killed while it renews leaves the store as it was, and the next one renews at once", async () => {
  await using server = await startOAuthServer();
  using folder = temporaryFolder();
  const store = fileTokenStore({ folder: folder.path });
  await store.save("ada", ended);
  server.script.tokenDelayMs = 1500;
  const child = start("renew-once.ts", [server.url, folder.path]);
  while (server.to("/token").length === 0) {
    await new Promise((resolve) => void setTimeout(resolve, 10));
  }
  child.kill("SIGKILL");
  await once(child, "exit");
  expect(await store.load("ada")).toEqual(ended);
  expect(existsSync(join(folder.path, "ada.json.lock"))).toBe(true);

  server.script.tokenDelayMs = 0;
  const printed = await outputOf("renew-once.ts", [server.url, folder.path]);
  expect(server.liveTokens).toContain(printed);
  expect(server.to("/token")).toHaveLength(2);
  expect(await store.load("ada")).toMatchObject({ accessToken: printed });
  expect(readdirSync(folder.path)).toEqual(["ada.json"]);
});

test("the draft of a process that was killed goes with a later save", async () => {
  using folder = temporaryFolder();
  const draft = join(folder.path, "ada.json.0123456789ab.draft");
  const fresh = join(folder.path, "ada.json.ba9876543210.draft");
  writeFileSync(draft, "{");
  writeFileSync(fresh, "{");
  utimesSync(draft, 1, 1);
  await fileTokenStore({ folder: folder.path }).save("ada", ended);
  expect(readdirSync(folder.path).sort()).toEqual(["ada.json", "ada.json.ba9876543210.draft"]);
});

test.concurrent.each<[string, () => Promise<string>]>([
  ["has died here", async () => JSON.stringify({ pid: await exitedPid(), host: hostname() })],
  ["is on another machine and silent", async () => JSON.stringify({ pid: 1, host: "elsewhere" })],
  ["died before it wrote its name", async () => ""],
])("a lock whose owner %s is taken over by one of those that wait", async (_what, content) => {
  using folder = temporaryFolder();
  const store = fileTokenStore({ folder: folder.path });
  writeFileSync(join(folder.path, "ada.json.lock"), await content());
  let inside = 0;
  const most: number[] = [];
  const turns = [1, 2, 3].map(async () =>
    store.exclusively?.("ada", async () => {
      inside += 1;
      most.push(inside);
      await new Promise((resolve) => void setTimeout(resolve, 20));
      inside -= 1;
    }),
  );
  await Promise.all(turns);
  expect(most).toEqual([1, 1, 1]);
  expect(readdirSync(folder.path)).toEqual([]);
});

test.concurrent("a new owner that has not written its name yet keeps the lock of a dead one", async () => {
  using folder = temporaryFolder();
  const store = fileTokenStore({ folder: folder.path });
  const lock = join(folder.path, "ada.json.lock");
  writeFileSync(lock, "");
  const turn = store.exclusively?.("ada", async () => "done");
  // While the dead one's lock is being broken, another takes its place.
  while (!existsSync(`${lock}.break`)) await new Promise(setImmediate);
  rmSync(lock);
  writeFileSync(lock, "");
  while (existsSync(`${lock}.break`)) await new Promise(setImmediate);
  expect(existsSync(lock)).toBe(true);
  rmSync(lock);
  expect(await turn).toBe("done");
});

test("a sign-in while old tokens are renewed is what stays", async () => {
  await using server = await startOAuthServer();
  using folder = temporaryFolder();
  const store = fileTokenStore({ folder: folder.path });
  await store.save("ada", ended);
  const options = { clientId: "cli", scopes: ["openid"], issuer: server.url, account: "ada" };
  server.script.tokenDelayMs = 300;
  const renewal = installedApp({ ...options, store }).credential.accessToken();
  const tokens = await installedApp({ ...options, store }).signIn({
    openUrl: async (address) => void fetch(address),
  });
  await renewal;
  expect(await store.load("ada")).toEqual(tokens);
});
