import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { temporaryFolder } from "@leasehold/testing/temporary-folder";
import { describe, expect, test } from "vitest";
import { runCli, startCli } from "./cli.ts";

const nobody = { LEASEHOLD_CONFIG_DIR: "/nonexistent/leasehold" };

test.concurrent.each<[string, string[], string]>([
  ["an unknown command", ["nothing"], "leasehold: unknown command 'nothing'"],
  ["an unknown flag", ["tasks", "list", "q", "--nothing"], "leasehold: unknown option '--nothing'"],
  ["no queue", ["tasks", "lease"], "leasehold: missing required argument 'queue'"],
  [
    "a number out of the document's range",
    ["tasks", "lease", "q", "--num-tasks", "1001"],
    "Give a whole number from 1 to 1000.",
  ],
  [
    "a number that is none",
    ["tasks", "lease", "q", "--lease-secs", "1e3"],
    "Give a whole number from 0 to 604800.",
  ],
  [
    "a required parameter left out",
    ["tasks", "patch", "q", "t"],
    "leasehold: required option '--new-lease-seconds <number>' not specified",
  ],
  [
    "an eta that is no time",
    ["tasks", "insert", "q", "--payload", "x", "--eta", "soon"],
    "leasehold: soon is no time: give one such as +90s, +5m, +2h, +1d or 2027-01-31T08:00:00Z.",
  ],
  [
    "two payloads",
    ["tasks", "insert", "q", "--payload", "x", "--payload-file", "y"],
    "leasehold: Give --payload or --payload-file, not both.",
  ],
  [
    "a base URL that is none",
    ["tasks", "list", "q", "--base-url", "127.0.0.1:8085"],
    "leasehold: 127.0.0.1:8085 is no server's address: give one such as http://127.0.0.1:8085.",
  ],
  [
    "a purge without --yes where there is no terminal",
    ["queues", "purge", "q"],
    "leasehold: This deletes all tasks of the queue q. There is no terminal to ask on: give --yes.",
  ],
  [
    "a queue's deletion without --yes where there is no terminal",
    ["queues", "delete", "q"],
    "leasehold: This deletes the queue q and all its tasks. There is no terminal to ask on: give --yes.",
  ],
  [
    "two ways to sign in",
    ["login", "--service-account", "a", "--client", "b"],
    "leasehold: Give --service-account or --client, not both.",
  ],
  [
    "a device and a service account",
    ["login", "--device", "--service-account", "a"],
    "leasehold: Give only one of --device, --no-browser and --service-account.",
  ],
  [
    "OAuth 1.0 without a consumer",
    ["login", "--oauth1"],
    "leasehold: Name the consumer by --consumer-key.",
  ],
  [
    "OAuth 1.0 without an API key",
    ["login", "--oauth1", "--consumer-key", "c", "--consumer-secret", "s"],
    "leasehold: OAuth 1.0 needs an API key of the consumer's project: give --api-key or LEASEHOLD_API_KEY.",
  ],
  [
    "a secret and a key of a consumer",
    ["login", "--oauth1", "--consumer-key", "c", "--consumer-secret", "s", "--rsa-key", "k"],
    "leasehold: Give --consumer-secret or --rsa-key, not both.",
  ],
  [
    "a hybrid sign-in without a place to come back to",
    ["login", "--hybrid", "--consumer-key", "c"],
    "leasehold: --hybrid needs --callback",
  ],
  [
    "two ways with OAuth 1.0",
    ["login", "--oauth1", "--hybrid", "--consumer-key", "c"],
    "leasehold: Give --oauth1 or --hybrid, not both.",
  ],
  [
    "a requestor who signs in",
    ["login", "--hybrid", "--consumer-key", "c", "--requestor", "ada@example.com"],
    "leasehold: --requestor goes with --oauth1: nobody signs in.",
  ],
  [
    "OAuth 1.0 on a device",
    ["login", "--oauth1", "--consumer-key", "c", "--device"],
    "leasehold: --oauth1 and --hybrid are ways of their own",
  ],
  [
    "scopes where nobody is asked",
    ["login", "--oauth1", "--consumer-key", "c", "--requestor", "a@b.example", "--scopes", "email"],
    "leasehold: --scopes is what a user is asked for",
  ],
  [
    "a requestor who is no address",
    ["login", "--oauth1", "--consumer-key", "c", "--requestor", "ada"],
    "leasehold: --requestor ada is no e-mail address: give that of the user to act as.",
  ],
  [
    "a callback that is no address",
    ["login", "--oauth1", "--consumer-key", "c", "--callback", "back"],
    "leasehold: --callback back is no address: give one under the consumer's realm, such as http://127.0.0.1:9004/callback.",
  ],
  [
    "a callback that no browser of this machine comes back to",
    ["login", "--hybrid", "--consumer-key", "c", "--callback", "https://app.example.com/back"],
    "leasehold: --callback https://app.example.com/back is not on this machine",
  ],
  [
    "a callback where a code is typed",
    ["login", "--oauth1", "--consumer-key", "c", "--no-browser", "--callback", "http://localhost/"],
    "leasehold: --callback is for the browser of this machine: with --no-browser leave it out",
  ],
  [
    "a realm that is no address",
    "login --hybrid --consumer-key c --callback http://localhost:9004/ --realm r".split(" "),
    "leasehold: --realm r is no address: give the one that the consumer is registered with.",
  ],
  [
    "a callback beside the realm",
    "login --hybrid --consumer-key c --callback http://localhost:9004/ --realm http://localhost:9005".split(
      " ",
    ),
    "leasehold: --callback http://localhost:9004/ does not lie under --realm http://localhost:9005",
  ],
  [
    "a migration with another way",
    ["login", "--migrate", "--device"],
    "leasehold: --migrate goes with --client only.",
  ],
  [
    "a consumer without OAuth 1.0",
    ["login", "--consumer-key", "c"],
    "leasehold: --consumer-key needs --oauth1 or --hybrid.",
  ],
  [
    "a subject without a service account",
    ["login", "--subject", "ada@example.com"],
    "leasehold: --subject needs --service-account.",
  ],
  ["a worker without a command", ["worker", "q"], "leasehold: missing required argument 'command'"],
  [
    "a concurrency of none",
    ["worker", "q", "--concurrency", "0", "--", "true"],
    "Give a whole number from 1 to 1000.",
  ],
  [
    "a worker's lease of no length",
    ["worker", "q", "--lease-secs", "0", "--", "true"],
    "leasehold: --lease-secs must be at least 1.",
  ],
  [
    "two places for output",
    ["worker", "q", "--output-dir", "d", "--output-url", "http://127.0.0.1/", "--", "true"],
    "leasehold: Give --output-dir or --output-url, not both.",
  ],
  [
    "an output address that is none",
    ["worker", "q", "--output-url", "results", "--", "true"],
    "leasehold: results is no address to send output to: give an http or https one.",
  ],
  ["a port that is none", ["serve", "--port", "70000"], "Give a number from 0 to 65535."],
])("%s is a usage error", async (_what, args, message) => {
  const { status, stdout, stderr } = await runCli(args, { env: nobody });
  expect(stderr).toContain(message);
  expect(stdout).toBe("");
  expect(status).toBe(2);
});

const discoveryFolder = new URL("../../../discovery/", import.meta.url).pathname;
const taskqueue = `${discoveryFolder}taskqueue.v1beta2.json`;

describe("a file that cannot be read is a usage error, named and explained alike, for", () => {
  test.concurrent.each<string[]>([
    ["apply"],
    ["queues", "apply"],
    ["tasks", "insert", "q", "--payload-file"],
    ["serve", "--config"],
    ["login", "--service-account"],
    ["login", "--client"],
    ["login", "--oauth1", "--consumer-key", "c", "--api-key", "k", "--rsa-key"],
    ["consumers", "create", "c", "--realm", "http://c.example/", "--certificate"],
    ["consumers", "upload-certificate", "c", "--certificate"],
    ["service-accounts", "upload-key", "a", "--public-key"],
    ["generate", "--out", "o"],
    ["generate", "openapi"],
    ["generate", "diff", taskqueue],
    ["api"],
    ["api", taskqueue, "tasks.list", "--project", "p", "--taskqueue", "q", "--service-account"],
    ["api", taskqueue, "tasks.insert", "--project", "p", "--taskqueue", "q", "--body"],
  ])("%s %s", async (...args) => {
    using folder = temporaryFolder();
    const path = join(folder.path, "none");
    const { status, stdout, stderr } = await runCli([...args, path], { env: nobody });
    expect(stderr).toBe(
      `leasehold: Cannot read ${path}: no such file or directory. Check the path, and that you may read it.\n`,
    );
    expect([status, stdout]).toEqual([2, ""]);
  });

  test.concurrent.each<string[]>([["apply"], ["generate", "openapi"]])(
    "%s %s of a folder",
    async (...args) => {
      using folder = temporaryFolder();
      const { status, stderr } = await runCli([...args.filter(Boolean), folder.path]);
      expect(stderr).toContain(`Cannot read ${folder.path}: illegal operation on a directory.`);
      expect(status).toBe(2);
    },
  );

  test("generate update, which reads the index of a folder", async () => {
    const args = ["generate", "update", "--out", "o", "--discovery", "/nonexistent"];
    const { status, stderr } = await runCli(args);
    expect(stderr).toContain("Cannot read /nonexistent/index.json: no such file or directory.");
    expect(status).toBe(2);
  });

  test("serve --key-file, which makes one that is not there", async () => {
    using folder = temporaryFolder();
    const args = ["serve", "--data", join(folder.path, "data"), "--key-file", folder.path];
    const { status, stderr } = await runCli(args);
    expect(stderr).toContain(`Cannot read ${folder.path}: illegal operation on a directory.`);
    expect(status).toBe(2);
  });

  test.each([["serve", "--config"], ["apply"]])(
    "%s, of a file that its file names",
    async (...args) => {
      using folder = temporaryFolder();
      const file = join(folder.path, "leasehold.yaml");
      const consumers = "[{ key: rsa, certificateFile: rsa.crt.pem }]";
      writeFileSync(file, `projects: [{ id: acme, oauthConsumers: ${consumers} }]`);
      const { status, stderr } = await runCli([...args.filter(Boolean), file], { env: nobody });
      expect(stderr).toContain(`Cannot read ${join(folder.path, "rsa.crt.pem")}: no such file`);
      expect(status).toBe(2);
    },
  );
});

test("DATABASE_URL is refused, because this version has the embedded store only", async () => {
  const env = { DATABASE_URL: "postgres://127.0.0.1/leasehold" };
  const { status, stderr } = await runCli(["serve"], { env });
  expect(status).toBe(2);
  expect(stderr).toBe(
    "leasehold: DATABASE_URL is set, and this version keeps everything in its own folder only: unset it, and choose the folder by --data.\n",
  );
});

test("PORT must be a port", async () => {
  const { status, stderr } = await runCli(["serve"], { env: { PORT: "http" } });
  expect(status).toBe(2);
  expect(stderr).toBe("leasehold: PORT is no port: set a number from 0 to 65535.\n");
});

test.concurrent.each([
  ["tasks", "list", "q"],
  ["queues", "list"],
  ["whoami"],
  ["token"],
  ["logout"],
  ["worker", "q", "true"],
])("without a sign-in, %s %s %s says how to sign in and exits with 3", async (...args) => {
  const words = args.filter((word) => typeof word === "string");
  const { status, stderr } = await runCli(words, { env: nobody });
  expect(stderr).toBe(
    "leasehold: Not signed in to http://127.0.0.1:8085: run `leasehold login`.\n",
  );
  expect(status).toBe(3);
});

test("the advice names the server and the profile where they are not the usual ones", async () => {
  const args = ["whoami", "--profile", "work", "--base-url", "https://queues.example.com/"];
  const { stderr } = await runCli(args, { env: nobody });
  expect(stderr).toBe(
    "leasehold: Not signed in to https://queues.example.com: run `leasehold login --base-url https://queues.example.com --profile work`.\n",
  );
});

test("a server that the environment names needs no flag", async () => {
  const env = { ...nobody, LEASEHOLD_URL: "https://queues.example.com/" };
  const { stderr } = await runCli(["whoami"], { env });
  expect(stderr).toBe(
    "leasehold: Not signed in to https://queues.example.com: run `leasehold login`.\n",
  );
});

test("a settings file that is broken is named", async () => {
  using folder = temporaryFolder();
  writeFileSync(join(folder.path, "config.json"), "{");
  const { status, stderr } = await runCli(["whoami"], {
    env: { LEASEHOLD_CONFIG_DIR: folder.path },
  });
  expect(status).toBe(1);
  expect(stderr).toBe(
    `leasehold: ${join(folder.path, "config.json")} is not what leasehold wrote: repair it, or remove it and sign in again.\n`,
  );
});

test("login says what it waits for when the server takes its time", async () => {
  await using server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const baseUrl = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
  const asked = once(server, "request");
  await using login = startCli(["login", "--base-url", baseUrl], { env: nobody });
  const [line] = await login.saw(/Waiting.*\n/);
  expect(line).toBe(`Waiting for ${baseUrl} to answer.\n`);
  await asked;
  server.closeAllConnections();
  expect((await login.ended).stderr).toContain(`Cannot reach ${baseUrl}`);
});

test("a server that is not there is named, and how to start one", async () => {
  using folder = temporaryFolder();
  const baseUrl = "http://127.0.0.1:1";
  writeFileSync(
    join(folder.path, "config.json"),
    JSON.stringify({
      profiles: {
        default: {
          signIns: { [baseUrl]: { type: "user", clientId: "leasehold-cli", scopes: [] } },
        },
      },
    }),
  );
  mkdirSync(join(folder.path, "tokens"));
  const account = encodeURIComponent(`default ${baseUrl}`);
  writeFileSync(join(folder.path, "tokens", `${account}.json`), '{"accessToken":"t"}');
  const { status, stderr } = await runCli(["tasks", "list", "q", "--project", "acme"], {
    env: { LEASEHOLD_CONFIG_DIR: folder.path, LEASEHOLD_URL: baseUrl },
  });
  expect(stderr).toBe(
    "leasehold: Cannot reach http://127.0.0.1:1: start it with `leasehold serve`, or give another address by --base-url.\n",
  );
  expect(status).toBe(1);
});
