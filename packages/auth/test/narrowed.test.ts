import { expect, test } from "vitest";
import { installedApp } from "../src/installed-app.ts";
import { memoryTokenStore } from "../src/token-store.ts";
import { webServer } from "../src/web-server.ts";
import { startOAuthServer } from "./oauth-server.ts";

const kept = { accessToken: "whole", refreshToken: "refresh-1", scopes: ["openid", "email"] };

test("less is asked for with the same refresh token, and the store keeps the whole", async () => {
  await using server = await startOAuthServer();
  const store = memoryTokenStore();
  await store.save("default", kept);
  const app = installedApp({ clientId: "cli", scopes: kept.scopes, issuer: server.url, store });
  const narrow = app.narrowed(["openid"]);
  const token = await narrow.accessToken();
  expect(server.liveTokens).toContain(token);
  expect(await narrow.accessToken()).toBe(token);
  expect(server.to("/token").map(({ form }) => form)).toEqual([
    { client_id: "cli", grant_type: "refresh_token", refresh_token: "refresh-1", scope: "openid" },
  ]);
  expect(await store.load("default")).toEqual(kept);
  expect(await app.credential.accessToken()).toBe("whole");
});

test("a web server asks for less for one of its users", async () => {
  await using server = await startOAuthServer();
  const store = memoryTokenStore();
  await store.save("ada", kept);
  const client = { clientId: "web", clientSecret: "s", redirectUri: "http://127.0.0.1/" };
  const app = webServer({ ...client, issuer: server.url, store });
  await app.narrowed("ada", ["email"]).accessToken();
  expect(server.to("/token")[0]?.form).toMatchObject({ scope: "email", client_secret: "s" });
});

test("a server that gives more than was asked for is scope_refused", async () => {
  await using server = await startOAuthServer();
  server.script.renewedScope = "openid https://www.googleapis.com/auth/userinfo.email";
  const store = memoryTokenStore();
  await store.save("default", kept);
  const app = installedApp({ clientId: "cli", scopes: kept.scopes, issuer: server.url, store });
  await expect(app.narrowed(["openid"]).accessToken()).rejects.toMatchObject({
    code: "scope_refused",
    message:
      "The server gave more than was asked for (https://www.googleapis.com/auth/userinfo.email): it cannot give less.",
  });
  expect(server.liveTokens).toContain(await app.narrowed(["openid", "email"]).accessToken());
});

test("scopes that were never granted are scope_refused with the server's words", async () => {
  await using server = await startOAuthServer();
  const store = memoryTokenStore();
  await store.save("default", kept);
  server.script.tokenAnswers.push({ status: 400, body: { error: "invalid_scope" } });
  const app = installedApp({ clientId: "cli", scopes: kept.scopes, issuer: server.url, store });
  await expect(app.narrowed(["profile"]).accessToken()).rejects.toMatchObject({
    code: "scope_refused",
  });
});
