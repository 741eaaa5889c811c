import { execFile } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { parseDiscoveryDocument } from "@leasehold/discovery-document";
import type { DiscoveryDocument } from "@leasehold/discovery-document";
import { temporaryFolder } from "@leasehold/testing/temporary-folder";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { json, serve } from "../../client-runtime/test/serve.ts";
import { uploadServer } from "../../client-runtime/test/upload-server.ts";
import { bundledClient } from "./bundle.ts";
import { driveDocument } from "./drive-document.ts";

interface Drive {
  files: {
    list: (parameters: object) => Promise<object>;
    get: { download: (parameters: object, options: object) => Promise<Response> };
  };
}

interface Bundle {
  createDrive: (options: { baseUrl: string }) => Drive;
  items: (list: unknown, parameters: object) => AsyncIterable<{ id: string }>;
}

const bundleSource = `export { items } from "@leasehold/client-runtime/pages";
export { createDrive } from "./drive.gen.ts";
`;

// Public documents, kept beside the repository where somebody has them.
const published = fileURLToPath(
  new URL("../../../../shared/corpus/drive.v3.json", import.meta.url),
);
const fileBytes = 50 * 1024 * 1024;
/** Above what the client takes before it uploads, with chunks of 4 MiB: the chunk, its copy in the request, and what the stream brought. */
const memoryBytesMax = 32 * 1024 * 1024;
const folder = temporaryFolder();
const film = join(folder.path, "film");

beforeAll(() => writeFileSync(film, randomBytes(fileBytes)));
afterAll(() => folder[Symbol.dispose]());

describe("a client of a document that has what Drive v3 has", () => {
  showsItself(() => driveDocument);
});

describe.skipIf(!existsSync(published))(
  "a client of Drive v3 (skipped where its document is not there)",
  () => {
    showsItself(() => parseDiscoveryDocument(JSON.parse(readFileSync(published, "utf8"))));
  },
);

function showsItself(read: () => DiscoveryDocument): void {
  let bundle = "";
  let client: Bundle;

  beforeAll(async () => {
    const place = join(folder.path, String(Math.random()).slice(2));
    bundle = join(place, "bundle.mjs");
    const text = await bundledClient(place, read(), bundleSource);
    writeFileSync(bundle, text);
    client = (await import(bundle)) as Bundle;
  });

  test.each(["blob", "stream"])(
    "uploads 50 MB from a %s through three cuts, byte for byte, in little memory",
    async (kind) => {
      const cutsAfterBytes = [1_000_000, 20_000_001, fileBytes - 1];
      await using server = await uploadServer({ cutsAfterBytes });
      const program = fileURLToPath(new URL("drive-program.mjs", import.meta.url));
      const words = ["--expose-gc", program, bundle, server.url, film, kind];
      const { stdout } = await promisify(execFile)(process.execPath, words);
      const { made, sentBytes, usedBytes } = JSON.parse(stdout) as Record<string, unknown>;
      expect(made).toEqual({ id: "f1" });
      const sha256 = createHash("sha256").update(readFileSync(film)).digest("hex");
      expect(server.received()).toEqual({ bytes: fileBytes, sha256 });
      expect(server.seen.filter((line) => line.startsWith("PUT bytes */"))).toHaveLength(3);
      expect(usedBytes).toBeLessThan(memoryBytesMax);
      expect(sentBytes).toBeGreaterThanOrEqual(fileBytes - 4 * 1024 * 1024);
    },
  );

  test("lists 10,000 files, and asks for no page more than it needs", async () => {
    const pageSize = 100;
    await using server = await serve((request, response) => {
      const start = Number(new URL(request.url, server.url).searchParams.get("pageToken") ?? 0);
      const end = start + pageSize;
      const files = Array.from({ length: pageSize }, (_, index) => ({ id: `f${start + index}` }));
      json(response, 200, { files, ...(end < 10_000 ? { nextPageToken: String(end) } : {}) });
    });
    const drive = client.createDrive({ baseUrl: server.url });
    let count = 0;
    for await (const { id } of client.items(drive.files.list, { pageSize })) {
      expect(id).toBe(`f${count}`);
      count += 1;
      if (count === 250) break;
    }
    expect([count, server.seen.length]).toEqual([250, 3]);
    expect(server.seen[2]?.url).toBe("/drive/v3/files?pageSize=100&pageToken=200");
    let last = "";
    for await (const { id } of client.items(drive.files.list, { pageSize })) last = id;
    expect([last, server.seen.length]).toEqual(["f9999", 103]);
  });

  test("downloads 50 MB through a cut, byte for byte", async () => {
    const bytes = readFileSync(film);
    await using server = await serve((request, response, count) => {
      const start = Number(/bytes=(\d+)-/.exec(request.headers.range ?? "")?.[1] ?? 0);
      response.writeHead(start === 0 ? 200 : 206, {
        etag: '"film"',
        "content-length": fileBytes - start,
        ...(start === 0 ? {} : { "content-range": `bytes ${start}-${fileBytes - 1}/${fileBytes}` }),
      });
      if (count > 1) response.end(bytes.subarray(start));
      else response.write(bytes.subarray(0, 30_000_000), () => response.destroy());
    });
    const { files } = client.createDrive({ baseUrl: server.url });
    const response = await files.get.download({ fileId: "film" }, { delayMs: 1 });
    const hash = createHash("sha256");
    for await (const piece of response.body ?? []) hash.update(piece);
    expect(hash.digest("hex")).toBe(createHash("sha256").update(bytes).digest("hex"));
    expect(server.seen.map(({ url }) => url)).toEqual(
      Array.from({ length: 2 }, () => "/drive/v3/files/film?alt=media"),
    );
  });
}
