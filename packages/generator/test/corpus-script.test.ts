import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
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

test("goes into folders, names what is no discovery document, and what is a broken one", () => {
  using folder = temporaryFolder();
  const put = (file: string, text: string) => {
    mkdirSync(dirname(join(folder.path, file)), { recursive: true });
    writeFileSync(join(folder.path, file), text);
  };
  const document = readFileSync(join(root, "discovery/taskqueue.v1beta2.json"), "utf8");
  put("old/a/one.json", document);
  put("old/a_one.json", document);
  put(".git/x.json", "{");
  put(".DS_Store", "\0");
  put("old/.DS_Store.json", "\0");
  put("README.md", "# Documents");
  put("list.json", "[]");
  put("index.json", '{"documents":[]}');
  put("directory.json", '{"kind":"discovery#directoryList","items":[]}');
  put("openapi.json", '{"openapi":"3.1.0"}');
  put("package.json", '{"private":true}');
  put("cut.json", document.slice(0, 1000));
  const { code, out, error } = corpus(folder.path);
  expect([code, error]).toEqual([
    1,
    expect.stringMatching(/^\nFailed: cut\.json: convert\n    .*JSON.*\n$/),
  ]);
  expect(out).toContain("documents 3\n");
  expect(out).toContain("passed: compile 2 of 3\n");
  expect(out.split("\n").filter((line) => line.startsWith("Left out"))).toEqual([
    "Left out: directory.json: a discovery#directoryList",
    "Left out: index.json: an index of documents",
    "Left out: list.json: a list",
    "Left out: openapi.json: an OpenAPI document",
    "Left out: package.json: a package.json",
  ]);
});

test("fails for a folder without a document, and for none", () => {
  using folder = temporaryFolder();
  const empty = corpus(folder.path);
  expect([empty.code, empty.error]).toEqual([
    1,
    `\nFailed: ${folder.path}: documents\n    there is no discovery document\n`,
  ]);
  expect(corpus(join(folder.path, "none")).error).toMatch(/^There is no folder .*none\.\n$/);
});
