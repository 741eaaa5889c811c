import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "@leasehold/testing/temporary-folder";
import { expect, test } from "vitest";
import { apiServer, filesDocument } from "./api-server.ts";
import { runCli } from "./cli.ts";
import { ada, startService } from "./service.ts";

// The commands of the guide, run as they stand there: the blocks after <!-- run: … -->.
const guide = readFileSync(new URL("../../../docs/generator.md", import.meta.url), "utf8");

function commandsOf(block: string): string[][] {
  const [, text = ""] =
    new RegExp(`<!-- run: ${block} -->\\s+\`\`\`sh\\n([^\`]*)\`\`\``).exec(guide) ?? [];
  const lines = text.split("\n").map((line) => line.replace(/\s+#.*$/, ""));
  return lines.filter((line) => line !== "").map((line) => line.split(/\s+/).slice(1));
}

test("the commands that make clients", async () => {
  using folder = temporaryFolder();
  await using server = await apiServer();
  const at = (name: string): string => join(folder.path, name);
  const document = JSON.stringify(filesDocument(server.url));
  server.answer = ({ line }, response) => {
    response.end(
      line.endsWith("/apis") ? '{"items":[{"id":"files:v3","title":"Files"}]}' : document,
    );
  };
  writeFileSync(at("library.json"), document);
  writeFileSync(at("newer.json"), document.replaceAll("orderBy", "sortBy"));
  writeFileSync(
    at("zoo.json"),
    document.replaceAll("files:v3", "zoo:v1").replace('"v3"', '"v1"').replace('"files"', '"zoo"'),
  );
  mkdirSync(at("discovery"));
  const documents = [{ id: "files:v3", file: "files.v3.json", url: `${server.url}/rest` }];
  writeFileSync(at("discovery/index.json"), JSON.stringify({ documents }));
  const commands = commandsOf("generate");
  expect(commands).toHaveLength(6);
  for (const command of commands) {
    // Google's list is not there for a test.
    const service = command[1] === "list" ? ["--discovery-url", `${server.url}/apis`] : [];
    const { status, stderr } = await runCli([...command, ...service], { cwd: folder.path });
    expect([command, status, stderr]).toEqual([command, 0, ""]);
  }
});

test("the calls of the Task Queue API", async () => {
  await using service = await startService();
  await service.signIn("ada", ada);
  const commands = commandsOf("api");
  expect(commands).toHaveLength(7);
  const outputs: string[] = [];
  for (const command of commands) {
    const { status, stdout, stderr } = await service.as("ada", command);
    expect([command, status, stderr]).toEqual([command, 0, ""]);
    outputs.push(stdout);
  }
  expect(JSON.parse(outputs[3] ?? "")).toMatchObject({ items: [{ id: "cat" }] });
  expect(outputs[4]).toContain("curl -X DELETE");
});

test("the calls of an API of files", async () => {
  using folder = temporaryFolder();
  await using server = await apiServer();
  server.answer = ({ line }, response) => {
    response.end(line.includes("alt=media") ? "meow" : '{"id":"1","files":[{"id":"1"}]}');
  };
  writeFileSync(join(folder.path, "drive.json"), JSON.stringify(filesDocument(server.url)));
  writeFileSync(join(folder.path, "cat.jpg"), "meow");
  const commands = commandsOf("files");
  expect(commands).toHaveLength(3);
  for (const command of commands) {
    const words = command.map((word) => (word === "drive:v3" ? "drive.json" : word));
    const { status } = await runCli([...words, "--token", "t"], { cwd: folder.path });
    expect([command, status]).toEqual([command, 0]);
  }
  expect(readFileSync(join(folder.path, "copy.jpg"), "utf8")).toBe("meow");
  expect(server.seen.map(({ line }) => line)).toEqual([
    "GET /files/v3/files?orderBy=name",
    "POST /upload/files/v3/files?uploadType=multipart",
    "GET /files/v3/files/1?alt=media",
  ]);
});
