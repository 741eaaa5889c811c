import { expect, test } from "vitest";
import { createCodeVerifier } from "../src/code-verifier.ts";
import { memoryTokenStore, type TokenStore } from "../src/token-store.ts";
import { type WebServer, webServer } from "../src/web-server.ts";
import { startOAuthServer } from "./oauth-server.ts";

const redirectUri = "http://127.0.0.1:9004/callback?from=login";
const scopes = ["https://www.googleapis.com/auth/taskqueue"];

function appFor(issuer: string | undefined): { app: WebServer; store: TokenStore } {
  const store = memoryTokenStore();
  const client = { clientId: "web-client", clientSecret: "web-secret", redirectUri };
  return { app: webServer({ ...client, issuer, store }), store };
}

async function codeFrom(address: string): Promise<string> {
  const response = await fetch(address, { redirect: "manual" });
  return new URL(response.headers.get("location") ?? "").searchParams.get("code") ?? "";
}

test("the authorization URL asks for offline access and holds no secret", () => {
  const { app } = appFor("https://queues.example.com");
  const url = new URL(app.authorizationUrl({ scopes, state: "s t&te" }));
  expect(`${url.origin}${url.pathname}`).toBe("https://queues.example.com/o/oauth2/v2/auth");
  expect(Object.fromEntries(url.searchParams)).toEqual({
    response_type: "code",
    client_id: "web-client",
    redirect_uri: redirectUri,
    scope: "https://www.googleapis.com/auth/taskqueue",
    state: "s t&te",
    access_type: "offline",
  });
});

test("without an issuer it is Google's", () => {
  const { app } = appFor(undefined);
  expect(app.authorizationUrl({ scopes, state: "s" })).toMatch(
    /^https:\/\/accounts\.google\.com\/o\/oauth2\/v2\/auth\?/,
  );
});

test("approvalPrompt, loginHint and includeGrantedScopes are passed on", () => {
  const { app } = appFor("https://queues.example.com");
  const url = new URL(
    app.authorizationUrl({
      scopes,
      state: "s",
      accessType: "online",
      approvalPrompt: "force",
      loginHint: "ada@example.com",
      includeGrantedScopes: true,
    }),
  );
  expect(Object.fromEntries(url.searchParams)).toMatchObject({
    access_type: "online",
    prompt: "consent",
    login_hint: "ada@example.com",
    include_granted_scopes: "true",
  });
});

test("a code becomes tokens, with the secret and the verifier", async () => {
  await using server = await startOAuthServer();
  const { app, store } = appFor(server.url);
  const codeVerifier = createCodeVerifier();
  const code = await codeFrom(app.authorizationUrl({ scopes, state: "s", codeVerifier }));
  const tokens = await app.exchange({ code, codeVerifier, account: "ada" });
  expect(await store.load("ada")).toEqual(tokens);
  expect(await app.credential("ada").accessToken()).toBe(tokens.accessToken);
  expect(server.to("/token")[0]?.form).toEqual({
    grant_type: "authorization_code",
    code,
    code_verifier: codeVerifier,
    redirect_uri: redirectUri,
    client_id: "web-client",
    client_secret: "web-secret",
  });
});

test("a code without its verifier is refused", async () => {
  await using server = await startOAuthServer();
  const { app } = appFor(server.url);
  const url = app.authorizationUrl({ scopes, state: "s", codeVerifier: createCodeVerifier() });
  const exchange = app.exchange({ code: await codeFrom(url), account: "ada" });
  await expect(exchange).rejects.toMatchObject({
    code: "code_refused",
    message: `The code was used, too old or not for us: sign in again. (${server.url}/token said: Malformed auth code.)`,
  });
});

test("an answer without a refresh token leaves the one that is kept", async () => {
  await using server = await startOAuthServer();
  const { app, store } = appFor(server.url);
  await store.save("ada", { accessToken: "old", refreshToken: "refresh-0" });
  server.script.withRefreshToken = false;
  const code = await codeFrom(app.authorizationUrl({ scopes, state: "s" }));
  await app.exchange({ code, account: "ada" });
  expect((await store.load("ada"))?.refreshToken).toBe("refresh-0");
});

test("revoking one account leaves the other", async () => {
  await using server = await startOAuthServer();
  const { app, store } = appFor(server.url);
  await store.save("ada", { accessToken: "a", refreshToken: "refresh-ada" });
  await store.save("bob", { accessToken: "b", refreshToken: "refresh-bob" });
  await app.revoke("ada");
  expect(server.to("/revoke")[0]?.query).toEqual({ token: "refresh-ada" });
  expect(await store.accounts()).toEqual(["bob"]);
});
