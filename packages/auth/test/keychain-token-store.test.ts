import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { findProgram } from "@leasehold/testing/programs";
import { temporaryFolder } from "@leasehold/testing/temporary-folder";
import { describe, expect, test } from "vitest";
import { sealedTokens } from "../src/lib/token-text.ts";
import { fileTokenStore } from "../src/token-store.ts";

const dbusRunSession = findProgram("dbus-run-session");
const keyringDaemon = findProgram("gnome-keyring-daemon");
const script = fileURLToPath(new URL("use-keychain.ts", import.meta.url));
const tokens = { accessToken: "the-access-token", refreshToken: "the-refresh-token" };

interface Outcome {
  guardedBy: string;
  reason?: string;
  results: unknown[];
}

/** A home with a token folder and, on Linux, a keyring of its own. */
function homeIn(folder: string): { env: Record<string, string>; tokens: string } {
  for (const name of ["data", "run"]) mkdirSync(join(folder, name), { mode: 0o700 });
  const env = {
    PATH: process.env["PATH"] ?? "",
    HOME: folder,
    XDG_DATA_HOME: join(folder, "data"),
    XDG_RUNTIME_DIR: join(folder, "run"),
  };
  return { env, tokens: join(folder, "tokens") };
}

/** Runs shell lines in a desktop session of their own; each line of output is what a process printed. */
async function inSession(env: Record<string, string>, lines: string[]): Promise<Outcome[]> {
  const shell = ["--", "sh", "-c", lines.join("\n")];
  const { stdout } = await promisify(execFile)(dbusRunSession ?? "", shell, { env });
  return stdout
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as Outcome);
}

const unlocked = `printf secret | ${keyringDaemon} --unlock --components=secrets >/dev/null 2>&1`;
const locked = `${keyringDaemon} --start --components=secrets >/dev/null 2>&1`;
const use = (folder: string, ...words: string[]): string =>
  `"${process.execPath}" "${script}" "${folder}" ${words.join(" ")}`;

describe.skipIf(dbusRunSession === undefined || keyringDaemon === undefined)(
  "with gnome-keyring",
  () => {
    test("tokens are sealed in their file, and another process opens them", async () => {
      using folder = temporaryFolder();
      const home = homeIn(folder.path);
      const lines = [unlocked, use(home.tokens, "save"), use(home.tokens, "load")];
      expect(await inSession(home.env, lines)).toEqual([
        { guardedBy: "keychain", results: ["done"] },
        { guardedBy: "keychain", results: [tokens] },
      ]);
      expect(readdirSync(home.tokens)).toEqual(["ada.json"]);
      const file = join(home.tokens, "ada.json");
      expect(readFileSync(file, "utf8")).toMatch(/^\{"sealed":"[\w-]{100,}"\}\n$/);
      expect(statSync(file).mode & 0o777).toBe(0o600);
      // The key outlives the session: it lies in the keyring's own file.
      expect(await inSession(home.env, [unlocked, use(home.tokens, "load")])).toEqual([
        { guardedBy: "keychain", results: [tokens] },
      ]);
    });

    test("processes that open it first at the same time agree on one key", async () => {
      using folder = temporaryFolder();
      const home = homeIn(folder.path);
      const parallel = [1, 2, 3, 4].map(() => `${use(home.tokens, "save", "load")} &`);
      const outcomes = await inSession(home.env, [unlocked, ...parallel, "wait"]);
      expect(outcomes).toEqual(
        [1, 2, 3, 4].map(() => ({ guardedBy: "keychain", results: ["done", tokens] })),
      );
      expect(await inSession(home.env, [unlocked, use(home.tokens, "load")])).toEqual([
        { guardedBy: "keychain", results: [tokens] },
      ]);
    });

    test("tokens in the clear are read, and sealed at the next save", async () => {
      using folder = temporaryFolder();
      const home = homeIn(folder.path);
      await fileTokenStore({ folder: home.tokens }).save("ada", { accessToken: "clear" });
      const lines = [unlocked, use(home.tokens, "load", "save")];
      expect(await inSession(home.env, lines)).toMatchObject([
        { results: [{ accessToken: "clear" }, "done"] },
      ]);
      expect(readFileSync(join(home.tokens, "ada.json"), "utf8")).toContain('"sealed"');
    });

    test("a keychain that stays locked is told, and what was sealed stays closed", async () => {
      using folder = temporaryFolder();
      const home = homeIn(folder.path);
      await inSession(home.env, [unlocked, use(home.tokens, "save")]);
      const [outcome] = await inSession(home.env, [locked, use(home.tokens, "load")]);
      expect(outcome).toEqual({
        guardedBy: "file permissions",
        reason: expect.stringMatching(/^The system's keychain cannot be used here \(.*\)\.$/),
        results: [
          {
            code: "keychain_unavailable",
            message: expect.stringContaining("Run this where the keychain is open"),
          },
        ],
      });
    });

    test("tokens whose key was removed from the keychain are token_store_corrupt", async () => {
      using folder = temporaryFolder();
      const home = homeIn(folder.path);
      const lines = [unlocked, use(home.tokens, "save", "forget"), use(home.tokens, "load")];
      const [, outcome] = await inSession(home.env, lines);
      expect(outcome?.results).toEqual([
        {
          code: "token_store_corrupt",
          message: expect.stringContaining("sealed with a key that the keychain has no longer"),
        },
      ]);
    });
  },
);

describe("without a keychain", () => {
  test.skipIf(process.platform !== "linux")(
    "tokens are in files that only their owner may read, and the reason is given",
    async () => {
      using folder = temporaryFolder();
      const { env, tokens: tokensFolder } = homeIn(folder.path);
      const args = [script, tokensFolder, "save", "load"];
      const { stdout } = await promisify(execFile)(process.execPath, args, { env });
      expect(JSON.parse(stdout)).toEqual({
        guardedBy: "file permissions",
        reason: expect.stringMatching(/^The system's keychain cannot be used here \(.*\)\.$/),
        results: ["done", tokens],
      });
      expect(statSync(join(tokensFolder, "ada.json")).mode & 0o777).toBe(0o600);
      expect(await fileTokenStore({ folder: tokensFolder }).load("ada")).toEqual(tokens);
    },
  );

  test("a missing package is told by name", async () => {
    using folder = temporaryFolder();
    const store = new URL("../src/keychain-token-store.ts", import.meta.url).href;
    const code = `
      import { registerHooks } from "node:module";
      registerHooks({ resolve(specifier, context, next) {
        return next(specifier === "@napi-rs/keyring" ? "@napi-rs/keyring-not-installed" : specifier, context);
      } });
      const { openKeychainTokenStore } = await import(${JSON.stringify(store)});
      const { reason } = await openKeychainTokenStore({ folder: ${JSON.stringify(folder.path)} });
      process.stdout.write(reason);`;
    const args = ["--input-type=module", "-e", code];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    expect(stdout).toMatch(
      /^The keychain needs the package @napi-rs\/keyring, which cannot be loaded here \(Cannot find package/,
    );
  });
});

describe("sealed tokens", () => {
  const form = sealedTokens(randomBytes(32));
  const file = { path: "ada.json", account: "ada" };

  test("are never the same text twice, and open for their account", () => {
    const [first, second] = [form.write(tokens, "ada"), form.write(tokens, "ada")];
    expect(first).not.toBe(second);
    expect(first).not.toContain("the-access-token");
    expect(form.read(first, file)).toEqual(tokens);
  });

  test.each<[string, (sealed: string) => [string, string]]>([
    ["another account's", (text) => [text, "bob"]],
    ["changed in one letter", (text) => [text.replace(/.(?=.{8}"\}\n$)/, flipped), "ada"]],
    ["cut short", () => ['{"sealed":"AAAA"}', "ada"]],
    ["empty", () => ['{"sealed":""}', "ada"]],
  ])("that are %s are token_store_corrupt", (_name, change) => {
    const [text, account] = change(form.write(tokens, "ada"));
    expect(() => form.read(text, { ...file, account })).toThrow(
      expect.objectContaining({ code: "token_store_corrupt" }),
    );
  });

  test("stay closed for a store that knows no keychain", async () => {
    using folder = temporaryFolder();
    writeFileSync(join(folder.path, "ada.json"), form.write(tokens, "ada"));
    await expect(fileTokenStore({ folder: folder.path }).load("ada")).rejects.toMatchObject({
      code: "keychain_unavailable",
    });
  });
});

function flipped(letter: string): string {
  return letter === "A" ? "B" : "A";
}
