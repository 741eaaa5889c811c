import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { DiscoveryDocument } from "@leasehold/discovery-document";
import { temporaryFolder } from "@leasehold/testing/temporary-folder";
import { expect, test } from "vitest";
import { clientPackage } from "../src/package.ts";
import { compile, readmeCode } from "./compile.ts";
import { libraryDocument } from "./library.ts";
import { nastyDocuments, nastyNames } from "./nasty-documents.ts";

test("nasty documents go through everything that public ones go through", () => {
  using folder = temporaryFolder();
  for (const [index, [, document]] of nastyDocuments.entries()) {
    const file = join(folder.path, "below", `${index}.json`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(document));
  }
  const script = fileURLToPath(new URL("../../../scripts/corpus.ts", import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, folder.path], {
    encoding: "utf8",
  });
  expect([stderr, status]).toEqual(["", 0]);
  const count = nastyDocuments.length;
  expect(stdout).toMatch(new RegExp(`passed: compile +${count} of ${count}\n`));
});

test("their example code compiles", async () => {
  const all: Record<string, string> = {};
  for (const [index, [, document]] of nastyDocuments.entries()) {
    const { files } = await clientPackage(document);
    const client = Object.keys(files).find((path) => /^src\/(?!schema\.gen)/.test(path)) ?? "";
    const code = readmeCode(files["README.md"] ?? "").replace(
      /from "[^"]*";/,
      `from "./${client.slice(4)}";`,
    );
    Object.assign(all, below(index, { ...files, "src/readme.ts": code }));
  }
  expect(compile(all)).toBe("");
});

test("an API and all in it may be named by any word", async () => {
  const all: Record<string, string> = {};
  for (const [index, name] of nastyNames.entries()) {
    Object.assign(all, below(index, (await clientPackage(documentNamed(name))).files));
  }
  expect(compile(all)).toBe("");
});

/** The sources of a package, in a folder of their own. */
function below(index: number, files: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(files).flatMap(([path, text]) =>
      path.startsWith("src/") ? [[`src/${index}/${path.slice(4)}`, text]] : [],
    ),
  );
}

function documentNamed(name: string): DiscoveryDocument {
  const map = <Value>(value: Value) => Object.fromEntries([[name, value]]);
  const method = (id: string) => ({
    id,
    path: "x",
    httpMethod: "POST",
    request: { $ref: name },
    response: { $ref: name },
  });
  return libraryDocument({
    name,
    parameters: map({ type: "string", location: "query" as const }),
    schemas: map({ id: name, properties: map({ $ref: name }) }),
    methods: map(method(`a.${name}`)),
    resources: map({
      methods: map(method(`a.${name}.${name}`)),
      resources: map({}),
    }),
  });
}
