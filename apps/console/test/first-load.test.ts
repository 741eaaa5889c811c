import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, inject, test } from "vitest";

const firstLoadBytesMax = 200_000;

const folder = inject("consoleFolder");

test("the first page loads less than 200 kB, gzipped", () => {
  const page = readFileSync(join(folder, "index.html"), "utf8");
  const named = [...page.matchAll(/(?:src|href)="\/console\/([^"]+)"/g)].map(
    ([, path]) => path ?? "",
  );
  // The overview, which comes first, and all that it loads.
  const seen = new Set(named);
  const load = (path: string): void => {
    if (seen.has(path)) return;
    seen.add(path);
    if (!path.endsWith(".js")) return;
    const text = readFileSync(join(folder, path), "utf8");
    for (const [, name] of text.matchAll(/from"\.\/([\w.-]+)"/g)) load(`assets/${name}`);
  };
  for (const name of readdirSync(join(folder, "assets"))) {
    if (/^overview-[\w-]+\.(?:js|css)$/.test(name)) load(`assets/${name}`);
  }
  const bytes = [...seen].reduce(
    (sum, path) => sum + gzipSync(readFileSync(join(folder, path))).length,
    gzipSync(page).length,
  );
  expect(seen.size).toBeGreaterThan(named.length + 1);
  expect(bytes).toBeLessThan(firstLoadBytesMax);
  expect(bytes).toBeGreaterThan(firstLoadBytesMax / 10);
});

test("the page names no other host and holds nothing inline", () => {
  const page = readFileSync(join(folder, "index.html"), "utf8");
  expect(page).not.toMatch(/https?:\/\//);
  expect(page).not.toMatch(/<script(?![^>]*src=)[^>]*>|<style|style=|\son\w+=/);
});
