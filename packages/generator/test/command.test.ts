import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "@leasehold/testing/temporary-folder";
import { describe, expect, test } from "vitest";
import { runGenerator } from "../src/command.ts";
import { discoveryServer } from "./discovery-server.ts";
import { libraryDocument } from "./library.ts";

async function run(
  folder: string,
  ...args: string[]
): Promise<{ code: number; out: string; error: string }> {
  let [out, error] = ["", ""];
  const code = await runGenerator(args, {
    folder,
    fetch,
    out: (text) => (out += text),
    error: (text) => (error += text),
  });
  return { code, out, error };
}

async function service(): ReturnType<typeof discoveryServer> {
  const server = await discoveryServer();
  const items = [
    {
      id: "library:v1",
      title: "Library API",
      discoveryRestUrl: "/lib?version=v1",
      preferred: true,
    },
    { id: "zoo:v2beta", title: "Zoo API", discoveryRestUrl: `${server.url}/zoo`, preferred: false },
  ];
  server.answer = (request, response) => {
    if (request.url === "/apis") response.end(JSON.stringify({ items }));
    else if (request.url === "/lib?version=v1" || request.url === "/apis/hidden/v1/rest") {
      response.end(JSON.stringify(libraryDocument()));
    } else response.writeHead(404).end();
  };
  return server;
}

describe("runGenerator", () => {
  test("lists what a discovery service offers", async () => {
    await using server = await service();
    const address = ["--discovery-url", `${server.url}/apis`];
    expect(await run(".", "list", ...address)).toEqual({
      code: 0,
      out: "library:v1 * Library API\nzoo:v2beta   Zoo API\n",
      error: "",
    });
    expect(JSON.parse((await run(".", "list", "--json", ...address)).out)).toMatchObject([
      { id: "library:v1", discoveryRestUrl: `${server.url}/lib?version=v1` },
      { id: "zoo:v2beta" },
    ]);
  });

  test("makes clients from an address, and from an API that the service lists or only has", async () => {
    using folder = temporaryFolder();
    await using server = await service();
    const sources = [`${server.url}/lib?version=v1`, "library:v1", "hidden:v1", "zoo:v2beta"];
    for (const [index, source] of sources.entries()) {
      const address = ["--discovery-url", `${server.url}/apis`];
      const { code, error } = await run(folder.path, source, "--out", String(index), ...address);
      const client = join(folder.path, `${index}/library-v1/src/library.gen.ts`);
      expect([source, code, existsSync(client)]).toEqual([source, index < 3 ? 0 : 1, index < 3]);
      expect(error).toBe(
        index < 3 ? "" : `zoo:v2beta: ${server.url}/zoo answered 404, not a document.\n`,
      );
    }
    expect(readFileSync(join(folder.path, "1/library-v1/package.json"), "utf8")).toContain(
      '"name": "library-v1"',
    );
  });

  test("notes what a document points at that is not there, and converts it all the same", async () => {
    using folder = temporaryFolder();
    const lost = Array.from({ length: 7 }, (_, index) => [
      `Lost${index}`,
      { id: `Lost${index}`, type: "array", items: { $ref: "Nowhere" } },
    ]);
    const document = libraryDocument({ schemas: Object.fromEntries(lost) });
    writeFileSync(join(folder.path, "lost.json"), JSON.stringify(document));
    for (const command of [
      ["lost.json", "--out", "clients"],
      ["openapi", "lost.json", "--out", "o.json"],
    ]) {
      const { code, error } = await run(folder.path, ...command);
      expect(code).toBe(0);
      expect(error.split("\n").slice(0, 1)).toEqual([
        'lost.json: note: $.schemas.Lost0.items["$ref"]: there is no schema "Nowhere"',
      ]);
      expect(error.split("\n").slice(4)).toEqual([
        'lost.json: note: $.schemas.Lost4.items["$ref"]: there is no schema "Nowhere"',
        "lost.json: note: and 2 more places like these",
        "",
      ]);
    }
  });

  test("says that a server cannot be reached", async () => {
    const { code, error } = await run(".", "openapi", "http://127.0.0.1:9/x");
    expect([code, error]).toEqual([
      1,
      "http://127.0.0.1:9/x cannot be reached: is the address right, and the network there?\n",
    ]);
  });
});
