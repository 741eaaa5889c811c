import { expect, test } from "vitest";
import { type DeviceApp, deviceApp, type DevicePrompt } from "../src/device.ts";
import { memoryTokenStore, type TokenStore } from "../src/token-store.ts";
import { type OAuthServer, startOAuthServer } from "./oauth-server.ts";

const scopes = ["openid", "https://www.googleapis.com/auth/taskqueue"];

function appFor(issuer: string): { app: DeviceApp; store: TokenStore } {
  const store = memoryTokenStore();
  const client = { clientId: "tv-client", clientSecret: "tv-secret" };
  return { app: deviceApp({ ...client, scopes, issuer, store, account: "ada" }), store };
}

/** Signs in without waiting; gives the waits that there would have been, in seconds. */
async function waitsOf(server: OAuthServer): Promise<number[]> {
  const waits: number[] = [];
  await appFor(server.url).app.signIn({
    showCode: () => undefined,
    wait: async (ms) => void waits.push(ms / 1000),
  });
  return waits;
}

test("the user is shown a code and an address, and the answer is kept", async () => {
  await using server = await startOAuthServer();
  server.script.deviceAnswers = ["authorization_pending", "authorization_pending"];
  const { app, store } = appFor(server.url);
  const shown: DevicePrompt[] = [];
  const tokens = await app.signIn({ showCode: (prompt) => void shown.push(prompt) });
  expect(shown).toEqual([
    {
      userCode: "BCDF-GHJK",
      verificationUrl: `${server.url}/device`,
      verificationUrlComplete: `${server.url}/device?user_code=BCDF-GHJK`,
      expiresInSeconds: 1800,
    },
  ]);
  expect(tokens).toMatchObject({ refreshToken: "refresh-1", idToken: "id-1", scopes: ["openid"] });
  expect(await store.load("ada")).toEqual(tokens);
  expect(await app.credential.accessToken()).toBe(tokens.accessToken);
  expect(server.to("/device/code")[0]?.form).toEqual({
    client_id: "tv-client",
    scope: "openid https://www.googleapis.com/auth/taskqueue",
  });
  expect(server.to("/token")).toHaveLength(3);
  expect(server.to("/token")[2]?.form).toEqual({
    grant_type: "urn:ietf:params:oauth:grant-type:device_code",
    device_code: "device-1",
    client_id: "tv-client",
    client_secret: "tv-secret",
  });
});

test("it asks every five seconds when the server names no interval, and slows down when told", async () => {
  await using server = await startOAuthServer();
  server.script.deviceIntervalSeconds = undefined;
  server.script.deviceAnswers = ["authorization_pending", "slow_down", "slow_down"];
  expect(await waitsOf(server)).toEqual([5, 5, 10, 15]);
});

test("a server that fails meanwhile is asked less often, and the sign-in goes on", async () => {
  await using server = await startOAuthServer();
  server.script.deviceIntervalSeconds = 5;
  server.script.tokenAnswers = [
    { status: 503, body: {} },
    { status: 502, body: "<html>" },
  ];
  expect(await waitsOf(server)).toEqual([5, 10, 20]);
});

test.each([
  ["access_denied", "access_denied"],
  ["expired_token", "device_code_expired"],
] as const)("a device answered %s fails with %s", async (answer, code) => {
  await using server = await startOAuthServer();
  server.script.deviceAnswers = ["authorization_pending", answer];
  const { app, store } = appFor(server.url);
  await expect(app.signIn({ showCode: () => undefined })).rejects.toMatchObject({
    code,
    oauthError: answer,
  });
  expect(await store.accounts()).toEqual([]);
});

test.each([
  [403, "access_denied", "access_denied"],
  [400, "invalid_grant", "code_refused"],
  [401, "invalid_client", "client_refused"],
  [400, "unsupported_grant_type", "token_endpoint_failed"],
])("status %i and %s while it waits fail with %s", async (status, error, code) => {
  await using server = await startOAuthServer();
  server.script.tokenAnswers = [{ status, body: { error } }];
  const { app } = appFor(server.url);
  await expect(app.signIn({ showCode: () => undefined })).rejects.toMatchObject({ code });
});

test("Google's own statuses are understood by their words", async () => {
  await using server = await startOAuthServer();
  server.script.tokenAnswers = [
    { status: 428, body: { error: "authorization_pending" } },
    { status: 403, body: { error: "slow_down" } },
  ];
  expect(await waitsOf(server)).toEqual([0, 0, 5]);
});

test("a code that nobody types ends when its time is over", async () => {
  await using server = await startOAuthServer();
  server.script.deviceIntervalSeconds = 600;
  server.script.deviceAnswers = Array.from({ length: 9 }, () => "authorization_pending");
  await expect(waitsOf(server)).rejects.toMatchObject({ code: "device_code_expired" });
  expect(server.to("/token").length).toBeLessThan(5);
});

test("a sign-in can be stopped while it waits", async () => {
  await using server = await startOAuthServer();
  server.script.deviceIntervalSeconds = 600;
  const controller = new AbortController();
  const signIn = appFor(server.url).app.signIn({
    showCode: () => controller.abort(),
    signal: controller.signal,
  });
  await expect(signIn).rejects.toMatchObject({ code: "sign_in_aborted" });
});

test("a server that is not there, and one that knows no devices, are told apart", async () => {
  const showCode = (): void => undefined;
  await expect(appFor("http://127.0.0.1:1").app.signIn({ showCode })).rejects.toMatchObject({
    code: "token_endpoint_unreachable",
    message:
      "Cannot reach http://127.0.0.1:1/device/code: check the address and that the server runs.",
  });
  await using server = await startOAuthServer();
  await expect(appFor(`${server.url}/old`).app.signIn({ showCode })).rejects.toMatchObject({
    code: "token_endpoint_failed",
  });
});

test("signing out revokes what the device was given", async () => {
  await using server = await startOAuthServer();
  const { app, store } = appFor(server.url);
  await app.signIn({ showCode: () => undefined });
  await app.signOut();
  expect(server.to("/revoke").map((request) => request.query)).toEqual([{ token: "refresh-1" }]);
  expect(await store.accounts()).toEqual([]);
});
