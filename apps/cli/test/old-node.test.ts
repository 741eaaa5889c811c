import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { join } from "node:path";
import { temporaryFolder } from "@leasehold/testing/temporary-folder";
import { expect, test } from "vitest";

test("a Node that is too old is told so in one line", () => {
  using folder = temporaryFolder();
  const source = readFileSync(new URL("../src/main.ts", import.meta.url), "utf8");
  const main = join(folder.path, "main.mjs");
  writeFileSync(main, stripTypeScriptTypes(source));
  mkdirSync(join(folder.path, "lib"));
  writeFileSync(join(folder.path, "lib", "run.ts"), "throw new Error('was loaded');");
  // The same file with another version in its place: an old Node is not on every host.
  const pretend = `Object.defineProperty(process.versions, "node", { value: "20.11.1" });`;
  const preload = join(folder.path, "preload.cjs");
  writeFileSync(preload, pretend);
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--require", preload, main], {
    encoding: "utf8",
  });
  expect(stderr).toBe(
    "leasehold needs Node 22 or later, and this is Node 20.11.1: install a newer Node.\n",
  );
  expect(stdout).toBe("");
  expect(status).toBe(1);
});
