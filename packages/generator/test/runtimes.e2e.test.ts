import { execFile, spawn } from "node:child_process";
import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { promisify } from "node:util";
import { startBrowser } from "@leasehold/testing/browser";
import { findNode, findWorkerd } from "@leasehold/testing/runtimes";
import { temporaryFolder } from "@leasehold/testing/temporary-folder";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bundledClient } from "./bundle.ts";
import { libraryDocument } from "./library.ts";

const query = (type: string) => ({ type, location: "query" as const });

const document = libraryDocument({
  schemas: {
    Book: { id: "Book", type: "object", properties: { id: { type: "string" } } },
    Books: {
      id: "Books",
      type: "object",
      properties: {
        books: { type: "array", items: { $ref: "Book" } },
        nextPageToken: { type: "string" },
      },
    },
  },
  methods: {
    list: {
      id: "library.list",
      path: "v1/books",
      httpMethod: "GET",
      parameters: { pageToken: query("string") },
      response: { $ref: "Books" },
    },
    create: {
      id: "library.create",
      path: "v1/books",
      httpMethod: "POST",
      request: { $ref: "Book" },
      response: { $ref: "Book" },
      mediaUpload: {
        protocols: {
          simple: { multipart: true, path: "/upload/v1/books" },
          resumable: { multipart: true, path: "/resumable/upload/v1/books" },
        },
      },
    },
    get: {
      id: "library.get",
      path: "v1/books/{id}",
      httpMethod: "GET",
      parameters: { id: { type: "string", location: "path", required: true } },
      response: { $ref: "Book" },
      supportsMediaDownload: true,
    },
  },
});

/** Does a bit of everything, and says what came of it. */
const program = `import { items } from "@leasehold/client-runtime/pages";
import { createLibrary } from "./library.gen.ts";

export async function run(baseUrl: string): Promise<object> {
  const client = createLibrary({
    baseUrl,
    retry: {},
    authorize: (request) => {
      request.headers.set("authorization", "Bearer t");
      return request;
    },
  });
  const ids: (string | undefined)[] = [];
  for await (const { id } of items(client.list, {}, { limit: 3 })) ids.push(id);
  const media = new Uint8Array(600_000).fill(7);
  const made = await client.create.upload({}, { media, protocol: "resumable", chunkBytes: 262_144 });
  const file = await client.get.download({ id: "a b" });
  const missing = await client.get({ id: "missing" }).catch((error: unknown) => error);
  const { name, status, reason } = missing as { name: string; status: number; reason: string };
  return { ids, made, text: await file.text(), error: { name, status, reason } };
}
`;

const want = {
  ids: ["1", "2", "3"],
  made: { id: "600000" },
  text: "the file of a b",
  error: { name: "ApiError", status: 404, reason: "notFound" },
};

let uploaded = 0;

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? "", "http://127.0.0.1");
  const body = await buffer(request);
  const send = (status: number, value: unknown, headers = {}) =>
    response.writeHead(status, headers).end(JSON.stringify(value));
  if (request.headers.authorization !== "Bearer t") send(401, {});
  else if (pathname === "/v1/books") {
    const isFirst = searchParams.get("pageToken") === null;
    const books = isFirst ? [{ id: "1" }, { id: "2" }] : [{ id: "3" }, { id: "4" }];
    send(200, { books, ...(isFirst ? { nextPageToken: "n" } : { nextPageToken: "m" }) });
  } else if (pathname === "/upload/v1/books") {
    uploaded = 0;
    send(200, {}, { location: `http://${request.headers.host}/session` });
  } else if (pathname === "/session") {
    uploaded += body.length;
    const isAll = request.headers["content-range"]?.endsWith(`-${uploaded - 1}/${uploaded}`);
    if (isAll) send(200, { id: String(uploaded) });
    else response.writeHead(308, { range: `bytes=0-${uploaded - 1}` }).end();
  } else if (searchParams.get("alt") === "media") response.end("the file of a b");
  else send(404, { error: { errors: [{ reason: "notFound" }], code: 404, message: "No." } });
}

const browser = await startBrowser();
const workerd = findWorkerd();
const folder = temporaryFolder();
const place = (...path: string[]) => join(folder.path, ...path);
let bundle = "";
const server = createServer((request, response) => {
  const isPage = request.url === "/";
  if (!isPage && request.url !== "/program.js") void answer(request, response);
  else {
    response.setHeader("content-type", isPage ? "text/html" : "text/javascript");
    response.end(isPage ? "<!doctype html>" : bundle);
  }
});
let baseUrl = "";

beforeAll(async () => {
  bundle = await bundledClient(folder.path, document, program);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  await browser?.close();
  server.close();
  folder[Symbol.dispose]();
});

describe("a generated client", () => {
  for (const major of [22, 24, 26] as const) {
    const node = findNode(major);
    test.skipIf(node === undefined)(
      `runs in Node ${major} (skipped where npm has none)`,
      async () => {
        writeFileSync(place("bundle.mjs"), bundle);
        writeFileSync(place("main.mjs"), mainSource);
        const { stdout } = await promisify(execFile)(node ?? "", [place("main.mjs"), baseUrl]);
        const { version, result } = JSON.parse(stdout) as { version: string; result: object };
        expect(version.split(".")[0]).toBe(String(major));
        expect(result).toEqual(want);
      },
    );
  }

  test.skipIf(browser === undefined)("runs in Chromium (skipped without chromium)", async () => {
    const page = await browser?.newPage();
    await page?.goto(`${baseUrl}/`);
    const script = `import("/program.js").then(({ run }) => run(location.origin))`;
    expect(await page?.evaluate(script)).toEqual(want);
  });

  test.skipIf(workerd === undefined)("runs in workerd (skipped where npm has none)", async () => {
    writeFileSync(place("program.mjs"), bundle);
    writeFileSync(
      place("worker.mjs"),
      'import { run } from "program.mjs";\nexport default { fetch: async (request) => Response.json(await run(request.headers.get("x-base-url"))) };\n',
    );
    writeFileSync(place("config.capnp"), workerdConfig);
    const worker = spawn(workerd ?? "", ["serve", "--control-fd=3", place("config.capnp")], {
      stdio: ["ignore", "ignore", "inherit", "pipe"],
    });
    try {
      const control = worker.stdio[3];
      const port = await new Promise<number>((resolve) => {
        control?.on("data", (text: Buffer) => {
          const found = /"port":(\d+)/.exec(String(text))?.[1];
          if (found !== undefined) resolve(Number(found));
        });
      });
      const headers = { "x-base-url": baseUrl };
      const response = await fetch(`http://127.0.0.1:${port}/`, { headers });
      expect(await response.json()).toEqual(want);
    } finally {
      worker.kill();
    }
  });
});

const mainSource = `import { run } from "./bundle.mjs";
const result = await run(process.argv[2]);
console.log(JSON.stringify({ version: process.versions.node, result }));
`;

const workerdConfig = `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = (
      modules = [
        (name = "worker.mjs", esModule = embed "worker.mjs"),
        (name = "program.mjs", esModule = embed "program.mjs"),
      ],
      compatibilityDate = "2026-01-01",
    )),
    (name = "internet", network = (allow = ["public", "private", "local"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
`;
