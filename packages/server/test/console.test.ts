import { mkdirSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from "node:zlib";
import { startLeasehold } from "@leasehold/server";
import { temporaryFolder } from "@leasehold/testing/temporary-folder";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const script = "console();".repeat(200);

let cleanup: AsyncDisposableStack;
let url: string;

beforeAll(async () => {
  cleanup = new AsyncDisposableStack();
  const folder = cleanup.use(temporaryFolder()).path;
  const consoleFolder = join(folder, "console");
  mkdirSync(join(consoleFolder, "assets"), { recursive: true });
  const write = (name: string, text: string | Buffer): void =>
    writeFileSync(join(consoleFolder, name), text);
  write("index.html", '<script nonce="__NONCE__"></script><style nonce="__NONCE__"></style>');
  write("icon.svg", "<svg/>");
  write("assets/main-1a2b.js", script);
  write("assets/main-1a2b.js.gz", gzipSync(script));
  write("assets/main-1a2b.js.br", brotliCompressSync(script));
  const server = await startLeasehold({
    host: "127.0.0.1",
    port: 0,
    dataFolder: join(folder, "data"),
    logLevel: "silent",
    consoleFolder,
  });
  cleanup.defer(() => server.close());
  url = server.url;
});
afterAll(() => cleanup.disposeAsync());

describe("the console's page", () => {
  test.each(["/console/", "/console/projects/acme/queues", "/console/?code=x&state=y"])(
    "is served at %s",
    async (path) => {
      const answer = await fetch(url + path);
      expect([answer.status, answer.headers.get("content-type")]).toEqual([
        200,
        "text/html; charset=utf-8",
      ]);
    },
  );

  test("carries a nonce of its own in every answer, the one that its policy names", async () => {
    const nonces = await Promise.all(
      [1, 2].map(async () => {
        const answer = await fetch(`${url}/console/`);
        const [, nonce = ""] =
          /nonce-([\w-]+)/.exec(answer.headers.get("content-security-policy") ?? "") ?? [];
        const page = await answer.text();
        expect(page).toBe(`<script nonce="${nonce}"></script><style nonce="${nonce}"></style>`);
        return nonce;
      }),
    );
    expect(nonces[0]).toHaveLength(24);
    expect(nonces[0]).not.toBe(nonces[1]);
  });

  test("runs nothing inline, talks to no other host, and cannot be framed", async () => {
    const { headers } = await fetch(`${url}/console/`);
    const policy = (headers.get("content-security-policy") ?? "").replace(
      /nonce-[\w-]+/,
      "nonce-N",
    );
    expect(policy.split("; ")).toEqual([
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self' 'nonce-N'",
      "img-src 'self' blob:",
      "connect-src 'self'",
      "form-action 'self'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
    ]);
    expect(Object.fromEntries(headers)).toMatchObject({
      "x-frame-options": "DENY",
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "cross-origin-opener-policy": "same-origin",
      "cache-control": "no-store",
    });
  });

  test("is one address: without the slash it is a redirect", async () => {
    const answer = await fetch(`${url}/console`, { redirect: "manual" });
    expect([answer.status, answer.headers.get("location")]).toEqual([308, "/console/"]);
  });

  test("is named on the landing page", async () => {
    expect(await (await fetch(url)).text()).toContain('<a href="/console/">');
  });
});

describe("the console's files", () => {
  test.each([
    ["br, gzip", "br", brotliDecompressSync],
    ["gzip", "gzip", gunzipSync],
    ["gzip;q=0.5, br;q=0", "gzip", gunzipSync],
    ["identity", undefined, (bytes: Buffer) => bytes],
  ])("go to who takes %s as %s, for ever", async (accepted, encoding, unpack) => {
    const answer = await raw("/console/assets/main-1a2b.js", accepted);
    expect(answer.headers).toMatchObject({
      "content-type": "text/javascript; charset=utf-8",
      "cache-control": "public, max-age=31536000, immutable",
      vary: "accept-encoding",
    });
    expect(answer.headers["content-encoding"]).toBe(encoding);
    expect(unpack(answer.body).toString()).toBe(script);
  });

  test("without a hash in their names are kept for an hour", async () => {
    const { headers } = await fetch(`${url}/console/icon.svg`);
    expect([headers.get("content-type"), headers.get("cache-control")]).toEqual([
      "image/svg+xml",
      "public, max-age=3600",
    ]);
  });

  test.each([
    "/console/assets/main-0000.js",
    "/console/assets/main-1a2b.js.gz",
    "/console/assets/..%2findex.html",
  ])("that there are not are not found: %s", async (path) => {
    expect((await fetch(url + path)).status).toBe(404);
  });
});

test("a service without a console sends people to its landing page, which names none", async () => {
  using folder = temporaryFolder();
  const server = await startLeasehold({
    host: "127.0.0.1",
    port: 0,
    dataFolder: join(folder.path, "data"),
    logLevel: "silent",
  });
  try {
    const answer = await fetch(`${server.url}/console/`);
    expect([answer.status, answer.url]).toEqual([200, `${server.url}/`]);
    expect(await answer.text()).not.toContain("/console/");
  } finally {
    await server.close();
  }
});

// fetch unpacks what it gets.
function raw(
  path: string,
  accepted: string,
): Promise<{ headers: Record<string, unknown>; body: Buffer }> {
  return new Promise((resolve, reject) => {
    request(url + path, { headers: { "accept-encoding": accepted } }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("end", () => resolve({ headers: answer.headers, body: Buffer.concat(chunks) }));
    })
      .on("error", reject)
      .end();
  });
}
