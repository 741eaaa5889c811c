import { randomBytes } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { apiServer } from "./api-server.ts";
import { runCli } from "./cli.ts";
import { useFilesApi } from "./files-api.ts";

const files = useFilesApi();

describe("an upload", () => {
  const media = randomBytes(700_000);

  beforeEach(() => writeFileSync(join(files.folder, "cat.bin"), media));

  test("simple sends the file alone", async () => {
    files.answerJson({ id: "1" });
    const args = ["files.replace", "--file-id", "a", "--upload", "cat.bin", "--token", "t"];
    const { status } = await files.api(["files.json", ...args, "--media-type", "image/png"]);
    const [seen] = files.server.seen.splice(0);
    expect([status, seen?.line]).toEqual([0, "PUT /upload/files/v3/files/a?uploadType=media"]);
    expect(seen?.headers["content-type"]).toBe("image/png");
    expect(seen?.body.equals(media)).toBe(true);
    const named = await files.call(
      "create",
      "--upload",
      "cat.bin",
      "--name",
      "x",
      "--upload-type",
      "simple",
    );
    expect(named.stderr).toContain("A simple upload has no room for a body");
    expect(files.server.seen).toEqual([]);
  });

  test("multipart sends the resource and the file", async () => {
    files.answerJson({ id: "1" });
    const args = ["--upload", "cat.bin", "--media-type", "image/png", "--name", "cat.png"];
    expect(await files.call("create", ...args)).toEqual({
      status: 0,
      stdout: 'id: "1"\n',
      stderr: "",
    });
    const [seen] = files.server.seen;
    expect(seen?.line).toBe("POST /upload/files/v3/files?uploadType=multipart");
    expect(seen?.body.includes(media)).toBe(true);
    expect(seen?.body.includes('{"name":"cat.png"}')).toBe(true);
    expect(seen?.body.includes("content-type: image/png")).toBe(true);
  });

  test.each(["cat.bin", "-"])("resumable goes on after a cut connection, from %s", async (from) => {
    const kept: Buffer[] = [];
    let puts = 0;
    files.server.answer = (seen, response) => {
      if (seen.line.startsWith("POST")) {
        response.writeHead(200, { location: `${files.server.url}/session` }).end();
        return;
      }
      puts += 1;
      const range = seen.headers["content-range"] ?? "";
      if (puts === 1) {
        kept.push(seen.body.subarray(0, 262_144));
        response.destroy();
        return;
      }
      if (range.startsWith("bytes */")) {
        response.writeHead(308, { range: "bytes=0-262143" }).end();
        return;
      }
      kept.push(seen.body);
      response.end('{"id":"1"}');
    };
    const args = ["--upload", from, "--name", "x", "--upload-type", "resumable", "--token", "t"];
    const input = from === "-" ? media : "";
    const env = { LEASEHOLD_CONFIG_DIR: join(files.folder, "home") };
    const run = { cwd: files.folder, env, input };
    const { status, stderr } = await runCli(["api", "files.json", "files.create", ...args], run);
    expect([status, stderr]).toEqual([0, ""]);
    expect(Buffer.concat(kept).equals(media)).toBe(true);
  });

  test("that breaks off says how to go on, and does", async () => {
    files.server.answer = (seen, response) => {
      if (seen.line.startsWith("POST")) {
        response.writeHead(200, { location: `${files.server.url}/session` }).end();
      } else response.writeHead(410).end();
    };
    const start = ["--upload", "cat.bin", "--name", "x", "--upload-type", "resumable"];
    const broken = await files.call("create", ...start);
    expect(broken.status).toBe(1);
    const [, session = ""] = /--upload-session '([^']+)'/.exec(broken.stderr) ?? [];
    expect(session).toBe(`${files.server.url}/session`);
    const before = files.server.seen.length;
    files.server.answer = (seen, response) => {
      if (seen.headers["content-range"]?.startsWith("bytes */") === true) {
        response.writeHead(308, { range: "bytes=0-524287" }).end();
      } else response.end('{"id":"1"}');
    };
    const args = ["--upload", "cat.bin", "--name", "x", "--upload-session", session];
    expect((await files.call("create", ...args)).stdout).toBe('id: "1"\n');
    const last = files.server.seen.at(-1);
    expect(files.server.seen.slice(before).map(({ line }) => line)).toEqual([
      "PUT /session",
      "PUT /session",
    ]);
    expect(last?.body.equals(media.subarray(524_288))).toBe(true);
  });

  test("gives no token to a session at another host", async () => {
    await using other = await apiServer();
    other.answer = (_seen, response) => void response.end('{"id":"1"}');
    files.server.answer = (_seen, response) => {
      response.writeHead(200, { location: `${other.url}/session` }).end();
    };
    await files.call("create", "--upload", "cat.bin", "--name", "x", "--upload-type", "resumable");
    expect(files.server.seen[0]?.headers.authorization).toBe("Bearer t");
    expect(other.seen.map(({ headers }) => headers.authorization)).toEqual([undefined]);
  });

  test("of more than the method takes is refused before anything is sent", async () => {
    writeFileSync(join(files.folder, "big.bin"), Buffer.alloc(64 * 1024 * 1024 + 1));
    const { status, stderr } = await files.call("create", "--upload", "big.bin", "--name", "x");
    expect([status, stderr]).toEqual([
      2,
      "leasehold: big.bin has 67108865 bytes, and files.create takes at most 64MB.\n",
    ]);
    expect(files.server.seen).toEqual([]);
  });
});

describe("a download", () => {
  test("goes to a file, byte for byte", async () => {
    const media = randomBytes(3_000_000);
    files.server.answer = (_seen, response) => void response.end(media);
    const { status, stderr } = await files.call("get", "--file-id", "a/b", "--output", "cat.bin");
    expect([status, stderr]).toEqual([0, "cat.bin: 3000000 bytes\n"]);
    expect(files.server.seen[0]?.line).toBe("GET /files/v3/files/a%2Fb?alt=media");
    expect(readFileSync(join(files.folder, "cat.bin")).equals(media)).toBe(true);
  });

  test("goes to standard output with -", async () => {
    files.server.answer = (_seen, response) => void response.end("meow");
    expect(await files.call("get", "--file-id", "a", "--output", "-")).toEqual({
      status: 0,
      stdout: "meow",
      stderr: "",
    });
  });

  test("that is cut leaves no file", async () => {
    files.server.answer = (_seen, response) => {
      response.writeHead(200, { "content-length": 1000 });
      response.write("half", () => response.destroy());
    };
    const { status, stderr } = await files.call("get", "--file-id", "a", "--output", "cat.bin");
    expect(status).toBe(1);
    expect(stderr).toContain("The download was cut after 4 bytes");
    expect(existsSync(join(files.folder, "cat.bin"))).toBe(false);
    expect(readdirSync(files.folder).filter((name) => name.includes("part"))).toEqual([]);
  });
});
