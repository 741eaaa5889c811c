import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runCli } from "./cli.ts";
import { ada, type Service, startService } from "./service.ts";

const nothing = { status: 0, stdout: "", stderr: "" };
let service: Service;

beforeAll(async () => {
  service = await startService("      - { name: jobs, mode: pull }\n");
  await service.signIn("ada", ada);
});

afterAll(async () => {
  await service[Symbol.asyncDispose]();
});

test("completion of queues prints the names of the project's queues", async () => {
  expect(await service.as("ada", ["__complete", "queues"])).toEqual({
    status: 0,
    stdout: "images\njobs\n",
    stderr: "",
  });
});

test("completion of queues says nothing to somebody who is not signed in", async () => {
  expect(await service.as("nobody", ["__complete", "queues"])).toEqual(nothing);
});

test("completion of queues says nothing of a project that is not there", async () => {
  const args = ["__complete", "queues", "--project", "elsewhere"];
  expect(await service.as("ada", args)).toEqual(nothing);
});

test("completion of queues gives up on a server that does not answer", async () => {
  const server = createServer();
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
  const home = join(service.folder, "homes", "waiting");
  mkdirSync(join(home, "tokens"), { recursive: true });
  const signIns = { [url]: { type: "user", clientId: "leasehold-cli", scopes: [] } };
  writeFileSync(join(home, "config.json"), JSON.stringify({ profiles: { default: { signIns } } }));
  const account = encodeURIComponent(`default ${url}`);
  writeFileSync(join(home, "tokens", `${account}.json`), '{"accessToken":"t"}');
  const env = { LEASEHOLD_URL: url, LEASEHOLD_CONFIG_DIR: home };
  const asked = once(server, "connection");
  const answer = runCli(["__complete", "queues", "--project", "acme"], { env });
  await asked;
  expect(await answer).toEqual(nothing);
  server.close();
});
