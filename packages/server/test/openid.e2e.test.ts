import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { findProgram } from "@leasehold/testing/programs";
import { temporaryFolder } from "@leasehold/testing/temporary-folder";
import { OAuth } from "oauth";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type FormBrowser, formBrowser, signInAndAllow } from "./e2e/form-browser.ts";
import { npmOpenIdSite } from "./e2e/npm-openid.ts";
import { type RunningServer, startServer } from "./e2e/running-server.ts";
import { taskqueueScope } from "./e2e/service-account.ts";

const site = { returnTo: "http://127.0.0.1:9004/callback", realm: "http://127.0.0.1:9004/" };
const access = { consumerKey: "consumer.example.com", scope: taskqueueScope };
const attributes = {
  "http://axschema.org/contact/email": "required",
  "http://axschema.org/namePerson/first": "required",
  "http://axschema.org/namePerson/last": "optional",
  "http://axschema.org/pref/language": "optional",
  "http://axschema.org/contact/country/home": "optional",
} as const;

let server: RunningServer;
beforeAll(async () => {
  server = await startServer({
    change: (yaml) =>
      yaml
        .replace("name: Ada,", "name: Ada Lovelace,")
        .replace("users:", "users:\n  - { email: bob@example.com, password: battery-staple }"),
  });
});
afterAll(() => server[Symbol.asyncDispose]());

describe.each([{ stateless: false }, { stateless: true }])("npm openid, %o", ({ stateless }) => {
  test("signs a person in and gets data access with one consent", async () => {
    const hybrid = npmOpenIdSite({ ...site, stateless, access, attributes, ui: { mode: "popup" } });
    const back = await signIn(await hybrid.authenticate(identifier()));
    const assertion = await hybrid.verify(back.href);
    expect(assertion).toMatchObject({
      authenticated: true,
      claimedIdentifier: expect.stringMatching(/\/accounts\/o8\/id\?id=[\w-]{43}$/) as string,
      email: "ada@example.com",
      firstname: "Ada",
      lastname: "Lovelace",
      request_token: expect.stringMatching(/^lhq_/) as string,
    });
    const { token, secret } = await exchange(String(assertion["request_token"]));
    expect(await readQueue(token, secret)).toMatchObject({ id: "projects/acme/taskqueues/images" });
    await expect(hybrid.verify(back.href)).rejects.toThrow("Invalid or replayed nonce");
  });
});

describe.skipIf(findPython() === undefined)("python3-openid (skipped without it)", () => {
  test.each([
    ["keeps associations", true],
    ["asks about each answer", false],
  ])("that %s signs a person in and gets data access", async (_name, keeps) => {
    using folder = temporaryFolder();
    const person = formBrowser(server.url);
    const { answer, replayed } = await visitPythonSite({
      environment: keeps ? { STORE: folder.path } : {},
      visit: (url) => signIn(url, person),
    });
    expect(answer).toEqual({
      status: "success",
      identifier: expect.stringMatching(/\/accounts\/o8\/id\?id=[\w-]{43}$/) as string,
      email: "ada@example.com",
      first: ["Ada"],
      requestToken: expect.stringMatching(/^lhq_/) as string,
    });
    expect(replayed).toEqual({ status: "failure" });
    const { token, secret } = await exchange(String(answer["requestToken"]));
    expect(await readQueue(token, secret)).toMatchObject({ id: "projects/acme/taskqueues/images" });
  });

  test("is told that a page is needed, and that the person did not want to", async () => {
    const person = formBrowser(server.url);
    const silent = await visitPythonSite({
      environment: { IMMEDIATE: "yes" },
      visit: (url) => leave(person.open(url)),
    });
    expect(silent.answer).toEqual({ status: "setup_needed" });
    const bob = formBrowser(server.url);
    const denied = await visitPythonSite({
      environment: {},
      visit: async (url) => {
        const credentials = { email: "bob@example.com", password: "battery-staple" };
        const consent = await bob.submit(await bob.open(url), credentials);
        return leave(bob.submit(consent, { decision: "deny" }));
      },
    });
    expect(denied.answer).toEqual({ status: "cancel" });
  });
});

function identifier(): string {
  return `${server.url}/accounts/o8/id`;
}

function signIn(url: string, browser = formBrowser(server.url)): Promise<URL> {
  return signInAndAllow({ browser, url, email: "ada@example.com", password: "correct-horse" });
}

async function leave(view: ReturnType<FormBrowser["open"]>): Promise<URL> {
  const { leftTo, html } = await view;
  if (leftTo === undefined) throw new Error(`The person was not sent back, but shown: ${html}`);
  return leftTo;
}

/** Runs the site, goes to the address that it names, and gives it twice the address where that ends. */
async function visitPythonSite(options: {
  environment: Record<string, string>;
  visit: (url: string) => Promise<URL>;
}): Promise<{ answer: Record<string, unknown>; replayed: unknown }> {
  const path = new URL("e2e/openid_site.py", import.meta.url).pathname;
  const script = spawn(findPython() ?? "", [path], {
    env: {
      ...process.env,
      LEASEHOLD_URL: server.url,
      RETURN_TO: site.returnTo,
      REALM: site.realm,
      ...options.environment,
    },
    // It writes down what goes wrong; the answer says it, too.
    stdio: ["pipe", "pipe", "ignore"],
  });
  const ended = once(script, "exit");
  const lines = createInterface({ input: script.stdout })[Symbol.asyncIterator]();
  const { href } = await options.visit(String((await lines.next()).value));
  script.stdin.end(`${href}\n${href}\n`);
  const answer = JSON.parse(String((await lines.next()).value)) as Record<string, unknown>;
  const replayed = JSON.parse(String((await lines.next()).value)) as unknown;
  expect(await ended).toEqual([0, null]);
  return { answer, replayed };
}

/** Python 3 with Debian's python3-openid; CI must have both. */
function findPython(): string | undefined {
  const program = findProgram("python3");
  if (program === undefined) return undefined;
  if (spawnSync(program, ["-c", "import openid"]).status === 0) return program;
  if (process.env["CI"] === "true") throw new Error("CI must have the package python3-openid.");
  return undefined;
}

function newOAuth(): OAuth {
  return new OAuth(
    `${server.url}/accounts/OAuthGetRequestToken`,
    `${server.url}/accounts/OAuthGetAccessToken`,
    "consumer.example.com",
    "consumer-secret",
    "1.0A",
    null,
    "HMAC-SHA1",
  );
}

/** Exchanges a request token as it came: no secret, no verifier. */
function exchange(requestToken: string): Promise<{ token: string; secret: string }> {
  return new Promise((resolve, reject) => {
    newOAuth().getOAuthAccessToken(requestToken, "", (error, token, secret) => {
      if (error) reject(new Error(JSON.stringify(error)));
      else resolve({ token, secret });
    });
  });
}

function readQueue(token: string, secret: string): Promise<unknown> {
  const url = `${server.url}/taskqueue/v1beta2/projects/acme/taskqueues/images?key=acme-server-key`;
  return new Promise((resolve, reject) => {
    newOAuth().get(url, token, secret, (error, body) => {
      if (error) reject(new Error(JSON.stringify(error)));
      else resolve(JSON.parse(String(body)));
    });
  });
}
