import { cpSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { temporaryFolder } from "@leasehold/testing/temporary-folder";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { apiServer, filesDocument } from "./api-server.ts";
import { type Outcome, runCli } from "./cli.ts";

const folder = temporaryFolder();
const at = (...path: string[]): string => join(folder.path, ...path);

function generate(...args: string[]): Promise<Outcome> {
  return runCli(["generate", ...args], { cwd: folder.path });
}

beforeAll(() =>
  writeFileSync(at("files.json"), JSON.stringify(filesDocument("http://127.0.0.1:9"))),
);
afterAll(() => folder[Symbol.dispose]());

test("makes a client and says which files it wrote", async () => {
  const { status, stdout, stderr } = await generate("files.json", "--out", "clients");
  expect([status, stderr]).toEqual([0, ""]);
  expect(stdout.split("\n")).toContain("clients/files-v3/src/files.gen.ts");
  expect(existsSync(at("clients/files-v3/package.json"))).toBe(true);
});

test("takes --base-url for itself", async () => {
  await generate("files.json", "--out", "based", "--base-url", "https://files.example.com/");
  expect(readFileSync(at("based/files-v3/src/files.gen.ts"), "utf8")).toContain(
    'const rootUrl = "https://files.example.com/"',
  );
});

test("one bad document fails alone, with its place, and the exit code says so", async () => {
  writeFileSync(at("wrong.json"), '{"id":1}');
  const { status, stdout, stderr } = await generate("wrong.json", "files.json", "--out", "some");
  expect(stderr).toBe(`wrong.json: $.name: is missing
leasehold: Not every client was made: the lines above say why.
`);
  expect(status).toBe(1);
  expect(stdout).toContain("some/files-v3/");
});

describe("--check", () => {
  const committed = fileURLToPath(
    new URL("../../../packages/clients/taskqueue-v1beta2", import.meta.url),
  );
  const document = fileURLToPath(
    new URL("../../../discovery/taskqueue.v1beta2.json", import.meta.url),
  );
  const args = [document, "--out", "copy", "--base-url", "http://127.0.0.1:8085/", "--check"];

  beforeAll(() => {
    cpSync(committed, at("copy/taskqueue-v1beta2"), {
      recursive: true,
      filter: (path) => !path.includes("node_modules") && !path.includes("dist"),
    });
  });

  test("is content with the committed client of this repository", async () => {
    expect(await generate(...args)).toEqual({ status: 0, stdout: "", stderr: "" });
  });

  test("fails when it was edited by hand, shows the edit, and leaves it there", async () => {
    const file = at("copy/taskqueue-v1beta2/src/taskqueue.gen.ts");
    const before = readFileSync(file, "utf8");
    writeFileSync(file, before.replace('"tasks.lease": ["POST"', '"tasks.lease": ["PUT"'));
    const { status, stdout, stderr } = await generate(...args);
    const [, removed = "", added = ""] = /\n(-.*)\n(\+.*)\n/.exec(stderr) ?? [];
    expect([status, stdout]).toEqual([1, ""]);
    expect(stderr.split("\n")[0]).toBe(file);
    expect(removed).toMatch(/^- {2}"tasks\.lease": \["PUT", /);
    expect(added).toMatch(/^\+ {2}"tasks\.lease": \["POST", /);
    expect(stderr).toContain("leasehold: A client is not what its document gives");
    expect(readFileSync(file, "utf8")).toContain('"tasks.lease": ["PUT"');
  });

  test("never uses the network", async () => {
    const { status, stderr } = await generate("drive:v3", "--out", "clients", "--check");
    expect([status, stderr]).toEqual([
      2,
      "leasehold: --check never uses the network: give it a file instead of drive:v3.\n(--help says what there is)\n",
    ]);
  });
});

test("diff says what changed, for people and for scripts", async () => {
  const newer = JSON.stringify(filesDocument("http://127.0.0.1:9")).replaceAll("orderBy", "sortBy");
  writeFileSync(at("newer.json"), newer);
  const text = await generate("diff", "files.json", "newer.json");
  expect(text.stdout).toContain("version: major\n\nmajor:\n  files.list");
  const { stdout } = await generate("diff", "files.json", "newer.json", "--json");
  expect(JSON.parse(stdout)).toMatchObject({ bump: "major" });
});

test("openapi writes the OpenAPI document", async () => {
  const { stdout } = await generate("openapi", "files.json");
  expect(JSON.parse(stdout)).toMatchObject({ openapi: "3.1.0" });
  expect(await generate("openapi", "files.json", "--out", "o.json")).toEqual({
    status: 0,
    stdout: "",
    stderr: "",
  });
  expect(readFileSync(at("o.json"), "utf8")).toBe(stdout);
});

test("list, generate and update talk to a discovery service", async () => {
  await using server = await apiServer();
  const { url } = server;
  const document = JSON.stringify(filesDocument(url));
  server.answer = ({ line }, response) => {
    const items = [{ id: "files:v3", title: "Files", discoveryRestUrl: `${url}/rest` }];
    response.end(line === "GET /apis" ? JSON.stringify({ items }) : document);
  };
  const service = ["--discovery-url", `${url}/apis`];
  expect((await generate("list", ...service)).stdout).toBe("files:v3   Files\n");
  expect((await generate("files:v3", "--out", "listed", ...service)).status).toBe(0);
  writeFileSync(
    at("index.json"),
    JSON.stringify({ documents: [{ id: "files:v3", file: "f.json", url: `${url}/rest` }] }),
  );
  const discovery = temporaryFolder();
  cpSync(at("index.json"), join(discovery.path, "index.json"));
  const args = ["--out", "updated", "--discovery", discovery.path];
  const first = await generate("update", ...args);
  expect([first.status, first.stderr]).toEqual([0, ""]);
  expect(existsSync(at("updated/files-v3/src/files.gen.ts"))).toBe(true);
  server.answer = (_seen, response) => void response.writeHead(500).end();
  const second = await generate("update", ...args);
  expect([second.status, second.stderr]).toEqual([
    1,
    `${url}/rest: ${url}/rest answered 500, not a document.\nleasehold: Not every document was brought up to date: the last good ones stay.\n`,
  ]);
  discovery[Symbol.dispose]();
});

test.each([
  [["files.json"], "Say where to write with --out DIR."],
  [["--out", "x"], "Name at least one discovery document."],
  [["diff", "files.json"], "missing required argument 'new'"],
  [["files.json", "--outt", "x"], "unknown option '--outt'"],
])("%j is a usage error", async (args, message) => {
  const { status, stderr } = await generate(...args);
  expect(stderr).toContain(message);
  expect(status).toBe(2);
});
