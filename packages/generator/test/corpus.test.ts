import { existsSync, readFileSync, readdirSync } from "node:fs";
import { parseDiscoveryDocument } from "@leasehold/discovery-document";
import { expect, test } from "vitest";
import { toOpenApi } from "../src/openapi.ts";

// Public documents, kept beside the repository where somebody has them.
const folder = new URL("../../../../shared/corpus/", import.meta.url);

test.skipIf(!existsSync(folder))("converts public documents, each method to one operation", () => {
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".json"))) {
    const value: unknown = JSON.parse(readFileSync(new URL(file, folder), "utf8"));
    const { paths } = toOpenApi(parseDiscoveryDocument(value));
    const operations = Object.values(paths).flatMap(({ parameters: _shared, ...verbs }) =>
      Object.values(verbs)
        .filter((operation) => operation["x-google-uploadOf"] === undefined)
        .map(({ operationId }) => operationId),
    );
    const ids = methodIds(value);
    expect([file, new Set(operations)]).toEqual([file, new Set(ids)]);
    expect([file, operations.length]).toEqual([file, ids.length]);
  }
});

/** Counted from the raw JSON, so that a method that is lost on the way is missed. */
function methodIds(value: unknown): string[] {
  const { methods = {}, resources = {} } = value as {
    methods?: Record<string, { id: string }>;
    resources?: Record<string, unknown>;
  };
  return [
    ...Object.values(methods).map(({ id }) => id),
    ...Object.values(resources).flatMap(methodIds),
  ];
}
