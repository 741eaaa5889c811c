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

function clientOf(baseUrl: string): Client {
  return createCalls(table, baseUrl, {}, { abilities: [downloads] }) as Client;
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

  test("fails when the file was cut", async () => {
    await using server = await serve((_, response) => {
      response.writeHead(200, { "content-length": "100" });
      response.write("half");
      setTimeout(() => response.destroy(), 20);
    });
    const response = await clientOf(server.url).files.get.download({ fileId: "a" });
    await expect(response.bytes()).rejects.toThrow("terminated");
  });

  test("rejects with the error of the answer", async () => {
    await using server = await serve((_, response) =>
      json(response, 403, { error: { code: 403, message: "No.", status: "PERMISSION_DENIED" } }),
    );
    const call = clientOf(server.url).files.get.download({ fileId: "a" });
    await expect(call).rejects.toMatchObject({ status: 403, reason: "PERMISSION_DENIED" });
  });
});
