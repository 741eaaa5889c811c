import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startCli } from "./cli.ts";
import { browse } from "@leasehold/testing/form-browser";
import { ada, bob, type Service, serviceAccountEmail, startService } from "./service.ts";

let service: Service;

beforeAll(async () => {
  service = await startService();
});

afterAll(async () => {
  await service[Symbol.asyncDispose]();
});

test("login prints an address, ends when the browser comes back, and whoami says who it was", async () => {
  const login = await service.signIn("ada", ada);
  expect(login.stderr).toContain(`Signed in to ${service.url} as ada@example.com.`);
  expect(login.status).toBe(0);

  const { stdout, status } = await service.as("ada", ["whoami", "--json"]);
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toEqual({
    server: service.url,
    user: "ada@example.com",
    application: "leasehold-cli",
    scopes: expect.arrayContaining([
      "openid",
      "https://www.googleapis.com/auth/taskqueue",
      "https://www.googleapis.com/auth/leasehold.admin",
    ]),
    expires: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    project: "acme",
    projects: ["acme"],
  });
});

test("whoami for people is a line for each fact", async () => {
  await service.signIn("ada-reads", ada);
  const { stdout } = await service.as("ada-reads", ["whoami"]);
  expect(stdout).toMatch(/^user {9}ada@example\.com$/m);
  expect(stdout).toMatch(/^application {2}leasehold-cli$/m);
  expect(stdout).toMatch(/^project {6}acme$/m);
  expect(stdout).toMatch(/^token ends {3}\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ$/m);
});

test("settings and tokens are for their owner only", async () => {
  await service.signIn("ada-private", ada);
  const home = service.envOf("ada-private")["LEASEHOLD_CONFIG_DIR"] ?? "";
  expect(statSync(join(home, "config.json")).mode & 0o777).toBe(0o600);
  expect(statSync(join(home, "tokens")).mode & 0o777).toBe(0o700);
  const [file = ""] = readdirSync(join(home, "tokens"));
  expect(statSync(join(home, "tokens", file)).mode & 0o777).toBe(0o600);
});

test("denying is exit code 3 and leaves nobody signed in", async () => {
  const login = await service.signIn("denier", { ...ada, decision: "deny" });
  expect(login.status).toBe(3);
  expect(login.stderr).toContain(
    "leasehold: Access was not allowed: sign in again and choose Allow, or ask for fewer scopes.\n",
  );
  expect((await service.as("denier", ["whoami"])).status).toBe(3);
});

test("--no-browser takes the code that the page at the end shows", async () => {
  const env = service.envOf("remote");
  await using login = startCli(["login", "--no-browser"], { env });
  const [address] = await login.saw(/http:\/\/\S+\/auth\?\S+/);
  const { text } = await browse(address, ada);
  const [, code = ""] = /id="code"[^>]*>([^<]+)</.exec(text) ?? [];
  await login.saw(/^Code: /m);
  login.type(code);
  const { status, stderr } = await login.ended;
  expect(stderr).toContain("as ada@example.com.");
  expect(status).toBe(0);
});

test("--no-browser with one's own application takes the address that the browser ended on", async () => {
  const env = service.envOf("remote-own");
  const path = join(service.folder, "remote_secrets.json");
  const installed = { client_id: "cli-client", client_secret: "cli-secret" };
  writeFileSync(path, JSON.stringify({ installed }));
  const args = ["login", "--no-browser", "--client", path, "--scopes", "taskqueue,email"];
  await using login = startCli(args, { env });
  const [address] = await login.saw(/http:\/\/\S+\/auth\?\S+/);
  const isOurs = (place: string): boolean => place.startsWith(service.url);
  const { address: end } = await browse(address, ada, (place) => !isOurs(place));
  await login.saw(/Address or code: /);
  login.type(end);
  const { status, stderr } = await login.ended;
  expect(stderr).toContain("as ada@example.com.");
  expect(status).toBe(0);
});

test("--no-browser without an answer is exit code 3", async () => {
  const { status, stderr } = await service.as("remote-gone", ["login", "--no-browser"]);
  expect(stderr).toContain("leasehold: No answer was given: run the command again and paste it.");
  expect(status).toBe(3);
});

test("--device shows a code, which a browser anywhere takes", async () => {
  const env = service.envOf("rack");
  await using login = startCli(["login", "--device"], { env });
  const [, address = ""] = await login.saw(/already in it: (http:\/\/\S+)\n/);
  const [, code = ""] = await login.saw(/type the code\n\n {2}(\S+)\n/);
  expect(address).toContain(code);
  await browse(address, ada);
  const { status, stderr } = await login.ended;
  expect(stderr).toContain(`Signed in to ${service.url} as ada@example.com.`);
  expect(status).toBe(0);
  const { stdout } = await service.as("rack", ["whoami", "--json"]);
  expect(JSON.parse(stdout)).toMatchObject({
    user: "ada@example.com",
    application: "leasehold-cli",
  });
});

test("--device that is denied is exit code 3", async () => {
  await using login = startCli(["login", "--device"], { env: service.envOf("rack-2") });
  const [, address = ""] = await login.saw(/already in it: (http:\/\/\S+)\n/);
  await browse(address, { ...ada, decision: "deny" });
  const { status, stderr } = await login.ended;
  expect(stderr).toContain("leasehold: Access was not allowed");
  expect(status).toBe(3);
});

test("token --scopes prints a token that may do less, and the sign-in stays as it is", async () => {
  await service.signIn("narrow", ada);
  const { stdout } = await service.as("narrow", ["token", "--scopes", "email"]);
  const answer = await fetch(`${service.url}/tokeninfo?access_token=${stdout.trim()}`);
  expect(await answer.json()).toMatchObject({ scope: expect.stringMatching(/email$/) });
  const projects = await fetch(`${service.url}/leasehold/v1/projects`, {
    headers: { authorization: `Bearer ${stdout.trim()}` },
  });
  expect(projects.status).toBe(403);
  expect((await service.as("narrow", ["queues", "list"])).status).toBe(0);
  const more = await service.as("narrow", ["token", "--scopes", "profile"]);
  expect(more.stderr).toContain("A scope is not known or not allowed");
  expect(more.status).toBe(3);
});

test("token --scopes of a service account takes none that the sign-in lacks", async () => {
  await service.as("narrow-worker", ["login", "--service-account", service.keyFile]);
  const { stderr, status } = await service.as("narrow-worker", ["token", "--scopes", "email"]);
  expect(stderr).toBe("leasehold: The sign-in does not have email: sign in again with --scopes.\n");
  expect(status).toBe(3);
  const token = await service.as("narrow-worker", ["token", "--scopes", "taskqueue"]);
  const answer = await fetch(`${service.url}/tokeninfo?access_token=${token.stdout.trim()}`);
  expect(await answer.json()).toMatchObject({
    scope: "https://www.googleapis.com/auth/taskqueue",
  });
});

test("--client signs in as one's own application", async () => {
  const path = join(service.folder, "client_secrets.json");
  const installed = { client_id: "cli-client", client_secret: "cli-secret" };
  writeFileSync(path, JSON.stringify({ installed }));
  const login = await service.signIn("own", ada, ["--client", path, "--scopes", "taskqueue,email"]);
  expect(login.status).toBe(0);
  const { stdout } = await service.as("own", ["whoami", "--json"]);
  expect(JSON.parse(stdout)).toMatchObject({ application: "cli-client", user: "ada@example.com" });
});

test("a web application's client_secrets.json is refused", async () => {
  const path = join(service.folder, "web_secrets.json");
  writeFileSync(path, JSON.stringify({ web: { client_id: "web-client" } }));
  const { status, stderr } = await service.as("web", ["login", "--client", path]);
  expect(status).toBe(2);
  expect(stderr).toBe(
    `leasehold: ${path} is not of an installed application: make one of that type and give its client_secrets.json.\n`,
  );
});

test("--service-account signs in without a browser, and --project is remembered", async () => {
  const args = ["login", "--service-account", service.keyFile, "--project", "acme"];
  const login = await service.as("worker", args);
  expect(login.status).toBe(0);
  const { stdout } = await service.as("worker", ["whoami", "--json"]);
  expect(JSON.parse(stdout)).toMatchObject({
    user: serviceAccountEmail,
    application: serviceAccountEmail,
    project: "acme",
  });
  const list = await service.as("worker", ["tasks", "list", "images"]);
  expect(list.stdout).toBe("The queue images is empty.\n");
  const token = (await service.as("worker", ["token"])).stdout.trim();
  await service.as("worker", ["logout"]);
  const response = await fetch(`${service.url}/tokeninfo?access_token=${token}`);
  expect(response.status).toBe(400);
});

test("a server that is not there is told before a browser is opened", async () => {
  const { status, stderr } = await service.as("early", [
    "login",
    "--base-url",
    "http://127.0.0.1:1",
  ]);
  expect(stderr).toBe(
    "leasehold: Cannot reach http://127.0.0.1:1: start it with `leasehold serve`, or give another address by --base-url.\n",
  );
  expect(status).toBe(1);
});

test("a server that is no Leasehold is told so", async () => {
  const url = `${service.url}/elsewhere`;
  const { status, stderr } = await service.as("lost", ["login", "--base-url", url]);
  expect(stderr).toBe(
    `leasehold: ${url} answers, but is no Leasehold (status 404): check --base-url.\n`,
  );
  expect(status).toBe(1);
});

test("a sign-in that fails leaves the earlier one as it was", async () => {
  await service.signIn("keeper", ada);
  const path = join(service.folder, "external.json");
  const external = {
    type: "external_account",
    audience: "//leasehold/acme/ci",
    subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
    token_url: `${service.url}/v1/token`,
    credential_source: { file: join(service.folder, "no-token") },
  };
  writeFileSync(path, JSON.stringify(external));
  const failed = await service.as("keeper", ["login", "--service-account", path]);
  expect(failed.stderr).toContain("check credential_source in the file");
  expect(failed.status).toBe(3);
  const { stdout } = await service.as("keeper", ["whoami", "--json"]);
  expect(JSON.parse(stdout)).toMatchObject({ user: "ada@example.com" });
});

test("an unknown key file is named", async () => {
  const { status, stderr } = await service.as("worker-2", [
    "login",
    "--service-account",
    "/nonexistent.json",
  ]);
  expect(stderr).toBe(
    "leasehold: Cannot read /nonexistent.json: no such file or directory. Check the path, and that you may read it.\n",
  );
  expect(status).toBe(2);
});

test("token prints a token that the API takes", async () => {
  await service.signIn("curl", ada);
  const { stdout } = await service.as("curl", ["token"]);
  const response = await fetch(`${service.url}/leasehold/v1/projects`, {
    headers: { authorization: `Bearer ${stdout.trim()}` },
  });
  expect(response.status).toBe(200);
});

test("logout revokes: the token is dead, and the next command asks to sign in", async () => {
  await service.signIn("leaver", ada);
  const token = (await service.as("leaver", ["token"])).stdout.trim();
  const logout = await service.as("leaver", ["logout"]);
  expect(logout.stderr).toBe(`Signed out of ${service.url}.\n`);
  expect(logout.status).toBe(0);
  const response = await fetch(`${service.url}/leasehold/v1/projects`, {
    headers: { authorization: `Bearer ${token}` },
  });
  expect(response.status).toBe(401);
  const { status, stderr } = await service.as("leaver", ["whoami"]);
  expect(stderr).toBe(`leasehold: Not signed in to ${service.url}: run \`leasehold login\`.\n`);
  expect(status).toBe(3);
  const home = service.envOf("leaver")["LEASEHOLD_CONFIG_DIR"] ?? "";
  expect(existsSync(join(home, "tokens")) && readdirSync(join(home, "tokens"))).toEqual([]);
});

test("two profiles are two people", async () => {
  await service.signIn("both", ada);
  await service.signIn("both", bob, ["--profile", "bob"]);
  const first = await service.as("both", ["whoami", "--json"]);
  const second = await service.as("both", ["whoami", "--json", "--profile", "bob"]);
  expect(JSON.parse(first.stdout).user).toBe("ada@example.com");
  expect(JSON.parse(second.stdout).user).toBe("bob@example.com");
});

test("a grant that was revoked elsewhere is exit code 3", async () => {
  await service.signIn("revoked", ada);
  const token = (await service.as("revoked", ["token"])).stdout.trim();
  await fetch(`${service.url}/revoke`, { method: "POST", body: new URLSearchParams({ token }) });
  const { status, stderr } = await service.as("revoked", ["tasks", "list", "images"]);
  expect(stderr).toContain("leasehold login");
  expect(status).toBe(3);
});

test("three commands that find the token ended at the same moment share one renewal", async () => {
  await service.signIn("hurried", ada);
  const folder = join(service.envOf("hurried")["LEASEHOLD_CONFIG_DIR"] ?? "", "tokens");
  const file = join(folder, readdirSync(folder)[0] ?? "");
  const kept = JSON.parse(readFileSync(file, "utf8")) as { accessToken: string };
  writeFileSync(file, JSON.stringify({ ...kept, expiresAtMs: 0 }));
  const outcomes = await Promise.all([1, 2, 3].map(() => service.as("hurried", ["token"])));
  const tokens = new Set(outcomes.map(({ stdout }) => stdout.trim()));
  expect(tokens.size).toBe(1);
  expect(tokens).not.toContain(kept.accessToken);
  expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({ accessToken: [...tokens][0] });
});
