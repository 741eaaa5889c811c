import { OAuth } from "oauth";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { formBrowser, signInAndAllow } from "./e2e/form-browser.ts";
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
    change: (yaml) => yaml.replace("name: Ada,", "name: Ada Lovelace,"),
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

function identifier(): string {
  return `${server.url}/accounts/o8/id`;
}

function signIn(url: string): Promise<URL> {
  const browser = formBrowser(server.url);
  return signInAndAllow({ browser, url, email: "ada@example.com", password: "correct-horse" });
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
