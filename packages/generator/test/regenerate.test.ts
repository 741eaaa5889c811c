import { createHash } from "node:crypto";
import { cpSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { temporaryFolder } from "@leasehold/testing/temporary-folder";
import { describe, expect, test } from "vitest";
import { regenerate } from "../src/regenerate.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const baseUrl = "http://127.0.0.1:8085/";

/** The documents and the clients of this repository, to change. */
function copyOfRepository(path: string): {
  discoveryFolder: string;
  clientsFolder: string;
  baseUrl: string;
} {
  const discoveryFolder = join(path, "discovery");
  const clientsFolder = join(path, "clients");
  cpSync(join(root, "discovery"), discoveryFolder, { recursive: true });
  for (const client of ["taskqueue-v1beta2", "leasehold-v1"]) {
    for (const part of ["package.json", "README.md", "tsconfig.json", "src"]) {
      const from = join(root, "packages/clients", client, part);
      cpSync(from, join(clientsFolder, client, part), { recursive: true });
    }
  }
  return { discoveryFolder, clientsFolder, baseUrl };
}

function addParameter(discoveryFolder: string): string {
  const path = join(discoveryFolder, "taskqueue.v1beta2.json");
  const document = JSON.parse(readFileSync(path, "utf8")) as {
    resources: { tasks: { methods: { lease: { parameters: Record<string, object> } } } };
  };
  document.resources.tasks.methods.lease.parameters["oldestFirst"] = {
    type: "boolean",
    description: "Whether the oldest task comes first.",
    location: "query",
  };
  const text = JSON.stringify(document, null, 2);
  writeFileSync(path, text);
  return createHash("sha256").update(text).digest("hex");
}

describe("regenerate", () => {
  test("has nothing to change in this repository: generated files are up to date", async () => {
    const { diff, changed } = await regenerate({
      discoveryFolder: join(root, "discovery"),
      clientsFolder: join(root, "packages/clients"),
      baseUrl,
      checkOnly: true,
    });
    expect(diff).toBe("");
    expect(changed).toEqual([]);
  });

  test("gives the client a parameter that was added to the document, and the index its sha256", async () => {
    using folder = temporaryFolder();
    const options = copyOfRepository(folder.path);
    const sha256 = addParameter(options.discoveryFolder);
    const { changed } = await regenerate({ ...options, checkOnly: false });
    expect(changed).toEqual([
      join(options.clientsFolder, "taskqueue-v1beta2/src/schema.gen.ts"),
      join(options.clientsFolder, "taskqueue-v1beta2/src/taskqueue.gen.ts"),
      join(options.discoveryFolder, "index.json"),
    ]);
    const client = readFileSync(changed[1] ?? "", "utf8");
    expect(client).toContain(
      "  /** Whether the oldest task comes first. */\n  oldestFirst?: boolean | undefined;\n",
    );
    const index = JSON.parse(readFileSync(changed[2] ?? "", "utf8")) as { documents: unknown[] };
    expect(index.documents[1]).toEqual({
      id: "taskqueue:v1beta2",
      file: "taskqueue.v1beta2.json",
      revision: "20261123",
      sha256,
    });
    expect((await regenerate({ ...options, checkOnly: true })).diff).toBe("");
  });

  test("shows with checkOnly what would change, and writes nothing", async () => {
    using folder = temporaryFolder();
    const options = copyOfRepository(folder.path);
    addParameter(options.discoveryFolder);
    const before = textsIn(options.clientsFolder);
    const { diff } = await regenerate({ ...options, checkOnly: true });
    expect(diff).toContain("taskqueue.gen.ts\n@@ line ");
    expect(diff).toContain("\n+  oldestFirst?: boolean | undefined;");
    expect(textsIn(options.clientsFolder)).toEqual(before);
  });

  test("writes nothing when a document is wrong", async () => {
    using folder = temporaryFolder();
    const options = copyOfRepository(folder.path);
    addParameter(options.discoveryFolder);
    writeFileSync(join(options.discoveryFolder, "zoo.v1.json"), '{"id":"zoo:v1"}');
    const before = textsIn(options.clientsFolder);
    await expect(regenerate({ ...options, checkOnly: false })).rejects.toMatchObject({
      code: "missing",
      path: "$.name",
    });
    expect(textsIn(options.clientsFolder)).toEqual(before);
  });
});

function textsIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"));
}
