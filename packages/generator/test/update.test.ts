import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { DiscoveryDocument, DiscoveryMethod } from "@leasehold/discovery-document";
import { temporaryFolder } from "@leasehold/testing/temporary-folder";
import { describe, expect, test } from "vitest";
import { update } from "../src/update.ts";
import type { Updated } from "../src/update.ts";
import { discoveryServer } from "./discovery-server.ts";
import { libraryDocument } from "./library.ts";

function library(names: string[], more: Partial<DiscoveryDocument> = {}): DiscoveryDocument {
  const methods = names.map((name): [string, DiscoveryMethod] => [
    name,
    { id: `library.${name}`, path: name, httpMethod: "GET" },
  ]);
  return libraryDocument({ methods: Object.fromEntries(methods), revision: "1", ...more });
}

const first = library(["a", "b", "c", "d", "e"]);

interface Repository {
  run: () => Promise<Updated>;
  path: (...parts: string[]) => string;
  read: (...parts: string[]) => string;
  index: () => Record<string, unknown>[];
  changesets: () => string[];
}

function repository(folder: string, entries: object[]): Repository {
  const path = (...parts: string[]) => join(folder, ...parts);
  const read = (...parts: string[]) => readFileSync(path(...parts), "utf8");
  mkdirSync(path("discovery"));
  writeFileSync(path("discovery/index.json"), JSON.stringify({ documents: entries }));
  const committed = new Map<string, string>();
  return {
    path,
    read,
    index: () =>
      (JSON.parse(read("discovery/index.json")) as { documents: Record<string, unknown>[] })
        .documents,
    changesets: () => readdirSync(path("changesets")).map((file) => read("changesets", file)),
    run: async () => {
      const updated = await update({
        discoveryFolder: path("discovery"),
        clientsFolder: path("clients"),
        changesetFolder: path("changesets"),
        readCommitted: (file) => committed.get(file),
        fetch,
      });
      for (const file of readdirSync(path("discovery"))) {
        committed.set(file, read("discovery", file));
      }
      return updated;
    },
  };
}

const entry = (url: string) => ({ id: "library:v1", file: "library.v1.json", url: `${url}/rest` });

describe("update", () => {
  test("fetches a document that is not there yet, and asks with its etag from then on", async () => {
    using folder = temporaryFolder();
    await using server = await discoveryServer();
    server.answer = (request, response) =>
      request.headers["if-none-match"] === '"1"'
        ? response.writeHead(304).end()
        : response.writeHead(200, { etag: '"1"' }).end(JSON.stringify(first));
    const { run, index, read, path } = repository(folder.path, [entry(server.url)]);
    const { changed, changesets, failures } = await run();
    expect(changed).toContain(path("discovery/library.v1.json"));
    expect(changed).toContain(path("clients/library-v1/src/library.gen.ts"));
    expect([changesets, failures]).toEqual([[], []]);
    expect(JSON.parse(read("discovery/library.v1.json"))).toEqual(first);
    expect(index()).toMatchObject([{ ...entry(server.url), etag: '"1"', revision: "1" }]);
    expect(await run()).toEqual({ changed: [], changesets: [], failures: [] });
    expect(server.seen).toEqual(["/rest -", '/rest "1"']);
  });

  test("makes the client new and writes a changeset that says what a user sees", async () => {
    using folder = temporaryFolder();
    await using server = await discoveryServer();
    server.answer = (_, response) => response.end(JSON.stringify(first));
    const { run, read, changesets } = repository(folder.path, [entry(server.url)]);
    await run();
    const second = library(["a", "b", "c", "d", "f"], { title: "Books", revision: "2" });
    server.answer = (_, response) => response.end(JSON.stringify(second));
    const updated = await run();
    expect(updated.changesets.length).toBe(1);
    expect(changesets()).toEqual([
      '---\n"library-v1": major\n---\n\nThe API changed: some programs must change with it.\n\n- `e` is gone\n- `f` is new\n- 1 change of descriptions, scopes and other texts\n',
    ]);
    expect(read("clients/library-v1/src/library.gen.ts")).toContain('"f": ["GET", "/f"]');
    await run();
    expect(changesets().length).toBe(1);
  });

  test("lets a revision be that changes nothing else", async () => {
    using folder = temporaryFolder();
    await using server = await discoveryServer();
    server.answer = (_, response) => response.end(JSON.stringify(first));
    const { run, index } = repository(folder.path, [entry(server.url)]);
    await run();
    server.answer = (_, response) =>
      response.writeHead(200, { etag: '"2"' }).end(JSON.stringify({ ...first, revision: "2" }));
    expect(await run()).toEqual({ changed: [], changesets: [], failures: [] });
    expect(index()).toMatchObject([{ revision: "1" }]);
  });

  test.each<[string, string, Parameters<typeof setAnswer>[1]]>([
    ["vanished", "answered 404, not a document.", { status: 404, body: "" }],
    ["is broken on its server", "answered 500, not a document.", { status: 500, body: "" }],
    ["is half there", "is not JSON: ", { status: 200, body: '{"id": "libr' }],
    ["breaks off", "broke off in the middle of the document.", { status: 200, body: "cut" }],
    ["is no document", "$.name: is missing", { status: 200, body: '{"id": "library:v1"}' }],
    [
      "is that of another API",
      "is zoo:v1 now, not library:v1.",
      { status: 200, body: JSON.stringify({ ...first, id: "zoo:v1" }) },
    ],
    [
      "shrank by more than 30 %",
      "went from 5 to 3 methods: more than 30 % is gone",
      { status: 200, body: JSON.stringify(library(["a", "b", "c"], { revision: "2" })) },
    ],
  ])("keeps the last good document when the new one %s", async (_, message, answer) => {
    using folder = temporaryFolder();
    await using server = await discoveryServer();
    setAnswer(server, { status: 200, body: JSON.stringify(first) });
    const { run, read } = repository(folder.path, [entry(server.url)]);
    await run();
    const [document, index] = [read("discovery/library.v1.json"), read("discovery/index.json")];
    setAnswer(server, answer);
    const { changed, changesets, failures } = await run();
    expect([changed, changesets]).toEqual([[], []]);
    expect(failures).toEqual([
      { source: `${server.url}/rest`, message: expect.stringContaining(message) },
    ]);
    expect(read("discovery/library.v1.json")).toBe(document);
    expect(read("discovery/index.json")).toBe(index);
  });

  test("goes on with the others when one fails, and keeps the place of one that never came", async () => {
    using folder = temporaryFolder();
    await using server = await discoveryServer();
    server.answer = (request, response) =>
      request.url === "/rest" ? response.end(JSON.stringify(first)) : response.writeHead(503).end();
    const zoo = { id: "zoo:v1", file: "zoo.v1.json", url: `${server.url}/zoo` };
    const { run, index } = repository(folder.path, [zoo, entry(server.url)]);
    const { failures } = await run();
    expect(failures).toEqual([
      { source: zoo.url, message: `${zoo.url} answered 503, not a document.` },
    ]);
    expect(index()).toMatchObject([{ id: "library:v1", revision: "1" }, zoo]);
  });

  test("takes a document without an address that was edited, by its sha256", async () => {
    using folder = temporaryFolder();
    const { run, path, changesets } = repository(folder.path, []);
    writeFileSync(path("discovery/library.v1.json"), JSON.stringify(first));
    await run();
    expect(await run()).toEqual({ changed: [], changesets: [], failures: [] });
    const edited = library(["a", "b", "c", "d", "e", "f"]);
    writeFileSync(path("discovery/library.v1.json"), JSON.stringify(edited));
    const updated = await run();
    expect(updated.changed).toContain(path("clients/library-v1/src/library.gen.ts"));
    expect(changesets()).toEqual([
      '---\n"library-v1": minor\n---\n\nThe API offers more.\n\n- `f` is new\n',
    ]);
  });
});

function setAnswer(
  server: Awaited<ReturnType<typeof discoveryServer>>,
  { status, body }: { status: number; body: string },
): void {
  server.answer = (_, response) => {
    if (body === "cut") {
      response.writeHead(status, { "content-length": "1000" });
      response.write("{", () => response.destroy());
    } else response.writeHead(status).end(body);
  };
}
