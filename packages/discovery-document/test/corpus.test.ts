import { existsSync, readFileSync, readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { methodsOf, parseDiscoveryDocument } from "../src/discovery-document.ts";

// Public documents, kept beside the repository where somebody has them.
const folder = new URL("../../../../shared/corpus/", import.meta.url);

test.skipIf(!existsSync(folder))("accepts public documents and finds methods in them", () => {
  const files = readdirSync(folder).filter((file) => file.endsWith(".json"));
  let methods = 0;
  for (const file of files) {
    const value: unknown = JSON.parse(readFileSync(new URL(file, folder), "utf8"));
    methods += methodsOf(parseDiscoveryDocument(value)).length;
  }
  expect(files.length).toBeGreaterThan(0);
  expect(methods).toBeGreaterThan(files.length);
});
