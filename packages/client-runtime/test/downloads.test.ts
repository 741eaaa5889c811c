import { randomBytes } from "node:crypto";
import type { OutgoingHttpHeaders, ServerResponse } from "node:http";
import { describe, expect, test } from "vitest";
import { createCalls } from "../src/client-runtime.ts";
import { downloads } from "../src/downloads.ts";
import type { Download } from "../src/downloads.ts";
import { json, serve } from "./serve.ts";

interface Client {
  files: { get: Download<{ fileId: string }>; export: Download<{ name: string }> };
}

const table = {
  "files.get": ["GET", "/drive/v3/files/{fileId}", { download: "media" }],
  "files.export": ["GET", "/v1/{+name}:export", { download: "plain" }],
} as const;

const quick = { delayMs: 1, random: () => 0 };

function clientOf(baseUrl: string): Client {
  return createCalls(table, baseUrl, {}, { abilities: [downloads] }) as Client;
}

/**
 * Reads an answer to its end.
 *
 * @param cuts - ends the connection, by the number of bytes that have been read by then: what is still on its way when
 *   a connection ends may be lost.
 */
async function readAll(response: Response, cuts: ReadonlyMap<number, () => void>): Promise<Buffer> {
  let bytes = Buffer.alloc(0);
  for await (const piece of response.body ?? []) {
    bytes = Buffer.concat([bytes, piece]);
    cuts.get(bytes.length)?.();
  }
  return bytes;
}

describe("download", () => {
  test("asks for the file and gives its bytes as they come", async () => {
    await using server = await serve((_, response) => {
      response.writeHead(200, { "content-type": "image/png" });
      response.write("first");
      response.end("last");
    });
    const response = await clientOf(server.url).files.get.download({ fileId: "a/b" });
    expect(response.headers.get("content-type")).toBe("image/png");
    expect(await response.text()).toBe("firstlast");
    expect(server.seen[0]?.url).toBe("/drive/v3/files/a%2Fb?alt=media");
  });

  test("asks a method that answers with a file anyway as it is", async () => {
    await using server = await serve((_, response) => response.end("x"));
    await clientOf(server.url).files.export.download({ name: "a/b" });
    expect(server.seen[0]?.url).toBe("/v1/a/b:export");
  });

  test("takes a part when it is asked to", async () => {
    await using server = await serve((_, response) => response.writeHead(206).end("part"));
    const headers = { range: "bytes=5-8" };
    const response = await clientOf(server.url).files.get.download({ fileId: "a" }, { headers });
    expect([response.status, server.seen[0]?.headers.range]).toEqual([206, "bytes=5-8"]);
  });

  test("goes on after each cut, from where it was, with the ETag of the file", async () => {
    const file = randomBytes(300_000);
    const cuts = new Map<number, () => void>();
    await using server = await serve((request, response, count) => {
      const start = Number(/bytes=(\d+)-/.exec(request.headers.range ?? "")?.[1] ?? 0);
      if (count === 2) return response.writeHead(503).end();
      response.writeHead(start === 0 ? 200 : 206, {
        etag: '"v1"',
        "content-length": file.length - start,
        ...(start === 0 ? {} : { "content-range": `bytes ${start}-299999/300000` }),
      });
      if (count === 5) return response.end(file.subarray(start));
      cuts.set(start + 70_000, () => response.destroy());
      return response.write(file.subarray(start, start + 70_000));
    });
    const response = await clientOf(server.url).files.get.download({ fileId: "a" }, quick);
    expect(response.headers.get("content-length")).toBe("300000");
    expect((await readAll(response, cuts)).equals(file)).toBe(true);
    expect(server.seen.map(({ headers }) => [headers.range, headers["if-range"]])).toEqual([
      [undefined, undefined],
      ["bytes=70000-", '"v1"'],
      ["bytes=70000-", '"v1"'],
      ["bytes=140000-", '"v1"'],
      ["bytes=210000-", '"v1"'],
    ]);
  });

  const whole = { "content-length": "100", etag: '"v1"' };
  test.each<[string, OutgoingHttpHeaders, (response: ServerResponse) => unknown, string]>([
    ["without an ETag", { "content-length": "100" }, () => {}, "not a whole file with a strong"],
    ["with a weak ETag", { ...whole, etag: 'W/"v1"' }, () => {}, "not a whole file with a strong"],
    ["when the file is another", whole, (to) => to.end("other"), "the file is another now"],
    [
      "when the rest is of another file",
      whole,
      (to) => to.writeHead(206, { etag: '"v2"', "content-range": "bytes 4-99/100" }).end(),
      "the server answered 206",
    ],
    [
      "when another part comes",
      whole,
      (to) => to.writeHead(206, { etag: '"v1"', "content-range": "bytes 0-99/100" }).end("half"),
      "the server answered 206",
    ],
    ["when the file is gone", whole, (to) => to.writeHead(404).end(), "the server answered 404"],
    ["when it never comes back", whole, (to) => to.destroy(), "3 attempts in a row failed"],
  ])("fails after a cut %s", async (_, headers, again, message) => {
    const cuts = new Map<number, () => void>();
    await using server = await serve((_request, response, count) => {
      if (count > 1) return again(response);
      response.writeHead(200, headers);
      cuts.set("half".length, () => response.destroy());
      return response.write("half");
    });
    const options = { ...quick, attemptsMax: 3 };
    const response = await clientOf(server.url).files.get.download({ fileId: "a" }, options);
    const error = await readAll(response, cuts).catch((reason: unknown) => reason);
    expect(String(error)).toMatch("The download was cut after 4 bytes and does not go on: ");
    expect(String(error)).toMatch(message);
  });

  test("ends when it is told to, in the middle of the file", async () => {
    await using server = await serve((_, response) => {
      response.writeHead(200, whole);
      response.write("half");
    });
    const controller = new AbortController();
    const { signal } = controller;
    const { files } = clientOf(server.url);
    const response = await files.get.download({ fileId: "a" }, { ...quick, signal });
    const reader = response.body?.getReader();
    expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe("half");
    controller.abort(new Error("enough"));
    await expect(reader?.read()).rejects.toThrow("enough");
    expect(server.seen).toHaveLength(1);
  });

  test("rejects with the error of the answer", async () => {
    await using server = await serve((_, response) =>
      json(response, 403, { error: { code: 403, message: "No.", status: "PERMISSION_DENIED" } }),
    );
    const call = clientOf(server.url).files.get.download({ fileId: "a" });
    await expect(call).rejects.toMatchObject({ status: 403, reason: "PERMISSION_DENIED" });
  });
});
