import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "@leasehold/testing/temporary-folder";
import { expect, test } from "vitest";
import { browserCommand } from "../src/lib/browser-command.ts";
import { openBrowser } from "../src/open-browser.ts";

const address = "http://127.0.0.1:8085/o/oauth2/v2/auth?a=1&b=$(touch%20x)";

test.each<[NodeJS.Platform, string[]]>([
  ["linux", ["xdg-open", address]],
  ["freebsd", ["xdg-open", address]],
  ["darwin", ["open", address]],
  ["win32", ["rundll32", "url.dll,FileProtocolHandler", address]],
])("on %s the platform's opener is given the address as it is", (platform, words) => {
  const command = browserCommand(address, { platform, env: {} });
  expect([command.program, ...command.arguments]).toEqual(words);
});

test("the program in BROWSER is started with the address, without a shell", async () => {
  using folder = temporaryFolder();
  const program = join(folder.path, "browser");
  const seen = join(folder.path, "seen");
  writeFileSync(
    program,
    `#!/bin/sh\nprintf %s "$1" > "${seen}.draft" && mv "${seen}.draft" "${seen}"\n`,
    {
      mode: 0o755,
    },
  );
  await openBrowser(address, { platform: "linux", env: { BROWSER: program } });
  await expect.poll(() => readFileSync(seen, "utf8"), { timeout: 30_000 }).toBe(address);
});

test("a host without a browser is browser_unavailable", async () => {
  const host = { platform: "linux" as const, env: { BROWSER: "/nonexistent/browser" } };
  await expect(openBrowser(address, host)).rejects.toMatchObject({ code: "browser_unavailable" });
});
