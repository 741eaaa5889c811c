import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { authorizedFetch } from "@leasehold/auth";
import { hybrid, type Hybrid, type HybridOptions } from "@leasehold/auth/hybrid";
import { hybridApp, type HybridApp } from "@leasehold/auth/hybrid-app";
import { memoryTokenStore, type TokenStore } from "@leasehold/auth/token-store";
import { freePort } from "@leasehold/testing/free-port";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { browse, formBrowser, signInAndAllow } from "@leasehold/testing/form-browser";
import { type RunningServer, startServer } from "./e2e/running-server.ts";
import { taskqueueScope } from "./e2e/service-account.ts";

const scopes = [taskqueueScope];
const person = { email: "ada@example.com", password: "correct-horse" };

let server: RunningServer;
let realm: string;
beforeAll(async () => {
  realm = `http://127.0.0.1:${await freePort()}/`;
  server = await startServer({
    change: (yaml) =>
      yaml.replace("name: Ada,", "name: Ada Lovelace,").replaceAll("http://127.0.0.1:9004/", realm),
  });
});
afterAll(() => server[Symbol.asyncDispose]());

function options(): HybridOptions {
  return {
    consumerKey: "consumer.example.com",
    consumerSecret: "consumer-secret",
    apiKey: "acme-server-key",
    issuer: server.url,
    realm,
    scopes,
  };
}

function callback(): string {
  return `${realm}callback`;
}

test("one step signs a person in and gives access to the API", async () => {
  const store = memoryTokenStore();
  const app = newApp(store);
  const identity = await app.signIn({
    callback: callback(),
    openUrl: async (address) => void (await fetch(await allow(address))),
  });
  expect(identity).toEqual({
    claimedId: expect.stringMatching(/\/accounts\/o8\/id\?id=[\w-]{43}$/) as string,
    email: "ada@example.com",
    firstName: "Ada",
    lastName: "Lovelace",
  });
  expect(await app.info()).toEqual({ scopes, target: realm });
  expect((await authorizedFetch(app.credential)(queueUrl())).status).toBe(200);
  await app.signOut();
  expect(await store.accounts()).toEqual([]);
});

test("the answer that a browser elsewhere ended on can be pasted", async () => {
  const app = newApp(memoryTokenStore());
  let back: Promise<URL> | undefined;
  const identity = await app.signInByHand({
    callback: callback(),
    showAddress(address) {
      back = allow(address);
    },
    readAnswer: async () => `  ${(await back)?.href ?? ""}\n`,
  });
  expect(identity.email).toBe("ada@example.com");
});

test("an answer that comes as a form is taken", async () => {
  const app = newApp(memoryTokenStore());
  const identity = await app.signIn({
    callback: callback(),
    openUrl: async (address) => {
      const back = await allow(address);
      const body = new URLSearchParams(back.search);
      back.search = `?state=${body.get("state")}`;
      body.delete("state");
      await fetch(back, { method: "POST", body });
    },
  });
  expect(identity.email).toBe("ada@example.com");
});

// What browsers say of their language makes the answer longer, and the command line asks for both scopes.
test("an answer that is pasted fits into an address", async () => {
  const more = [taskqueueScope, "https://www.googleapis.com/auth/leasehold.admin"];
  const app = hybridApp({ ...options(), scopes: more, store: memoryTokenStore() });
  const browser = formBrowser(server.url, { "accept-language": "en-US,en;q=0.9" });
  let address = "";
  const identity = await app.signInByHand({
    callback: callback(),
    showAddress(shown) {
      address = shown;
    },
    readAnswer: async () => (await signInAndAllow({ browser, url: address, ...person })).href,
  });
  expect(identity).toEqual({
    claimedId: expect.stringMatching(/\/accounts\/o8\/id\?id=/) as string,
    email: "ada@example.com",
  });
});

test("a web site gives the form that a long answer came as", async () => {
  const site = hybrid(options());
  const long = `${callback()}?next=${"long".repeat(300)}`;
  const { url, returnTo } = await site.begin({ returnTo: long });
  const { answer, form } = await receivedFrom(url);
  expect(answer).toBe(returnTo);
  const { identity, token } = await site.finish({ answer, form, returnTo });
  expect(identity.email).toBe("ada@example.com");
  expect((await authorizedFetch(site.consumer.credential(token))(queueUrl())).status).toBe(200);
  await expect(site.finish({ answer, returnTo })).rejects.toMatchObject({
    code: "redirect_invalid",
    message: expect.stringContaining("comes as a form") as string,
  });
});

test("a usual answer fits into an address, which takes the site's own session along", async () => {
  const { url } = await hybrid(options()).begin({ returnTo: `${realm}a/longer/callback/here` });
  const browser = formBrowser(server.url, { "accept-language": "en-US,en;q=0.9" });
  const back = await signInAndAllow({ browser, url, ...person });
  expect(back.searchParams.get("openid.ax.value.a4")).toBe("US");
  expect(back.href.length).toBeLessThan(1950);
});

test("denying is access_denied", async () => {
  // What was allowed in another test is not asked again.
  const more = [taskqueueScope, "https://www.googleapis.com/auth/leasehold.admin.readonly"];
  const store = memoryTokenStore();
  const signIn = hybridApp({ ...options(), scopes: more, store }).signIn({
    callback: callback(),
    openUrl: async (address) => void (await fetch(await decide(address, "deny"))),
  });
  await expect(signIn).rejects.toMatchObject({ code: "access_denied" });
});

test("a person who only signs in gives no access to data", async () => {
  const more = [taskqueueScope, "https://www.googleapis.com/auth/leasehold.admin.readonly"];
  const site = hybrid({ ...options(), scopes: more });
  const { url, returnTo } = await site.begin({ returnTo: callback() });
  const { href: answer } = await decide(url, "sign-in");
  await expect(site.finish({ answer, returnTo })).rejects.toMatchObject({
    code: "access_denied",
    message: "The user signed in, but did not allow access to data: ask again.",
  });
});

test("checkid_immediate without a session is told to ask the user", async () => {
  const site = hybrid(options());
  const { url, returnTo } = await site.begin({ returnTo: callback(), immediate: true });
  const { leftTo } = await formBrowser(server.url).open(url);
  await expect(site.finish({ answer: leftTo?.href ?? "", returnTo })).rejects.toMatchObject({
    code: "authorization_failed",
    oauthError: "setup_needed",
  });
});

describe("an answer is refused", () => {
  const cases: [
    name: string,
    change: (fields: URLSearchParams, answer: URL) => void,
    code: string,
    message: string,
  ][] = [
    [
      "when a signed value was changed",
      (fields) => fields.set("openid.ax.value.a0", "eve@example.com"),
      "assertion_invalid",
      "does not stand by its signature",
    ],
    [
      "when the request token is not signed",
      (fields) => dropSigned(fields, "oauth.request_token"),
      "assertion_invalid",
      "openid.oauth.request_token is not signed",
    ],
    [
      "when an attribute is not signed",
      (fields) => dropSigned(fields, "ax.value.a0"),
      "assertion_invalid",
      "openid.ax.value.a0 is not signed",
    ],
    [
      "when a field of an extension was added",
      (fields) => fields.set("openid.ext9.request_token", "x"),
      "assertion_invalid",
      "openid.ext9.request_token is not signed",
    ],
    [
      "when the identity is not signed",
      (fields) => dropSigned(fields, "claimed_id"),
      "assertion_invalid",
      "openid.claimed_id is not signed",
    ],
    [
      "when a field is there twice",
      (fields) => fields.append("openid.claimed_id", "https://eve.example/"),
      "assertion_invalid",
      "openid.claimed_id is there twice",
    ],
    [
      "when the identity is another site's",
      (fields) => fields.set("openid.claimed_id", "https://eve.example/"),
      "assertion_invalid",
      "the identity https://eve.example/ is not of",
    ],
    [
      "when the identity names nobody",
      (fields) => fields.set("openid.claimed_id", `${server.url}/accounts/o8/id`),
      "assertion_invalid",
      "names another provider",
    ],
    [
      "when it is of another provider",
      (fields) => fields.set("openid.op_endpoint", "https://eve.example/ud"),
      "assertion_invalid",
      "it is of another provider",
    ],
    [
      "when its nonce is of yesterday",
      (fields) => fields.set("openid.response_nonce", "2020-01-01T00:00:00Zx"),
      "assertion_invalid",
      "its nonce is too old",
    ],
    [
      "when it was made for another address",
      (fields) => fields.set("openid.return_to", `${realm}elsewhere`),
      "state_mismatch",
      "belongs to another sign-in",
    ],
    [
      "when it came without the sign-in's state",
      (fields) => fields.delete("state"),
      "state_mismatch",
      "belongs to another sign-in",
    ],
    [
      "when it came to another path",
      (_fields, answer) => {
        answer.pathname = "/other";
      },
      "state_mismatch",
      "belongs to another sign-in",
    ],
    [
      "when it is no OpenID 2.0",
      (fields) => fields.set("openid.ns", "http://openid.net/signon/1.1"),
      "assertion_invalid",
      "it is no answer of OpenID 2.0",
    ],
  ];
  test.each(cases)("%s", async (_name, change, code, message) => {
    const { site, answer, returnTo } = await answered();
    change(answer.searchParams, answer);
    await expect(site.finish({ answer: answer.href, returnTo })).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message) as string,
    });
  });

  test("the second time", async () => {
    const { site, answer, returnTo } = await answered();
    const { identity, token } = await site.finish({ answer: answer.href, returnTo });
    expect(identity.email).toBe("ada@example.com");
    expect((await authorizedFetch(site.consumer.credential(token))(queueUrl())).status).toBe(200);
    await expect(site.finish({ answer: answer.href, returnTo })).rejects.toMatchObject({
      code: "assertion_invalid",
    });
  });

  test("in another sign-in", async () => {
    const { site, answer } = await answered();
    const { returnTo } = await site.begin({ returnTo: callback() });
    await expect(site.finish({ answer: answer.href, returnTo })).rejects.toMatchObject({
      code: "state_mismatch",
    });
  });
});

test("a server without OpenID is told before the browser is opened", async () => {
  const site = hybrid({ ...options(), issuer: `${server.url}/elsewhere` });
  await expect(site.begin({ returnTo: callback() })).rejects.toMatchObject({
    code: "assertion_invalid",
    message: expect.stringContaining("has no XRDS document") as string,
  });
});

function newApp(store: TokenStore): HybridApp {
  return hybridApp({ ...options(), store });
}

async function answered(): Promise<{ site: Hybrid; answer: URL; returnTo: string }> {
  const site = hybrid(options());
  const { url, returnTo } = await site.begin({ returnTo: callback() });
  return { site, answer: await allow(url), returnTo };
}

function dropSigned(fields: URLSearchParams, name: string): void {
  const names = fields.get("openid.signed")?.split(",") ?? [];
  fields.set("openid.signed", names.filter((each) => each !== name).join(","));
}

function queueUrl(): string {
  return `${server.url}/taskqueue/v1beta2/projects/acme/taskqueues/images`;
}

function allow(address: string): Promise<URL> {
  return decide(address, "allow");
}

/** Signs in as Ada, allows, and gives what the web site is then sent. */
async function receivedFrom(address: string): Promise<{ answer: string; form: string }> {
  const { promise, resolve } = Promise.withResolvers<{ answer: string; form: string }>();
  const webSite = createServer((request, response) => {
    const answer = new URL(request.url ?? "", realm).href;
    void text(request).then((form) => resolve({ answer, form }));
    response.end();
  });
  webSite.listen(Number(new URL(realm).port), "127.0.0.1");
  try {
    await browse(address, { ...person, decision: "allow" });
    return await promise;
  } finally {
    webSite.closeAllConnections();
    await new Promise((closed) => webSite.close(closed));
  }
}

/** Signs in as Ada and decides; gives the address that the site is called back at. */
async function decide(address: string, decision: "allow" | "deny" | "sign-in"): Promise<URL> {
  const browser = formBrowser(server.url);
  let view = await browser.submit(await browser.open(address), person);
  if (view.html.includes('name="decision"')) view = await browser.submit(view, { decision });
  if (view.leftTo === undefined) throw new Error(`The user was not sent back: ${view.html}`);
  return view.leftTo;
}
