import { createHash, randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { ApiError, createCalls } from "../src/client-runtime.ts";
import type { ClientOptions } from "../src/client-runtime.ts";
import { uploads } from "../src/uploads.ts";
import type { Upload } from "../src/uploads.ts";
import { json, serve } from "./serve.ts";
import { uploadServer } from "./upload-server.ts";

const unit = 262_144;
const quick = { delayMs: 1, random: () => 0 };

interface Files {
  files: {
    create: Upload<{ fields?: string }, { name?: string }, { id?: string }>;
    note: Upload<object, undefined, unknown>;
  };
}

const table = {
  "files.create": [
    "POST",
    "/drive/v3/files",
    { upload: { simple: "/upload/files", resumable: "/resumable/upload/files", multipart: true } },
  ],
  "files.note": ["POST", "/drive/v3/notes", { upload: { simple: "/upload/notes" } }],
} as const;

function filesOf(options: ClientOptions): Files["files"] {
  return (createCalls(table, "http://127.0.0.1:9/", options, { abilities: [uploads] }) as Files)
    .files;
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

describe("a simple upload", () => {
  test("sends the media alone, with its type and the credential", async () => {
    await using server = await serve((_, response) => json(response, 200, { id: "f" }));
    const files = filesOf({
      baseUrl: server.url,
      authorize: (request) => {
        request.headers.set("authorization", "Bearer t");
        return request;
      },
    });
    const media = new Blob(["hello"], { type: "text/plain" });
    expect(await files.create.upload({ fields: "id" }, { media })).toEqual({ id: "f" });
    expect(server.seen).toMatchObject([
      {
        verb: "POST",
        url: "/upload/files?fields=id&uploadType=media",
        body: "hello",
        headers: { "content-type": "text/plain", authorization: "Bearer t" },
      },
    ]);
  });

  test("takes a stream where there is no other way", async () => {
    await using server = await serve((_, response) => json(response, 200, {}));
    const media = new Response("streamed").body ?? new Uint8Array();
    await filesOf({ baseUrl: server.url }).note.upload({}, { media });
    expect(server.seen[0]).toMatchObject({
      body: "streamed",
      headers: { "content-type": "application/octet-stream" },
    });
  });

  test("rejects with the error of the answer", async () => {
    await using server = await serve((_, response) =>
      json(response, 413, { error: { code: 413, message: "Too large.", status: "TOO_LARGE" } }),
    );
    const call = filesOf({ baseUrl: server.url }).create.upload({}, { media: "x" });
    await expect(call).rejects.toMatchObject({
      name: "ApiError",
      status: 413,
      reason: "TOO_LARGE",
    });
  });
});

describe("a multipart upload", () => {
  test("sends the resource, then the media", async () => {
    await using server = await serve((_, response) => json(response, 200, {}));
    await filesOf({ baseUrl: server.url }).create.upload(
      {},
      { media: "hello", mediaType: "text/plain", body: { name: "é" } },
    );
    const { url, body, headers } = server.seen[0] ?? { url: "", body: "", headers: {} };
    expect(url).toBe("/upload/files?uploadType=multipart");
    const boundary = /^multipart\/related; boundary=(\S+)$/.exec(
      headers["content-type"] ?? "",
    )?.[1];
    expect(body).toBe(
      [
        `--${boundary}`,
        "content-type: application/json; charset=UTF-8",
        "",
        '{"name":"é"}',
        `--${boundary}`,
        "content-type: text/plain",
        "",
        "hello",
        `--${boundary}--`,
        "",
      ].join("\r\n"),
    );
  });

  test("is refused where the method does not have it", async () => {
    const call = filesOf({}).note.upload({}, { media: "x", protocol: "multipart" });
    await expect(call).rejects.toThrow("This method has no multipart upload.");
  });
});

describe("a resumable upload", () => {
  test("of 50 MB goes through three cut connections byte for byte", async () => {
    const mib = 1024 * 1024;
    await using server = await uploadServer({
      cutsAfterBytes: [3 * mib + 17, 20 * mib, 41 * mib + 5],
    });
    const bytes = randomBytes(50 * mib);
    const media = new Blob([bytes], { type: "video/mp4" });
    const progress: number[] = [];
    const answer = await filesOf({ baseUrl: server.url }).create.upload(
      { fields: "id" },
      {
        ...quick,
        media,
        body: { name: "film" },
        chunkBytes: 8 * unit,
        onProgress: ({ sentBytes }) => progress.push(sentBytes),
      },
    );
    expect(answer).toEqual({ id: "f1" });
    expect(server.received()).toEqual({ bytes: 50 * mib, sha256: sha256(bytes) });
    expect(server.begun()).toMatchObject({
      url: "/upload/files?fields=id&uploadType=resumable",
      body: '{"name":"film"}',
      headers: { "x-upload-content-type": "video/mp4", "x-upload-content-length": "52428800" },
    });
    expect(server.seen.filter((line) => line.includes("*"))).toEqual(
      Array.from({ length: 3 }, () => "PUT bytes */52428800"),
    );
    expect(progress).toEqual(progress.toSorted((one, other) => one - other));
    expect(progress.at(-1)).toBe(50 * mib);
  });

  test("of a stream says the length with the last chunk, and resends what was not confirmed", async () => {
    await using server = await uploadServer({ takesHalfOnce: true, cutsAfterBytes: [3 * unit] });
    const bytes = randomBytes(4 * unit + 10);
    const media = new Blob([bytes]).stream();
    await filesOf({ baseUrl: server.url }).create.upload(
      {},
      { ...quick, media, chunkBytes: 2 * unit },
    );
    expect(server.received()).toEqual({ bytes: 4 * unit + 10, sha256: sha256(bytes) });
    expect(server.seen).toEqual([
      "POST /upload/files?uploadType=resumable",
      "PUT bytes 0-524287/*",
      "PUT bytes 262144-786431/*",
      "PUT bytes */*",
      "PUT bytes 786432-1048585/1048586",
    ]);
  });

  test("of a stream that ends with a full chunk says so with an empty one", async () => {
    await using server = await uploadServer();
    const media = new Blob([randomBytes(unit)]).stream();
    await filesOf({ baseUrl: server.url }).create.upload({}, { ...quick, media, chunkBytes: unit });
    expect(server.seen.slice(1)).toEqual(["PUT bytes 0-262143/*", "PUT bytes */262144"]);
  });

  test("waits and asks after 429 and 503", async () => {
    await using server = await uploadServer({ refusals: { status: 503, count: 2 } });
    const bytes = randomBytes(unit + 1);
    await filesOf({ baseUrl: server.url }).create.upload(
      {},
      { ...quick, media: bytes, protocol: "resumable", chunkBytes: unit },
    );
    expect(server.received()).toEqual({ bytes: unit + 1, sha256: sha256(bytes) });
    expect(server.seen.slice(1)).toEqual([
      "PUT bytes 0-262143/262145",
      "PUT bytes */262145",
      "PUT bytes 0-262143/262145",
      "PUT bytes */262145",
      "PUT bytes 0-262143/262145",
      "PUT bytes 262144-262144/262145",
    ]);
  });

  test("goes on where one of another process stopped", async () => {
    await using server = await uploadServer({ cutsAfterBytes: [unit] });
    const bytes = randomBytes(3 * unit);
    let sessionUrl = "";
    const options = { ...quick, media: bytes, protocol: "resumable" as const, chunkBytes: unit };
    const files = filesOf({ baseUrl: server.url });
    const first = files.create.upload(
      {},
      { ...options, attemptsMax: 1, onSession: (url) => (sessionUrl = url) },
    );
    await expect(first).rejects.toThrow(TypeError);
    await files.create.upload({}, { ...options, sessionUrl });
    expect(server.received()).toEqual({ bytes: 3 * unit, sha256: sha256(bytes) });
    expect(server.seen.slice(2)).toEqual([
      "PUT bytes */786432",
      "PUT bytes 262144-524287/786432",
      "PUT bytes 524288-786431/786432",
    ]);
  });

  test("rejects when the server forgot it, and when it gives no address", async () => {
    await using server = await serve((request, response) => {
      if (request.url.includes("empty=")) response.writeHead(200).end();
      else if (request.verb === "POST") response.writeHead(200, { location: "/session" }).end();
      else json(response, 404, { error: { code: 404, message: "Gone.", status: "NOT_FOUND" } });
    });
    const options = { ...quick, media: "x", protocol: "resumable" as const };
    const files = filesOf({ baseUrl: server.url });
    await expect(files.create.upload({}, options)).rejects.toMatchObject({ reason: "NOT_FOUND" });
    const parameters = { empty: "1" } as object;
    await expect(files.create.upload(parameters, options)).rejects.toThrow(ApiError);
  });

  test("keeps the credential from an address on another host", async () => {
    await using other = await uploadServer();
    await using server = await serve((_, response) =>
      response.writeHead(200, { location: `${other.url}/upload/session/1` }).end(),
    );
    const authorized: string[] = [];
    const files = filesOf({
      baseUrl: server.url,
      authorize: (request) => {
        authorized.push(new URL(request.url).origin);
        return request;
      },
    });
    await files.create.upload({}, { ...quick, media: "x", protocol: "resumable" });
    expect(authorized).toEqual([server.url]);
    expect(other.received().bytes).toBe(1);
  });

  test("ends when its signal does", async () => {
    const controller = new AbortController();
    await using server = await serve((request, response) => {
      if (request.verb === "POST") response.writeHead(200, { location: "/session" }).end();
      else controller.abort(new Error("enough"));
    });
    const call = filesOf({ baseUrl: server.url }).create.upload(
      {},
      { media: "x", protocol: "resumable", signal: controller.signal },
    );
    await expect(call).rejects.toThrow("enough");
  });

  test.each([0, 1, unit + 1, -unit, Number.NaN])(
    "refuses chunks of %d bytes",
    async (chunkBytes) => {
      const call = filesOf({}).create.upload({}, { media: "x", protocol: "resumable", chunkBytes });
      await expect(call).rejects.toThrow("chunkBytes must be a multiple of 262144.");
    },
  );
});
