import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { type InstalledApp, installedApp } from "../src/installed-app.ts";
import { memoryTokenStore, type TokenStore } from "../src/token-store.ts";
import { type OAuthServer, startOAuthServer } from "./oauth-server.ts";

const scopes = ["https://www.googleapis.com/auth/taskqueue", "openid"];

function appFor(server: OAuthServer): { app: InstalledApp; store: TokenStore } {
  const store = memoryTokenStore();
  const app = installedApp({ clientId: "leasehold-cli", scopes, issuer: server.url, store });
  return { app, store };
}

/** What a browser does: it follows the redirects and shows the last page. */
function browse(pages: { status: number; text: string }[] = []) {
  return async (address: string): Promise<void> => {
    const response = await fetch(address);
    pages.push({ status: response.status, text: await response.text() });
  };
}

test("signing in by the browser gives tokens, keeps them, and ends with a page", async () => {
  await using server = await startOAuthServer();
  const { app, store } = appFor(server);
  const pages: { status: number; text: string }[] = [];
  const openUrl = async (address: string): Promise<void> => void browse(pages)(address);
  const tokens = await app.signIn({ openUrl, loginHint: "ada@example.com" });
  expect(tokens.refreshToken).toBe("refresh-1");
  expect(tokens.scopes).toEqual(scopes);
  expect(await store.load("default")).toEqual(tokens);
  expect(await app.credential.accessToken()).toBe(tokens.accessToken);
  await expect.poll(() => pages, { timeout: 30_000 }).toHaveLength(1);
  expect(pages[0]?.text).toContain("<h1>Done in the browser</h1>");

  const [request] = server.to("/o/oauth2/v2/auth");
  expect(request?.query).toMatchObject({
    response_type: "code",
    client_id: "leasehold-cli",
    redirect_uri: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/$/),
    scope: scopes.join(" "),
    access_type: "offline",
    prompt: "consent",
    login_hint: "ada@example.com",
    code_challenge_method: "S256",
  });
  const [exchange] = server.to("/token");
  expect(exchange?.form).not.toHaveProperty("client_secret");
  const verifier = exchange?.form["code_verifier"] ?? "";
  expect(createHash("sha256").update(verifier).digest("base64url")).toBe(
    request?.query["code_challenge"],
  );
});

test("the loopback server is gone after the sign-in", async () => {
  await using server = await startOAuthServer();
  const { app } = appFor(server);
  await app.signIn({ openUrl: async (address) => void browse()(address) });
  const redirectUri = server.to("/o/oauth2/v2/auth")[0]?.query["redirect_uri"] ?? "";
  await expect(fetch(redirectUri)).rejects.toThrow("fetch failed");
});

test("a denied consent is access_denied, and the page says so", async () => {
  await using server = await startOAuthServer();
  const { app, store } = appFor(server);
  server.script.denyNext = true;
  const pages: { status: number; text: string }[] = [];
  const signIn = app.signIn({ openUrl: async (address) => void browse(pages)(address) });
  await expect(signIn).rejects.toMatchObject({ code: "access_denied" });
  expect(await store.accounts()).toEqual([]);
  await expect.poll(() => pages, { timeout: 30_000 }).toHaveLength(1);
  expect(pages[0]?.text).toContain("<h1>Access was not allowed</h1>");
});

test("an answer with another state is turned away, and the right one still counts", async () => {
  await using server = await startOAuthServer();
  const { app } = appFor(server);
  const statuses: number[] = [];
  const tokens = await app.signIn({
    openUrl: async (address) => {
      const redirectUri = new URL(address).searchParams.get("redirect_uri");
      statuses.push((await fetch(`${redirectUri}?code=stolen&state=guessed`)).status);
      statuses.push((await fetch(`${redirectUri}favicon.ico`)).status);
      void browse()(address);
    },
  });
  expect(statuses).toEqual([400, 404]);
  expect(tokens.refreshToken).toBe("refresh-1");
});

test("a sign-in that nobody finishes ends with sign_in_timeout", async () => {
  await using server = await startOAuthServer();
  const { app } = appFor(server);
  const signIn = app.signIn({ openUrl: async () => undefined, timeoutMs: 20 });
  await expect(signIn).rejects.toMatchObject({ code: "sign_in_timeout" });
});

test("a sign-in can be stopped", async () => {
  await using server = await startOAuthServer();
  const { app } = appFor(server);
  const controller = new AbortController();
  const openUrl = async (): Promise<void> => controller.abort();
  await expect(app.signIn({ openUrl, signal: controller.signal })).rejects.toMatchObject({
    code: "sign_in_aborted",
  });
});

test("a browser that cannot be opened fails the sign-in with its error", async () => {
  await using server = await startOAuthServer();
  const { app } = appFor(server);
  const openUrl = async (): Promise<void> => Promise.reject(new Error("no display"));
  await expect(app.signIn({ openUrl })).rejects.toThrow("no display");
});

test.each<[string, (address: string) => string]>([
  ["the whole address", (address) => address],
  ["the address in spaces", (address) => `  ${address}\n`],
  ["the query", (address) => new URL(address).search],
  ["the code alone", (address) => new URL(address).searchParams.get("code") ?? ""],
])("without a browser here, %s can be pasted", async (_what, paste) => {
  await using server = await startOAuthServer();
  const { app } = appFor(server);
  let answer: Promise<string> | undefined;
  const tokens = await app.signInByHand({
    showAddress: (address) => {
      answer = redirectOf(address);
    },
    readAnswer: async () => paste((await answer) ?? ""),
  });
  expect(tokens.refreshToken).toBe("refresh-1");
});

test.each<[string, (code: string) => string]>([
  ["the code", (code) => code],
  ["the page's title", (code) => `Success code=${encodeURIComponent(code)}`],
])("out of band, %s is pasted", async (_what, paste) => {
  await using server = await startOAuthServer();
  const { app } = appFor(server);
  let page: Promise<string> | undefined;
  const tokens = await app.signInByHand({
    outOfBand: true,
    showAddress(address) {
      page = fetch(address).then((response) => response.text());
    },
    readAnswer: async () => paste((await page) ?? ""),
  });
  expect(server.to("/token")[0]?.form["redirect_uri"]).toBe("urn:ietf:wg:oauth:2.0:oob");
  expect(tokens.refreshToken).toBe("refresh-1");
});

test.each<[string, (address: string) => string, string]>([
  ["nothing", () => "", "redirect_invalid"],
  ["words", () => "I do not know", "redirect_invalid"],
  ["the authorization address", () => "http://127.0.0.1/?state=x", "state_mismatch"],
  ["an address without a code", (address) => address.replace("code=", "c="), "redirect_invalid"],
  [
    "another sign-in's address",
    (address) => address.replace("state=", "state=x"),
    "state_mismatch",
  ],
  [
    "an error",
    (address) => address.replace("code=", "error=server_error&c="),
    "authorization_failed",
  ],
  ["a denial", (address) => address.replace("code=", "error=access_denied&c="), "access_denied"],
  ["a wrong code", () => "wrong-code", "code_refused"],
])("pasting %s is refused", async (_what, paste, code) => {
  await using server = await startOAuthServer();
  const { app } = appFor(server);
  let answer: Promise<string> | undefined;
  const signIn = app.signInByHand({
    showAddress: (address) => {
      answer = redirectOf(address);
    },
    readAnswer: async () => paste((await answer) ?? ""),
  });
  await expect(signIn).rejects.toMatchObject({ code });
});

test("signing out revokes the refresh token and forgets all", async () => {
  await using server = await startOAuthServer();
  const { app, store } = appFor(server);
  await app.signIn({ openUrl: async (address) => void browse()(address) });
  await app.signOut();
  expect(server.to("/revoke").map((request) => request.query)).toEqual([{ token: "refresh-1" }]);
  expect(await store.accounts()).toEqual([]);
  await expect(app.credential.accessToken()).rejects.toMatchObject({ code: "not_signed_in" });
});

async function redirectOf(address: string): Promise<string> {
  const response = await fetch(address, { redirect: "manual" });
  return response.headers.get("location") ?? "";
}
