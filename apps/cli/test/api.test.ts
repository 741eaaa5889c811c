import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { filesDocument } from "./api-server.ts";
import { useFilesApi } from "./files-api.ts";

const files = useFilesApi();

describe("a call", () => {
  test("has the parameters of the document, by their names, in kebab case, repeated and as switches", async () => {
    files.answerJson({ files: [{ id: "1", name: "cat" }] });
    const args = [
      "--page-size",
      "5",
      "--orderBy=name",
      "--spaces",
      "a",
      "--spaces",
      "b c",
      "--trashed",
    ];
    const { status, stdout, stderr } = await files.call("list", ...args, "--param", "limit=3");
    expect([status, stderr]).toEqual([0, ""]);
    expect(stdout).toBe('files:\n  - id: "1"\n    name: cat\n');
    expect(files.server.seen.map(({ line }) => line)).toEqual([
      "GET /files/v3/files?pageSize=5&orderBy=name&spaces=a&spaces=b%20c&trashed=true&limit=3",
    ]);
    expect(files.server.seen[0]?.headers.authorization).toBe("Bearer t");
  });

  test("prints the API's resource with --json, and what comes after a first page", async () => {
    files.answerJson({ files: [], nextPageToken: "p2" });
    expect(JSON.parse((await files.call("list", "--json")).stdout)).toEqual({
      files: [],
      nextPageToken: "p2",
    });
    expect((await files.call("list")).stderr).toBe(
      "There is more: --page-token p2, or --page-all for everything.\n",
    );
  });

  test.each([
    ["JSON", ["--body", '{"name":"cat","labels":{"env":"prod"}}'], ""],
    ["a file", ["--body", "body.json"], ""],
    ["standard input", ["--body", "-"], '{"name":"cat","labels":{"env":"prod"}}'],
    ["flags", ["--name", "cat", "--field", "labels.env=prod"], ""],
  ])("has a body from %s", async (_from, args, input) => {
    writeFileSync(join(files.folder, "body.json"), '{"name":"cat","labels":{"env":"prod"}}');
    files.answerJson({ id: "1" });
    const { status } = await files.api(["files.json", "files.create", "--token", "t", ...args], {
      input,
    });
    expect(status).toBe(0);
    const [seen] = files.server.seen;
    expect(JSON.parse(seen?.body.toString() ?? "")).toEqual({
      name: "cat",
      labels: { env: "prod" },
    });
    expect(seen?.headers["content-type"]).toContain("application/json");
  });

  test("types the members of a body as the document does", async () => {
    files.answerJson({});
    const args = ["--name", "cat", "--size", "9007199254740993", "--starred", "--parents", "a"];
    await files.call("create", ...args, "--parents", "b", "--state", "ACTIVE");
    expect(JSON.parse(files.server.seen[0]?.body.toString() ?? "")).toEqual({
      name: "cat",
      size: "9007199254740993",
      starred: true,
      parents: ["a", "b"],
      state: "ACTIVE",
    });
  });

  test("goes through all pages, up to a limit, and stops asking there", async () => {
    files.server.answer = ({ line }, response) => {
      const page = Number(/pageToken=(\d)/.exec(line)?.[1] ?? "0");
      const files = [{ id: `${page}a` }, { id: `${page}b` }];
      response.end(JSON.stringify({ files, ...(page < 2 && { nextPageToken: String(page + 1) }) }));
    };
    const all = await files.call("list", "--page-all", "--json");
    expect(JSON.parse(all.stdout)).toEqual(
      ["0a", "0b", "1a", "1b", "2a", "2b"].map((id) => ({ id })),
    );
    expect(files.server.seen).toHaveLength(3);
    const some = await files.call("list", "--limit", "3");
    expect(some.stdout).toBe("- id: 0a\n- id: 0b\n- id: 1a\n");
    expect(files.server.seen).toHaveLength(5);
  });

  test("of a list that is empty prints an empty array", async () => {
    files.answerJson({});
    expect((await files.call("list", "--page-all", "--json")).stdout).toBe("[]\n");
  });
});

describe("an error of the API", () => {
  const envelope = (code: number, reason: string): object => ({
    error: { code, message: "No.", errors: [{ reason, message: "No.", location: "fileId" }] },
  });

  test.each([
    [400, "invalid", 1, ""],
    [401, "authError", 3, " Give another credential: --token, --service-account or --key."],
    [403, "forbidden", 4, ""],
    [404, "notFound", 5, ""],
    [409, "conflict", 1, ""],
  ])("%i %s is told with exit code %i", async (code, reason, exitCode, advice) => {
    files.server.answer = (_seen, response) => {
      response.writeHead(code).end(JSON.stringify(envelope(code, reason)));
    };
    const { host } = new URL(files.server.url);
    const { status, stderr } = await files.call("get", "--file-id", "a");
    expect([status, stderr]).toEqual([
      exitCode,
      `leasehold: ${host} answered ${code} ${reason}: No. (fileId)${advice}\n`,
    ]);
  });

  test("that passes is waited for and tried again", async () => {
    files.server.answer = (_seen, response) => {
      if (files.server.seen.length === 1) response.writeHead(503).end();
      else response.end('{"id":"1"}');
    };
    expect((await files.call("get", "--file-id", "a")).status).toBe(0);
    expect(files.server.seen).toHaveLength(2);
  });
});

test("--dry-run shows the request and a curl line without the secret, and sends nothing", async () => {
  const args = ["--name", "it's", "--key", "secret-key", "--dry-run"];
  const { status, stdout } = await files.call("create", ...args);
  expect(status).toBe(0);
  expect(stdout).toBe(`POST ${files.server.url}/files/v3/files
content-type: application/json
authorization: Bearer $TOKEN
x-goog-api-key: $API_KEY

{
  "name": "it's"
}

curl -X POST '${files.server.url}/files/v3/files' \\
  -H 'content-type: application/json' \\
  -H "authorization: Bearer $TOKEN" \\
  -H "x-goog-api-key: $API_KEY" \\
  --data-binary '{"name":"it'\\''s"}'
`);
  expect(files.server.seen).toEqual([]);
});

describe("help from the document", () => {
  test("without a method lists the methods", async () => {
    const { stdout } = await files.api(["files.json"]);
    expect(stdout).toContain("files:v3  Files API\n\n  files.list     Lists files.\n");
    const json = await files.api(["files.json", "--json"]);
    expect(JSON.parse(json.stdout)).toMatchObject([
      { method: "files.list", id: "files.files.list", httpMethod: "GET" },
      { method: "files.get" },
      { method: "files.create" },
      { method: "files.replace" },
      { method: "files.ping" },
    ]);
  });

  test("--help after a method shows its parameters, its body and what it does with files", async () => {
    const list = (await files.api(["files.json", "files.list", "--help"])).stdout;
    expect(list).toContain(`GET ${files.server.url}/files/v3/files`);
    expect(list).toContain("--page-size <integer>");
    expect(list).toContain("(at least 1; at most 1000)");
    expect(list).toContain("--param limit=<integer>");
    expect(list).toContain("(one of name, size)");
    expect(list).toContain("--page-all, --limit <number>");
    const create = (await files.api(["files.json", "files.create", "--help"])).stdout;
    expect(create).toContain("Body: File");
    expect(create).toContain("name: string");
    expect(create).toContain("size: string (int64)");
    expect(create).toContain("labels: map of string");
    expect(create).toContain("--upload <file>");
  });
});

describe("a document from an address", () => {
  test("is asked for with its ETag the second time", async () => {
    const document = JSON.stringify(filesDocument(files.server.url));
    files.server.answer = ({ headers }, response) => {
      if (headers["if-none-match"] === '"1"') response.writeHead(304).end();
      else response.writeHead(200, { etag: '"1"' }).end(document);
    };
    const first = await files.api([`${files.server.url}/files.json`]);
    const second = await files.api([`${files.server.url}/files.json`]);
    expect(second.stdout).toBe(first.stdout);
    expect(files.server.seen.map(({ headers }) => headers["if-none-match"])).toEqual([
      undefined,
      '"1"',
    ]);
  });

  test("that is not there says so", async () => {
    const { status, stderr } = await files.api([`${files.server.url}/files.json`]);
    expect([status, stderr]).toEqual([
      5,
      `leasehold: ${files.server.url}/files.json answered 404, not a document.\n`,
    ]);
  });
});
