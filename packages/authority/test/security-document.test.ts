import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const root = new URL("../../../", import.meta.url);

const isWhole = /^(packages|apps)\//;

/** The tests that the document names, by file. */
function namedTests(): { file: string; title: string }[] {
  const text = readFileSync(new URL("docs/security.md", root), "utf8");
  const named: { file: string; title: string }[] = [];
  let file = "";
  for (const [, path, title] of text.matchAll(/`([\w./-]+\.test\.ts)`|“([^”]+)”/g)) {
    if (path !== undefined) file = isWhole.test(path) ? path : `packages/authority/test/${path}`;
    else if (title !== undefined) named.push({ file, title });
  }
  return named;
}

test("every test that docs/security.md names exists", () => {
  const named = namedTests();
  expect(named.length).toBeGreaterThan(60);
  const missing = named.filter(
    ({ file, title }) => !readFileSync(new URL(file, root), "utf8").includes(title),
  );
  expect(missing).toEqual([]);
});
