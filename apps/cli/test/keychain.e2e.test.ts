import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findProgram } from "@leasehold/testing/programs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startProgram } from "./cli.ts";
import { browse } from "@leasehold/testing/form-browser";
import { ada, type Service, startService } from "./service.ts";

const dbusRunSession = findProgram("dbus-run-session");
const keyringDaemon = findProgram("gnome-keyring-daemon");
const main = fileURLToPath(new URL("../src/main.ts", import.meta.url));
const leasehold = `"${process.execPath}" "${main}"`;

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service[Symbol.asyncDispose]());

/** Runs shell lines in a desktop session of somebody's own, whose keyring they unlock. */
function inSession(name: string, lines: string[]) {
  const home = join(service.folder, "desktops", name);
  for (const folder of ["data", "run"]) {
    mkdirSync(join(home, folder), { recursive: true, mode: 0o700 });
  }
  const env = {
    ...service.envOf(name),
    HOME: home,
    XDG_DATA_HOME: join(home, "data"),
    XDG_RUNTIME_DIR: join(home, "run"),
  };
  const unlock = `printf secret | ${keyringDaemon} --unlock --components=secrets >/dev/null 2>&1`;
  const shell = ["--", "sh", "-e", "-c", [unlock, ...lines].join("\n")];
  return startProgram([dbusRunSession ?? "", ...shell], { env });
}

test.skipIf(dbusRunSession === undefined || keyringDaemon === undefined)(
  "login --keychain seals the tokens; later commands and logout open them, and outside the session nobody does",
  async () => {
    await using session = inSession("ada", [
      `${leasehold} login --keychain`,
      `${leasehold} whoami --json`,
    ]);
    const [address] = await session.saw(/http:\/\/\S+\/auth\?\S+/);
    await browse(address, ada);
    const { stdout, stderr, status } = await session.ended;
    expect([status, stderr]).toEqual([0, expect.stringContaining("as ada@example.com")]);
    expect(JSON.parse(stdout)).toMatchObject({ user: "ada@example.com" });
    const tokens = join(service.envOf("ada")["LEASEHOLD_CONFIG_DIR"] ?? "", "tokens");
    const [file = "", ...more] = readdirSync(tokens);
    expect(more).toEqual([]);
    expect(readFileSync(join(tokens, file), "utf8")).toMatch(/^\{"sealed":"[\w-]+"\}\n$/);

    const outside = await service.as("ada", ["token"]);
    expect([outside.status, outside.stdout]).toEqual([1, ""]);
    expect(outside.stderr).toContain("sealed with a key in the system's keychain");

    await using later = inSession("ada", [`${leasehold} token`, `${leasehold} logout`]);
    const { stdout: token } = await later.ended;
    expect(token).toMatch(/^lha_/);
    expect(readdirSync(tokens)).toEqual([]);
  },
);

test("login --keychain where there is none says why, and signs in all the same", async () => {
  const login = await service.signIn("keychainless", ada, ["--keychain"]);
  expect(login.status).toBe(0);
  expect(login.stderr).toMatch(
    /^The system's keychain cannot be used here \(.*\)\. The tokens are kept in a file that only you can read\.$/m,
  );
  expect((await service.as("keychainless", ["token"])).stdout).toMatch(/^lha_/);
});
