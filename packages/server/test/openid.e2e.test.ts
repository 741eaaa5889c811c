import { findPerl } from "@leasehold/testing/perl";
import { findProgram } from "@leasehold/testing/programs";
import { findPython } from "@leasehold/testing/python";
import { temporaryFolder } from "@leasehold/testing/temporary-folder";
import { startBrowser } from "@leasehold/testing/browser";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { type FormBrowser, formBrowser, signInAndAllow } from "@leasehold/testing/form-browser";
import { dance } from "./e2e/dance.ts";
import { exchange, readQueue } from "./e2e/npm-oauth.ts";
import { npmOpenIdSite } from "./e2e/npm-openid.ts";
import { startOpenIdWebSite } from "./e2e/openid-web-site.ts";
import { newPerson, screenshot } from "./e2e/person.ts";
import { type RunningServer, startServer } from "./e2e/running-server.ts";
import { taskqueueScope } from "./e2e/service-account.ts";

const python = findPython(["openid"]);
const pythonSite = { program: python, script: "openid_site.py" };
const perl = findPerl(["Net::OpenID::Consumer"]);
const perlSite = { program: perl, script: "openid_site.pl" };
const site = { returnTo: "http://127.0.0.1:9004/callback", realm: "http://127.0.0.1:9004/" };
const access = { consumerKey: "consumer.example.com", scope: taskqueueScope };
const attributes = {
  "http://axschema.org/contact/email": "required",
  "http://axschema.org/namePerson/first": "required",
  "http://axschema.org/namePerson/last": "optional",
  "http://axschema.org/pref/language": "optional",
  "http://axschema.org/contact/country/home": "optional",
} as const;

const bob = { email: "bob@example.com", password: "battery-staple" };

let server: RunningServer;
/** The service that sites send people to. */
let provider: string;
beforeAll(async () => {
  server = await startServer({
    change: (yaml) =>
      yaml
        .replace("name: Ada,", "name: Ada Lovelace,")
        .replace("users:", "users:\n  - { email: bob@example.com, password: battery-staple }"),
  });
});
beforeEach(() => {
  provider = server.url;
});
afterAll(() => server[Symbol.asyncDispose]());

describe.each([{ stateless: false }, { stateless: true }])("npm openid, %o", ({ stateless }) => {
  test("signs a person in and gets data access with one consent", async () => {
    const hybrid = npmOpenIdSite({
      ...site,
      stateless,
      access,
      attributes,
      ui: { mode: "popup" },
      policies: { max_auth_age: 3600 },
    });
    const url = await hybrid.authenticate(identifier());
    // Else it would ask about each answer, where it could not make an association.
    expect(hasHandle(url)).toBe(!stateless);
    const back = await signIn(url);
    const assertion = await hybrid.verify(back.href);
    expect(assertion).toMatchObject({
      authenticated: true,
      claimedIdentifier: expect.stringMatching(/\/accounts\/o8\/id\?id=[\w-]{43}$/) as string,
      email: "ada@example.com",
      firstname: "Ada",
      lastname: "Lovelace",
      auth_policies: "none",
      request_token: expect.stringMatching(/^lhq_/) as string,
    });
    const pair = await exchange(String(assertion["request_token"]), server.url);
    expect(await readQueue(pair, server.url)).toMatchObject({
      id: "projects/acme/taskqueues/images",
    });
    await expect(hybrid.verify(back.href)).rejects.toThrow("Invalid or replayed nonce");
  });

  test("takes no answer that was made for another site, changed, or given to no site", async () => {
    const mine = npmOpenIdSite({ ...site, stateless, access });
    const fresh = async (): Promise<URL> => signIn(await mine.authenticate(identifier()));
    const other = { returnTo: "http://127.0.0.1:9005/callback", realm: "http://127.0.0.1:9005/" };
    const theirs = npmOpenIdSite({ ...other, stateless });
    await expect(theirs.verify((await fresh()).href)).rejects.toThrow("Invalid return URL");
    const changed = await fresh();
    const signed = changed.searchParams.get("openid.signed") ?? "";
    changed.searchParams.set("openid.signed", signed.replace(/,ns\.oauth,.*$/, ""));
    changed.searchParams.set("openid.oauth.request_token", "lhq_of_somebody_else");
    await expect(mine.verify(changed.href)).rejects.toThrow("Invalid signature");
    const person = formBrowser(server.url);
    const asked = await person.open(
      await npmOpenIdSite({ ...site, stateless }).authenticate(identifier()),
    );
    const consent = await person.submit(asked, bob);
    const cancelled = await leave(person.submit(consent, { decision: "deny" }));
    await expect(mine.verify(cancelled.href)).rejects.toThrow("Authentication cancelled");
  });
});

describe.skipIf(findProgram("chromium") === undefined)("in Chromium (skipped without it)", () => {
  test("a person signs in to a web site and allows it data access on one page, once", async () => {
    await using webSite = await startOpenIdWebSite({ provider: identifier, site: { access } });
    await using own = await startServer({
      change: (yaml) => yaml.replaceAll("http://127.0.0.1:9004/", webSite.realm),
    });
    const browser = (await startBrowser()) as Browser;
    onTestFinished(() => browser.close());
    const ada = await newPerson({ browser, callbackUri: `${webSite.realm}back` });
    provider = own.url;
    await ada.page.goto(webSite.loginUrl);
    await ada.signIn("ada@example.com", "correct-horse");
    expect(await ada.page.locator("h1").innerText()).toBe(
      "consumer.example.com asks to sign you in, and for access to your account",
    );
    await screenshot(ada.page, "openid-hybrid");
    await ada.decide("allow");
    await ada.untilCalledBack();
    expect(await ada.page.textContent("#who")).toContain(`${own.url}/accounts/o8/id?id=`);
    const first = webSite.last();
    const pair = await exchange(String(first?.["request_token"]), own.url);
    expect(await readQueue(pair, own.url)).toMatchObject({ id: "projects/acme/taskqueues/images" });

    await ada.page.goto(webSite.loginUrl);
    await ada.untilCalledBack();
    expect(webSite.last()).toMatchObject({ claimedIdentifier: first?.claimedIdentifier });
    expect(webSite.last()?.["request_token"]).not.toBe(first?.["request_token"]);

    await ada.page.goto(`${own.url}/permissions`);
    await ada.submit("button:has-text('Remove access')");
    await expect(readQueue(pair, own.url)).rejects.toThrow("token_rejected");
  });
});

describe.skipIf(python === undefined)("python3-openid (skipped without it)", () => {
  test.each([
    ["keeps associations", true],
    ["asks about each answer", false],
  ])("that %s signs a person in and gets data access", async (_name, keeps) => {
    using folder = temporaryFolder();
    const person = formBrowser(server.url);
    const { answer, replayed } = await visitSite({
      environment: keeps ? { STORE: folder.path } : {},
      visit: (url) => {
        expect(hasHandle(url)).toBe(keeps);
        return signIn(url, person);
      },
    });
    expect(answer).toEqual({
      status: "success",
      identifier: expect.stringMatching(/\/accounts\/o8\/id\?id=[\w-]{43}$/) as string,
      email: "ada@example.com",
      first: ["Ada"],
      requestToken: expect.stringMatching(/^lhq_/) as string,
    });
    expect(replayed).toEqual({ status: "failure" });
    const pair = await exchange(String(answer["requestToken"]), server.url);
    expect(await readQueue(pair, server.url)).toMatchObject({
      id: "projects/acme/taskqueues/images",
    });
  });

  test("is told that a page is needed, and that the person did not want to", async () => {
    const person = formBrowser(server.url);
    const silent = await visitSite({
      environment: { IMMEDIATE: "yes" },
      visit: (url) => leave(person.open(url)),
    });
    expect(silent.answer).toEqual({ status: "setup_needed" });
    const other = formBrowser(server.url);
    const denied = await visitSite({
      environment: {},
      visit: async (url) => {
        const consent = await other.submit(await other.open(url), bob);
        return leave(other.submit(consent, { decision: "deny" }));
      },
    });
    expect(denied.answer).toEqual({ status: "cancel" });
  });
});

describe.skipIf(perl === undefined)("Net::OpenID::Consumer of Perl (skipped without it)", () => {
  test.each([
    ["keeps associations", true],
    ["asks about each answer", false],
  ])("that %s signs a person in", async (_name, keeps) => {
    const { answer, replayed } = await visitSite({
      site: perlSite,
      environment: keeps ? { STORE: "yes" } : {},
      visit: (url) => {
        expect(hasHandle(url)).toBe(keeps);
        return signIn(url);
      },
    });
    expect(answer).toEqual({
      status: "success",
      identifier: expect.stringMatching(/\/accounts\/o8\/id\?id=[\w-]{43}$/) as string,
      email: "ada@example.com",
    });
    expect(replayed).toEqual({ status: "failure" });
  });
});

function hasHandle(url: string): boolean {
  return new URL(url).searchParams.has("openid.assoc_handle");
}

function identifier(): string {
  return `${provider}/accounts/o8/id`;
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
async function visitSite(options: {
  site?: { program: string | undefined; script: string };
  environment: Record<string, string>;
  visit: (url: string) => Promise<URL>;
}): Promise<{ answer: Record<string, unknown>; replayed: unknown }> {
  const { site: program = pythonSite, visit } = options;
  const usual = { LEASEHOLD_URL: server.url, RETURN_TO: site.returnTo, REALM: site.realm };
  const environment = { ...usual, ...options.environment };
  const [answer = {}, replayed] = await dance({ ...program, environment, quiet: true }, visit, 2);
  return { answer, replayed };
}
