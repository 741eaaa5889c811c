import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { temporaryFolder } from "@leasehold/testing/temporary-folder";
import { describe, expect, test } from "vitest";
import { libraryDocument } from "./library.ts";

const program = fileURLToPath(new URL("../src/main.ts", import.meta.url));

function run(folder: string, ...args: string[]): { code: number; out: string; error: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    cwd: folder,
    encoding: "utf8",
  });
  return { code: status ?? -1, out: stdout, error: stderr };
}

function withDocument(path: string): void {
  const document = libraryDocument({
    methods: { ping: { id: "library.ping", path: "ping", httpMethod: "GET" } },
  });
  writeFileSync(join(path, "library.json"), JSON.stringify(document));
}

describe("leasehold-generate", () => {
  test("writes a package, and nothing when it is up to date", () => {
    using folder = temporaryFolder();
    withDocument(folder.path);
    const first = run(folder.path, "library.json", "--out", "clients");
    expect(first).toEqual({
      code: 0,
      error: "",
      out: ["package.json", "README.md", "tsconfig.json", "src/schema.gen.ts", "src/library.gen.ts"]
        .map((path) => `clients/library-v1/${path}\n`)
        .join(""),
    });
    expect(run(folder.path, "library.json", "--out", "clients")).toEqual({
      code: 0,
      error: "",
      out: "",
    });
  });

  test("--check shows a stale file and leaves it", () => {
    using folder = temporaryFolder();
    withDocument(folder.path);
    run(folder.path, "library.json", "--out", "clients");
    expect(run(folder.path, "library.json", "--out", "clients", "--check").code).toBe(0);
    const path = join(folder.path, "clients/library-v1/src/library.gen.ts");
    const stale = readFileSync(path, "utf8").replace('"/ping"', '"/pong"');
    writeFileSync(path, stale);
    const { code, error } = run(folder.path, "library.json", "--out", "clients", "--check");
    expect(code).toBe(1);
    expect(error).toContain('-  "ping": ["GET", "/pong"],\n+  "ping": ["GET", "/ping"],');
    expect(readFileSync(path, "utf8")).toBe(stale);
  });

  test("makes the other clients when a document is wrong, and says which and where", () => {
    using folder = temporaryFolder();
    withDocument(folder.path);
    writeFileSync(join(folder.path, "wrong.json"), '{"id": 1}');
    const { code, error } = run(folder.path, "wrong.json", "library.json", "--out", "clients");
    expect([code, error]).toEqual([1, "wrong.json: $.name: is missing\n"]);
    expect(existsSync(join(folder.path, "clients/library-v1/package.json"))).toBe(true);
  });

  test.each([
    [["--out", "clients"], "Name at least one discovery document."],
    [["library.json"], "Say where to write with --out DIR."],
    [["library.json", "--outt", "x"], "Unknown option '--outt'"],
  ])("exits with 2 and the usage for %j", (args, message) => {
    using folder = temporaryFolder();
    const { code, error } = run(folder.path, ...args);
    expect(code).toBe(2);
    expect(error).toContain(message);
    expect(error).toContain("Usage: leasehold-generate FILE|URL|API:VERSION...");
  });

  test("diff says what changed, as text and as JSON", () => {
    using folder = temporaryFolder();
    withDocument(folder.path);
    const newer = libraryDocument({
      methods: {
        ping: { id: "library.ping", path: "ping", httpMethod: "GET", description: "Pings." },
        pong: { id: "library.pong", path: "pong", httpMethod: "GET" },
      },
    });
    writeFileSync(join(folder.path, "newer.json"), JSON.stringify(newer));
    expect(run(folder.path, "diff", "library.json", "newer.json")).toEqual({
      code: 0,
      error: "",
      out: "version: minor\n\nminor:\n  pong is new\n\npatch:\n  ping has another description\n",
    });
    const json = run(folder.path, "diff", "newer.json", "library.json", "--json").out;
    expect(JSON.parse(json)).toMatchObject({
      bump: "major",
      changes: [{ bump: "major", code: "method-removed", place: "pong", text: "is gone" }, {}],
    });
    expect(run(folder.path, "diff", "library.json").code).toBe(2);
  });

  test("openapi writes the OpenAPI document", () => {
    using folder = temporaryFolder();
    withDocument(folder.path);
    const { code, out } = run(folder.path, "openapi", "library.json");
    expect([code, JSON.parse(out)]).toMatchObject([
      0,
      { openapi: "3.1.0", paths: { "/ping": {} } },
    ]);
    expect(run(folder.path, "openapi", "library.json", "--out", "o.json").out).toBe("");
    expect(readFileSync(join(folder.path, "o.json"), "utf8")).toBe(out);
  });

  test("--check refuses to use the network", () => {
    using folder = temporaryFolder();
    const { code, error } = run(folder.path, "drive:v3", "--out", "clients", "--check");
    expect(code).toBe(2);
    expect(error).toContain("--check never uses the network: give it a file instead of drive:v3.");
  });

  test("--version says which one it is", () => {
    using folder = temporaryFolder();
    expect(run(folder.path, "--version").out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  test("--help explains itself", () => {
    using folder = temporaryFolder();
    expect(run(folder.path, "--help").out).toContain("--base-url URL");
  });
});
