import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { endpointsOf } from "../src/endpoints.ts";
import { oauth1Consumer } from "../src/oauth1.ts";
import { memoryTokenStore } from "../src/token-store.ts";
import { type WebServer, webServer } from "../src/web-server.ts";
import { startOAuthServer } from "./oauth-server.ts";

async function appFor(issuer: string, refreshToken?: string): Promise<WebServer> {
  const store = memoryTokenStore();
  await store.save("ada", {
    accessToken: "old",
    expiresAtMs: 0,
    ...(refreshToken !== undefined && { refreshToken }),
  });
  return webServer({
    clientId: "web-client",
    clientSecret: "web-secret",
    redirectUri: "http://127.0.0.1:9004/callback",
    issuer,
    store,
  });
}

test("an account that never signed in is told to", async () => {
  const app = await appFor("http://127.0.0.1:1");
  await expect(app.credential("bob").accessToken()).rejects.toMatchObject({
    name: "AuthError",
    code: "not_signed_in",
  });
});

test("an ended token without a refresh token says how to get one", async () => {
  const app = await appFor("http://127.0.0.1:1");
  await expect(app.credential("ada").accessToken()).rejects.toMatchObject({
    code: "refresh_token_missing",
    message:
      "The access token has ended and there is no refresh token: ask again with approval_prompt=force.",
  });
});

test.each([
  [400, { error: "invalid_grant" }, "refresh_token_refused"],
  [401, { error: "invalid_client" }, "client_refused"],
  [401, { error: "unauthorized_client" }, "client_refused"],
  [400, { error: "invalid_scope" }, "scope_refused"],
  [400, { error: "invalid_request" }, "token_endpoint_failed"],
  [404, "not here", "token_endpoint_failed"],
  [200, { token_type: "Bearer" }, "token_endpoint_failed"],
])("a renewal answered %i %j fails with %s", async (status, body, code) => {
  await using server = await startOAuthServer();
  const app = await appFor(server.url, "refresh-1");
  server.script.tokenAnswers.push({ status, body });
  await expect(app.credential("ada").accessToken()).rejects.toMatchObject({ code });
});

test("the server's own words and status are facts of the error", async () => {
  await using server = await startOAuthServer();
  const app = await appFor(server.url, "refresh-1");
  server.script.tokenAnswers.push({
    status: 400,
    body: { error: "invalid_grant", error_description: "Token has been expired or revoked." },
  });
  await expect(app.credential("ada").accessToken()).rejects.toMatchObject({
    oauthError: "invalid_grant",
    status: 400,
    message: `The refresh token has expired or was revoked: sign in again. (${server.url}/token said: Token has been expired or revoked.)`,
  });
});

test("a server that cannot answer now is no reason to look at the settings", async () => {
  await using server = await startOAuthServer();
  const app = await appFor(server.url, "refresh-1");
  const error_description = "Nothing was done: try again in a second.";
  const answer = { status: 503, body: { error: "temporarily_unavailable", error_description } };
  // It is asked four times.
  server.script.tokenAnswers.push(answer, answer, answer, answer);
  await expect(app.credential("ada").accessToken()).rejects.toMatchObject({
    code: "token_endpoint_failed",
    status: 503,
    message: `The authorization server cannot answer now: try again in a moment. (${server.url}/token said: ${error_description})`,
  });
});

test("nor is one that cannot take a signed request now", async () => {
  const server = createServer((_request, response) => {
    response.writeHead(503).end("server_error\nNothing was done: try again in a second.\n");
  });
  onTestFinished(() => void server.close());
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const keys = { consumerKey: "c", consumerSecret: "s", apiKey: "k" };
  await expect(
    oauth1Consumer({ ...keys, issuer }).requestToken({ scopes: ["email"] }),
  ).rejects.toMatchObject({
    code: "token_endpoint_failed",
    status: 503,
    message: `The server cannot answer now: try again in a moment. (${issuer}/accounts/OAuthGetRequestToken said: Nothing was done: try again in a second.)`,
  });
});

test("a server that is not there is told apart from one that refuses", async () => {
  const app = await appFor("http://127.0.0.1:1", "refresh-1");
  await expect(app.credential("ada").accessToken()).rejects.toMatchObject({
    code: "token_endpoint_unreachable",
    message: "Cannot reach http://127.0.0.1:1/token: check the address and that the server runs.",
  });
});

test("a failed renewal is tried anew by the next call", async () => {
  await using server = await startOAuthServer();
  const app = await appFor(server.url, "refresh-1");
  server.script.tokenAnswers.push({ status: 400, body: { error: "invalid_request" } });
  const credential = app.credential("ada");
  await expect(credential.accessToken()).rejects.toMatchObject({ code: "token_endpoint_failed" });
  expect(server.liveTokens).toContain(await credential.accessToken());
});

test("an issuer that is no http address is a TypeError", () => {
  expect(() => endpointsOf("queues.example.com")).toThrow(TypeError);
  expect(() => endpointsOf("ftp://queues.example.com")).toThrow(TypeError);
});

test("all addresses follow from one base URL, with or without a slash, and are Google's without", () => {
  const endpoints = {
    authorization: "https://queues.example.com/o/oauth2/v2/auth",
    token: "https://queues.example.com/token",
    deviceAuthorization: "https://queues.example.com/device/code",
    revocation: "https://queues.example.com/revoke",
    tokenInfo: "https://queues.example.com/tokeninfo",
    userInfo: "https://queues.example.com/oauth2/v3/userinfo",
  };
  expect(endpointsOf("https://queues.example.com")).toEqual(endpoints);
  expect(endpointsOf("https://queues.example.com/")).toEqual(endpoints);
  expect(endpointsOf(undefined).token).toBe("https://oauth2.googleapis.com/token");
});
