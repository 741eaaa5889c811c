import { OAuth2Client } from "google-auth-library";
import { expect, test } from "vitest";
import { withApiKey } from "../src/api-key.ts";
import { authorizedFetch, fixedToken } from "../src/auth.ts";
import { memoryTokenStore, type TokenStore } from "../src/token-store.ts";
import { webServer } from "../src/web-server.ts";
import { type OAuthServer, startOAuthServer } from "./oauth-server.ts";

async function signedIn(
  server: OAuthServer,
  tokens: { accessToken: string; expiresAtMs?: number },
): Promise<{ fetch: typeof fetch; store: TokenStore }> {
  const store = memoryTokenStore();
  await store.save("ada", { ...tokens, refreshToken: "refresh-1" });
  const app = webServer({
    clientId: "web-client",
    clientSecret: "web-secret",
    redirectUri: "http://127.0.0.1:9004/callback",
    issuer: server.url,
    store,
  });
  return { fetch: authorizedFetch(app.credential("ada")), store };
}

test("a call carries the access token", async () => {
  await using server = await startOAuthServer();
  server.liveTokens.add("good");
  const { fetch } = await signedIn(server, { accessToken: "good" });
  const response = await fetch(`${server.url}/api`);
  expect(response.status).toBe(200);
  expect(server.to("/api").map((request) => request.headers.authorization)).toEqual([
    "Bearer good",
  ]);
  expect(server.to("/token")).toEqual([]);
});

test("twenty parallel calls with a token near its end share one renewal", async () => {
  await using server = await startOAuthServer();
  const { fetch, store } = await signedIn(server, {
    accessToken: "old",
    expiresAtMs: Date.now() + 30_000,
  });
  const responses = await Promise.all(Array.from({ length: 20 }, () => fetch(`${server.url}/api`)));
  expect(responses.map((response) => response.status)).toEqual(Array(20).fill(200));
  expect(server.to("/token").map((request) => request.form)).toEqual([
    {
      grant_type: "refresh_token",
      refresh_token: "refresh-1",
      client_id: "web-client",
      client_secret: "web-secret",
    },
  ]);
  expect((await store.load("ada"))?.refreshToken).toBe("refresh-1");
  expect(server.liveTokens).toContain((await store.load("ada"))?.accessToken);
});

test("parallel calls by credentials of their own for one account share one renewal", async () => {
  await using server = await startOAuthServer();
  const store = memoryTokenStore();
  await store.save("ada", { accessToken: "old", expiresAtMs: 0, refreshToken: "refresh-1" });
  const app = webServer({
    clientId: "web-client",
    clientSecret: "web-secret",
    redirectUri: "http://127.0.0.1:9004/callback",
    issuer: server.url,
    store,
  });
  const responses = await Promise.all(
    Array.from({ length: 20 }, () => authorizedFetch(app.credential("ada"))(`${server.url}/api`)),
  );
  expect(responses.map((response) => response.status)).toEqual(Array(20).fill(200));
  expect(server.to("/token")).toHaveLength(1);
});

test("parallel calls that are refused share one renewal and succeed at the second try", async () => {
  await using server = await startOAuthServer();
  const { fetch } = await signedIn(server, { accessToken: "revoked" });
  const responses = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      fetch(`${server.url}/api`, { method: "POST", body: `body ${index}` }),
    ),
  );
  const bodies = await Promise.all(responses.map((response) => response.json()));
  expect(bodies).toEqual(Array.from({ length: 20 }, (_, index) => ({ body: `body ${index}` })));
  expect(server.to("/token")).toHaveLength(1);
});

test("a Request with a body is sent again whole", async () => {
  await using server = await startOAuthServer();
  const { fetch } = await signedIn(server, { accessToken: "revoked" });
  const request = new Request(`${server.url}/api`, { method: "POST", body: "x".repeat(300_000) });
  const response = await fetch(request);
  expect(await response.json()).toEqual({ body: "x".repeat(300_000) });
});

test("a stream is sent once, and its 401 is the answer", async () => {
  await using server = await startOAuthServer();
  const { fetch } = await signedIn(server, { accessToken: "revoked" });
  const init = { method: "POST", body: new Blob(["streamed"]).stream(), duplex: "half" };
  const response = await fetch(`${server.url}/api`, init as RequestInit);
  expect(response.status).toBe(401);
  expect(server.to("/api").map((request) => request.body)).toEqual(["streamed"]);
});

test("a call is tried twice at most", async () => {
  await using server = await startOAuthServer();
  const { fetch } = await signedIn(server, { accessToken: "revoked" });
  server.script.tokenAnswers.push({ status: 200, body: { access_token: "refused as well" } });
  const response = await fetch(`${server.url}/api`);
  expect(response.status).toBe(401);
  expect(server.to("/api")).toHaveLength(2);
});

test("a fixed token that is refused is not sent again", async () => {
  await using server = await startOAuthServer();
  const response = await authorizedFetch(fixedToken("fixed"))(`${server.url}/api`);
  expect(response.status).toBe(401);
  expect(await response.json()).toEqual({ error: { code: 401 } });
  expect(server.to("/api")).toHaveLength(1);
});

test("an API key goes beside the token", async () => {
  await using server = await startOAuthServer();
  server.liveTokens.add("fixed");
  const credential = withApiKey(fixedToken("fixed"), "acme-server-key");
  expect((await authorizedFetch(credential)(`${server.url}/api`)).status).toBe(200);
  const [request] = server.to("/api");
  expect(request?.headers["x-goog-api-key"]).toBe("acme-server-key");
  expect(request?.headers.authorization).toBe("Bearer fixed");
});

test("a google-auth-library client is taken as it is, and renews after a 401", async () => {
  await using server = await startOAuthServer();
  const client = new OAuth2Client({
    clientId: "web-client",
    clientSecret: "web-secret",
    endpoints: { oauth2TokenUrl: `${server.url}/token` },
  });
  client.setCredentials({
    access_token: "revoked",
    refresh_token: "refresh-1",
    expiry_date: Date.now() + 3_600_000,
  });
  const response = await authorizedFetch(client)(`${server.url}/api`, {
    method: "POST",
    body: "again",
  });
  expect(await response.json()).toEqual({ body: "again" });
  expect(server.to("/api")).toHaveLength(2);
});

test("a rotated refresh token is kept", async () => {
  await using server = await startOAuthServer();
  const { fetch, store } = await signedIn(server, { accessToken: "old", expiresAtMs: 0 });
  server.script.rotateTo = "refresh-2";
  await fetch(`${server.url}/api`);
  expect((await store.load("ada"))?.refreshToken).toBe("refresh-2");
});

test("the fetch that was passed in sends everything, the renewal too", async () => {
  await using server = await startOAuthServer();
  const sent: string[] = [];
  const store = memoryTokenStore();
  await store.save("ada", { accessToken: "old", expiresAtMs: 0, refreshToken: "refresh-1" });
  const counting: typeof fetch = (input, init) => {
    sent.push(new URL(input instanceof Request ? input.url : input).pathname);
    return fetch(input, init);
  };
  const app = webServer({
    clientId: "web-client",
    clientSecret: "web-secret",
    redirectUri: "http://127.0.0.1:9004/callback",
    issuer: server.url,
    store,
    fetch: counting,
  });
  await authorizedFetch(app.credential("ada"), counting)(`${server.url}/api`);
  expect(sent).toEqual(["/token", "/api"]);
});
