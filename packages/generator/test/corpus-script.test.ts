import { spawnSync } from "node:child_process";
import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { temporaryFolder } from "@leasehold/testing/temporary-folder";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../../../", import.meta.url));

function corpus(folder: string): { code: number | null; out: string; error: string } {
  const script = join(root, "scripts/corpus.ts");
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, folder], {
    encoding: "utf8",
  });
  return { code: status, out: stdout.replaceAll(/ {2,}/g, " "), error: stderr };
}

test("puts a folder through everything, counts, names what fails, and says so with its exit code", () => {
  using folder = temporaryFolder();
  const document = join(folder.path, "taskqueue.json");
  cpSync(join(root, "discovery/taskqueue.v1beta2.json"), document);
  const good = corpus(folder.path);
  expect([good.code, good.error]).toEqual([0, ""]);
  expect(good.out).toContain("documents 1\nmethods 8\noperations 8\nupload paths 0\nschemas 4\n");
  expect(good.out).toContain("passed: round trip 1 of 1\n");
  expect(good.out).toContain("passed: compile 1 of 1\n");
  writeFileSync(join(folder.path, "wrong.json"), '{"id": "wrong:v1"}');
  const bad = corpus(folder.path);
  expect(bad.code).toBe(1);
  expect(bad.out).toContain("passed: convert 1 of 2\n");
  expect(bad.error).toBe("\nFailed: wrong.json: convert\n    $.name: is missing\n");
});
