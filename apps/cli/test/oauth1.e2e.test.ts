import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { findProgram } from "@leasehold/testing/programs";
import { temporaryFolder } from "@leasehold/testing/temporary-folder";
import { freePort } from "@leasehold/testing/free-port";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runCli, startCli } from "./cli.ts";
import { browse } from "@leasehold/testing/form-browser";
import { ada, type Service, startService } from "./service.ts";

const consumer = ["--consumer-key", "consumer.example.com"];
const secrets = {
  LEASEHOLD_CONSUMER_SECRET: "consumer-secret",
  LEASEHOLD_API_KEY: "acme-server-key",
};
const openssl = findProgram("openssl");

let service: Service;
let realm: string;
beforeAll(async () => {
  realm = `http://127.0.0.1:${await freePort()}/`;
  service = await startService(consumersYaml(realm));
});
afterAll(() => service[Symbol.asyncDispose]());

/** What comes after the queue images in leasehold.yaml. */
function consumersYaml(consumerRealm: string): string {
  return `
    oauthConsumers:
      - { key: consumer.example.com, secret: consumer-secret, realm: "${consumerRealm}" }
    apiKeys: [{ key: acme-server-key, kind: server }]
delegations:
  - { domain: example.com, client: consumer.example.com, scopes: ["https://www.googleapis.com/auth/taskqueue"] }
`;
}

describe.each([
  { name: "code", flags: ["--oauth1"] },
  { name: "sha256", flags: ["--oauth1", "--signature-method", "HMAC-SHA256"] },
])("login --oauth1 with a typed code ($name)", ({ name, flags }) => {
  test("then every command signs, and logout takes it back", async () => {
    const env = { ...service.envOf(name), ...secrets };
    await using login = startCli(["login", ...flags, ...consumer], { env });
    await typeCode(login);
    const { status, stderr } = await login.ended;
    expect(stderr).toContain(`Signed in to ${service.url}.`);
    expect(status).toBe(0);
    await work(name);

    const { stdout } = await service.as(name, ["whoami", "--json"]);
    expect(JSON.parse(stdout)).toEqual({
      server: service.url,
      application: "consumer.example.com",
      scopes: [
        "https://www.googleapis.com/auth/taskqueue",
        "https://www.googleapis.com/auth/leasehold.admin",
      ],
      project: "acme",
      projects: ["acme"],
    });
    expectPrivate(name);
    const logout = await service.as(name, ["logout"]);
    expect([logout.status, logout.stderr]).toEqual([0, `Signed out of ${service.url}.\n`]);
    expect((await service.as(name, ["queues", "list"])).status).toBe(3);
    const home = join(service.envOf(name)["LEASEHOLD_CONFIG_DIR"] ?? "", "tokens");
    expect(existsSync(home) && readdirSync(home)).toEqual([]);
  });
});

test("login --oauth1 --callback ends when the browser comes back", async () => {
  const args = ["login", "--oauth1", ...consumer, "--callback", `${realm}back`];
  const env = { ...service.envOf("callback"), ...secrets };
  await using login = startCli(args, { env });
  const [address] = await login.saw(/http:\/\/\S+\?oauth_token=\S+/);
  const { text } = await browse(address, ada);
  expect(text).toContain("Done in the browser");
  expect((await login.ended).status).toBe(0);
  await work("callback");
});

test("login --oauth1 --no-browser works from a browser anywhere", async () => {
  const env = { ...service.envOf("rack"), ...secrets };
  await using login = startCli(["login", "--oauth1", "--no-browser", ...consumer], { env });
  await typeCode(login);
  expect((await login.ended).status).toBe(0);
});

test("denying is exit code 3", async () => {
  const args = ["login", "--oauth1", ...consumer, "--callback", `${realm}back`];
  const env = { ...service.envOf("denier"), ...secrets };
  await using login = startCli([...args, "--scopes", "taskqueue.consumer"], { env });
  const [address] = await login.saw(/http:\/\/\S+\?oauth_token=\S+/);
  await browse(address, { ...ada, decision: "deny" });
  const { status, stderr } = await login.ended;
  expect(stderr).toContain("leasehold: Access was not allowed");
  expect(status).toBe(3);
});

test("login --hybrid says who signed in, and every command then signs", async () => {
  const args = ["login", "--hybrid", ...consumer, "--callback", `${realm}back`];
  const env = { ...service.envOf("hybrid"), ...secrets };
  await using login = startCli(args, { env });
  const [address] = await login.saw(/http:\/\/\S+\/accounts\/o8\/ud\?\S+/);
  await browse(address, ada);
  const { status, stderr } = await login.ended;
  expect(stderr).toContain(`Signed in to ${service.url} as ada@example.com.`);
  expect(status).toBe(0);
  await work("hybrid");
  const { stdout } = await service.as("hybrid", ["whoami"]);
  expect(stdout).toMatch(/^user {9}ada@example\.com$/m);
  expect((await service.as("hybrid", ["logout"])).status).toBe(0);
});

test("login --hybrid --no-browser takes the address that the browser ended on", async () => {
  const args = ["login", "--hybrid", "--no-browser", ...consumer, "--callback", `${realm}back`];
  await using login = startCli(args, { env: { ...service.envOf("far"), ...secrets } });
  const [address] = await login.saw(/http:\/\/\S+\/accounts\/o8\/ud\?\S+/);
  const end = await browse(address, ada, (place) => place.startsWith(realm));
  login.type(end.address);
  const { status, stderr } = await login.ended;
  expect(stderr).toContain("as ada@example.com.");
  expect(status).toBe(0);
});

test("login --oauth1 --requestor acts as a user of a domain that has delegated", async () => {
  const login = await asConsumer("two-legged", ["--requestor", "ada@example.com"]);
  // What the domain has delegated does not list projects.
  expect(login.stderr).toBe(
    `Signed in to ${service.url} as ada@example.com.\nNext: leasehold tasks lease QUEUE --project PROJECT\n`,
  );
  expect(login.status).toBe(0);
  await work("two-legged", ["--project", "acme"]);
  const { stdout } = await service.as("two-legged", ["whoami", "--json"]);
  expect(JSON.parse(stdout)).toMatchObject({
    user: "ada@example.com",
    application: "consumer.example.com",
  });
  const token = await service.as("two-legged", ["token", "--json"]);
  expect(JSON.parse(token.stdout)).toEqual({
    consumerKey: "consumer.example.com",
    requestor: "ada@example.com",
  });
  expect((await service.as("two-legged", ["logout"])).status).toBe(0);
});

test("a user outside the domain is refused at the login, and the earlier sign-in stays", async () => {
  await using login = startCli(["login", "--oauth1", ...consumer], {
    env: { ...service.envOf("outside"), ...secrets },
  });
  await typeCode(login);
  await login.ended;
  const { status, stderr } = await asConsumer("outside", ["--requestor", "bob@other.example"]);
  expect(stderr).toContain(
    "leasehold: permission_denied: The consumer consumer.example.com may not",
  );
  expect(status).toBe(4);
  await work("outside");
});

test("flags that another way of signing in takes are refused, not passed over", async () => {
  const requestor = ["--requestor", "ada@example.com"];
  const realmed = await asConsumer("stray", [...requestor, "--realm", realm]);
  expect(realmed.stderr).toBe("leasehold: --realm goes with --hybrid.\n");
  const calledBack = await asConsumer("stray", [...requestor, "--callback", `${realm}back`]);
  expect(calledBack.stderr).toBe(
    "leasehold: --callback is for a user who signs in: with --requestor nobody does.\n",
  );
  expect([realmed.status, calledBack.status]).toEqual([2, 2]);
});

test.skipIf(openssl === undefined)("--rsa-key signs with the key of a certificate", async () => {
  using folder = temporaryFolder();
  const keyFile = join(folder.path, "key.pem");
  const made = spawnSync(openssl ?? "", [
    ..."req -x509 -batch -newkey rsa:2048 -nodes -days 2 -subj /CN=rsa.example.com -keyout".split(
      " ",
    ),
    keyFile,
  ]);
  writeFileSync(join(service.folder, "rsa.crt.pem"), made.stdout.toString());
  const yaml = readFileSync(join(service.folder, "leasehold.yaml"), "utf8").replace(
    "    oauthConsumers:\n",
    `    oauthConsumers:\n      - { key: rsa.example.com, certificateFile: rsa.crt.pem, realm: "${realm}" }\n`,
  );
  writeFileSync(join(service.folder, "rsa.yaml"), yaml);
  await service.signIn("admin", ada);
  expect((await service.as("admin", ["apply", "rsa.yaml"])).stderr).toBe("");

  const args = ["login", "--oauth1", "--consumer-key", "rsa.example.com", "--rsa-key", keyFile];
  const env = { ...service.envOf("rsa"), LEASEHOLD_API_KEY: "acme-server-key" };
  await using login = startCli(args, { env });
  await typeCode(login);
  expect((await login.ended).status).toBe(0);
  await work("rsa");

  // The profile knows its key, whatever secret is in the environment.
  await using again = startCli(args.slice(0, 4), { env: { ...env, ...secrets } });
  await typeCode(again);
  expect((await again.ended).status).toBe(0);
  expect(await service.as("rsa", ["queues", "list"])).toMatchObject({ status: 0 });
});

test("login --migrate goes on with OAuth 2.0, and nobody is asked", async () => {
  const env = { ...service.envOf("mover"), ...secrets };
  await using login = startCli(["login", "--oauth1", ...consumer], { env });
  await typeCode(login);
  await login.ended;
  const path = join(service.folder, "mover_secrets.json");
  const installed = { client_id: "cli-client", client_secret: "cli-secret" };
  writeFileSync(path, JSON.stringify({ installed }));
  const without = await service.as("mover", ["login", "--migrate"]);
  expect(without.stderr).toContain("leasehold: --migrate needs --client");
  expect(without.status).toBe(2);
  const moved = await service.as("mover", ["login", "--migrate", "--client", path]);
  expect(moved.stderr).toBe(
    `The sign-in to ${service.url} goes on with OAuth 2.0.\nWhat was allowed by OAuth 1.0 stays until you remove it: ${service.url}/permissions\n`,
  );
  const { stdout } = await service.as("mover", ["whoami", "--json"]);
  expect(JSON.parse(stdout)).toMatchObject({ application: "cli-client" });
  await work("mover");
  expect((await service.as("mover", ["login", "--migrate", "--client", path])).status).toBe(2);
});

test("token says what there is", async () => {
  const env = { ...service.envOf("token"), ...secrets };
  await using login = startCli(["login", "--oauth1", ...consumer], { env });
  await typeCode(login);
  await login.ended;
  const plain = await service.as("token", ["token"]);
  expect(plain.stderr).toContain("there is no token to send by itself");
  expect([plain.status, plain.stdout]).toEqual([2, ""]);
  expect((await service.as("token", ["token", "--scopes", "taskqueue"])).status).toBe(2);
  const { stdout } = await service.as("token", ["token", "--json"]);
  expect(JSON.parse(stdout)).toEqual({
    consumerKey: "consumer.example.com",
    token: expect.stringMatching(/^lht_/) as string,
    tokenSecret: expect.any(String) as string,
  });
});

describe("a signature that does not verify", () => {
  test("is shown part by part, where a proxy hides the address that was signed", async () => {
    await using proxy = await startProxy({ keepsHost: false });
    const own = new URL(service.url).host;
    const difference = [
      "leasehold: The server computed another signature.",
      `  host: signed here "${new URL(proxy.url).host}", computed by the server "${own}"`,
      "Use the address that the server knows as its own, or start it with that address as --public-url (and --trust-proxy behind a proxy).",
      "",
    ].join("\n");
    const env = { ...service.envOf("proxied"), ...secrets, LEASEHOLD_URL: proxy.url };
    // On the API, and on the token addresses.
    for (const args of [["--requestor", "ada@example.com"], []]) {
      const { status, stderr } = await runCli(["login", "--oauth1", ...consumer, ...args], { env });
      expect([status, stderr]).toEqual([3, difference]);
    }
  });

  test("is told to be the secret, when both sides signed the same text", async () => {
    const { stderr, status } = await asConsumer("secret", [
      "--requestor",
      "ada@example.com",
      "--consumer-secret",
      "another",
    ]);
    expect(stderr).toBe(
      "leasehold: The server computed another signature.\n  Both sides signed the same text: the consumer's secret or key, or the token's secret, is not the one that the server has.\nCompare it with the consumer's secret or certificate under API Access in the console, and sign in again.\n",
    );
    expect(status).toBe(3);
  });

  test("is shown by the parameter, where a proxy adds one", async () => {
    await using proxy = await startProxy({ keepsHost: true, adds: "trace=on" });
    const env = { ...service.envOf("proxied"), ...secrets, LEASEHOLD_URL: proxy.url };
    const args = ["login", "--oauth1", ...consumer, "--requestor", "ada@example.com"];
    const { stderr } = await runCli(args, { env });
    expect(stderr).toBe(
      'leasehold: The server computed another signature.\n  parameter trace: signed here without it, computed by the server "on"\n',
    );
  });
});

function asConsumer(name: string, args: string[]): ReturnType<typeof runCli> {
  const env = { ...service.envOf(name), ...secrets };
  return runCli(["login", "--oauth1", ...consumer, ...args], { env });
}

/** Allows as Ada, and types the code of the last page. */
async function typeCode(login: ReturnType<typeof startCli>): Promise<void> {
  const [address] = await login.saw(/http:\/\/\S+\?oauth_token=\S+/);
  const { text } = await browse(address, ada);
  login.type(/id="code"[^>]*>([^<]+)</.exec(text)?.[1] ?? "");
}

/** Puts a task in, leases it and deletes it. */
async function work(name: string, more: string[] = []): Promise<void> {
  const insert = ["tasks", "insert", "images", "--id", `by-${name}`, "--payload", "é + %"];
  expect(await service.as(name, [...insert, ...more])).toMatchObject({ status: 0 });
  const leased = await service.as(name, ["tasks", "lease", "images", "--json", ...more]);
  expect(leased.stdout).toContain(`by-${name}`);
  const gone = await service.as(name, ["tasks", "delete", "images", `by-${name}`, ...more]);
  expect(gone.status).toBe(0);
}

function expectPrivate(name: string): void {
  const home = service.envOf(name)["LEASEHOLD_CONFIG_DIR"] ?? "";
  expect(statSync(join(home, "config.json")).mode & 0o777).toBe(0o600);
  const [file = ""] = readdirSync(join(home, "tokens"));
  expect(statSync(join(home, "tokens", file)).mode & 0o777).toBe(0o600);
}

/** A proxy to the service that changes what it passes on. */
async function startProxy(options: {
  keepsHost: boolean;
  /** To the query. */
  adds?: string;
}): Promise<AsyncDisposable & { url: string }> {
  const server = createServer((incoming, response) => {
    const { method, headers, url = "/" } = incoming;
    const query =
      options.adds === undefined ? "" : `${url.includes("?") ? "&" : "?"}${options.adds}`;
    const host = options.keepsHost ? headers.host : new URL(service.url).host;
    const outgoing = request(
      service.url + url + query,
      { method, headers: { ...headers, host } },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      },
    );
    incoming.pipe(outgoing);
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
