import { startBrowser } from "@leasehold/testing/browser";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startClientSite, type ClientSite } from "../support/client-site.ts";
import { poll, startDevice } from "../support/device-flow.ts";
import {
  type OAuthService,
  peopleYaml,
  startOAuthService,
  taskQueue,
} from "../support/oauth-service.ts";
import {
  type BrowserContext,
  look as lookAt,
  type Page,
  press,
  windows,
} from "../support/page-look.ts";

const browser = await startBrowser();
const ada = { email: "ada@example.com", password: "correct-horse" };
const bob = { email: "bob@example.com", password: "battery-staple" };

describe.skipIf(browser === undefined)("in Chromium (skipped without chromium)", () => {
  let service: OAuthService;
  let client: ClientSite;

  beforeAll(async () => {
    client = await startClientSite();
    service = await startOAuthService({ now: Date.now, yaml: peopleYaml(client.callback) });
  });
  afterAll(async () => {
    await browser?.close();
    await client[Symbol.asyncDispose]();
    await service[Symbol.asyncDispose]();
  });

  async function open(options: object = {}): Promise<BrowserContext> {
    if (browser === undefined) throw new Error("There is no browser.");
    return browser.newContext({ javaScriptEnabled: false, ...options });
  }

  function authorizeUrl(changes: Record<string, string> = {}): string {
    const query = new URLSearchParams({
      client_id: "web-client",
      redirect_uri: client.callback,
      response_type: "code",
      scope: `${taskQueue} openid email profile`,
      state: "s1",
      access_type: "offline",
      ...changes,
    });
    return `${service.origin}/o/oauth2/v2/auth?${query.toString()}`;
  }

  async function signIn(page: Page, person = ada): Promise<void> {
    await page.getByLabel("E-mail").fill(person.email);
    await page.getByLabel("Password").fill(person.password);
    await press(page, "Sign in");
  }

  test("a person signs in, allows, is not asked again, is asked by force, and takes it back", async () => {
    const context = await open();
    const page = await context.newPage();
    await page.goto(authorizeUrl());
    await signIn(page);
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe(
      "Acme Web asks for access to your account",
    );
    await press(page, "Allow");
    await page.waitForURL(`${client.callback}**`);
    expect(client.last()).toMatchObject({ state: "s1", iss: service.origin });
    await page.goto(authorizeUrl({ state: "s2" }));
    await page.waitForURL(`${client.callback}**`);
    expect(client.last()["state"]).toBe("s2");
    await page.goto(authorizeUrl({ approval_prompt: "force" }));
    expect(await page.getByRole("button", { name: "Deny" }).isVisible()).toBe(true);
    await page.getByRole("link", { name: "applications with access" }).click();
    await press(page, "Remove access of Acme Web");
    expect(await page.getByRole("status").textContent()).toContain("no longer has access");
    await page.goto(authorizeUrl());
    await press(page, "Deny");
    await page.waitForURL(`${client.callback}**`);
    expect(client.last()).toMatchObject({ error: "access_denied", state: "s1" });
    await context.close();
  });

  test("a remembered consent leads from the sign-in form straight to the application", async () => {
    const first = await open();
    const page = await first.newPage();
    await page.goto(authorizeUrl());
    await signIn(page);
    await press(page, "Allow");
    await page.waitForURL(`${client.callback}**`);
    await first.close();
    const second = await open();
    const other = await second.newPage();
    await other.goto(authorizeUrl({ state: "again" }));
    await signIn(other);
    await other.waitForURL(`${client.callback}**`);
    expect(client.last()["state"]).toBe("again");
    await second.close();
  });

  test("an unknown client and a wrong redirect address stay on a page of ours", async () => {
    const context = await open();
    const page = await context.newPage();
    for (const changes of [{ client_id: "nobody" }, { redirect_uri: "http://evil.example/" }]) {
      const answer = await page.goto(authorizeUrl(changes));
      expect(answer?.status()).toBe(400);
      expect(page.url().startsWith(service.origin)).toBe(true);
    }
    await context.close();
  });

  test("a person connects a device, and sends another one away", async () => {
    const context = await open();
    const page = await context.newPage();
    const first = await startDevice(service);
    await page.goto(`${service.origin}/device`);
    await signIn(page, bob);
    await page.getByLabel("Code").fill(first.userCode.toLowerCase());
    await press(page, "Continue");
    await press(page, "Allow");
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("Device connected");
    expect((await poll(service, first.deviceCode)).status).toBe(200);
    const second = await startDevice(service);
    await page.goto(String(second.body["verification_uri_complete"]));
    await press(page, "Deny");
    expect((await poll(service, second.deviceCode)).body["error"]).toBe("access_denied");
    await context.close();
  });

  test("a person chooses among accounts and is led on to the application", async () => {
    const context = await open();
    const page = await context.newPage();
    await page.goto(authorizeUrl({ state: "ada" }));
    await signIn(page);
    await page.waitForLoadState();
    if (!page.url().startsWith(client.callback)) {
      await press(page, "Allow");
    }
    await page.waitForURL(`${client.callback}**`);
    await page.goto(authorizeUrl({ prompt: "select_account", state: "chosen" }));
    await press(page, "Ada Lovelace");
    await page.waitForURL(`${client.callback}**`);
    expect(client.last()["state"]).toBe("chosen");
    await context.close();
  });

  describe.each(windows)("at $width px, $colorScheme", ({ width, height, colorScheme }) => {
    const look = (page: Page, name: string): Promise<void> =>
      lookAt(page, { name, width, colorScheme });

    test("the page behind a one-time link fits, and its text has contrast", async () => {
      const context = await open({
        javaScriptEnabled: true,
        viewport: { width, height },
        colorScheme,
      });
      const page = await context.newPage();
      const { users } = service.authority.administration;
      const email = `new-${width}-${colorScheme}@example.com`;
      const agent = { actor: ada.email };
      const { url = "" } = await users.create({ email }, agent);
      await page.goto(url);
      await look(page, "password-invited");
      await page.getByLabel("Password").fill("short");
      await press(page, "Set password");
      await look(page, "password-refused");
      await page.getByLabel("Password").fill("battery-horse-staple");
      await press(page, "Set password");
      await page.goto((await users.resetPassword(email, agent)).url ?? "");
      await look(page, "password-reset");
      await page.goto(url);
      await look(page, "password-used");
      expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe(
        "This link no longer works",
      );
      await context.close();
    });

    test("the pages for devices, accounts and codes fit, and their text has contrast", async () => {
      const context = await open({
        javaScriptEnabled: true,
        viewport: { width, height },
        colorScheme,
      });
      const page = await context.newPage();
      await page.goto(`${service.origin}/device`);
      await signIn(page, bob);
      await look(page, "device");
      await page.getByLabel("Code").fill("BBBB-BBBB");
      await press(page, "Continue");
      await look(page, "device-wrong");
      const { userCode } = await startDevice(service);
      await page.getByLabel("Code").fill(userCode);
      await press(page, "Continue");
      await look(page, "device-consent");
      await press(page, "Allow");
      await look(page, "device-connected");
      const other = await startDevice(service);
      await page.goto(`${service.origin}/device?user_code=${other.userCode}`);
      await press(page, "Deny");
      await look(page, "device-denied");
      await page.goto(authorizeUrl({ scope: taskQueue, approval_prompt: "force" }));
      await press(page, "Allow");
      await page.waitForURL(`${client.callback}**`);
      await page.goto(authorizeUrl({ scope: `${taskQueue} email` }));
      await look(page, "consent-more");
      await page.goto(authorizeUrl({ prompt: "select_account" }));
      await look(page, "accounts");
      await page.goto(
        authorizeUrl({
          client_id: "cli-client",
          redirect_uri: "urn:ietf:wg:oauth:2.0:oob",
          approval_prompt: "force",
        }),
      );
      await press(page, "Allow");
      const code = await page.locator("#code").inputValue();
      expect(await page.title()).toBe(`Success code=${code}`);
      await look(page, "out-of-band");
      await using elsewhere = await startOAuthService({
        now: Date.now,
        yaml: 'signIn: { oidc: { issuer: "https://accounts.example.com", clientId: c, clientSecret: s } }',
      });
      await page.goto(`${elsewhere.origin}/signin`);
      await look(page, "sign-in-provider");
      await context.close();
    });

    test("every page fits, and its text has contrast", async () => {
      // Scripts run here so that the page can be measured; the pages have none.
      const context = await open({
        javaScriptEnabled: true,
        viewport: { width, height },
        colorScheme,
      });
      const page = await context.newPage();
      const violations: string[] = [];
      page.on("console", (message) => {
        // A page that answers with 400 is a message, too.
        if (!message.text().includes("status of 4")) violations.push(message.text());
      });
      await page.goto(authorizeUrl({ approval_prompt: "force" }));
      await look(page, "sign-in");
      await page.getByLabel("E-mail").fill("ada@example.com");
      await page.getByLabel("Password").fill("wrong");
      await press(page, "Sign in");
      await look(page, "sign-in-wrong");
      await signIn(page);
      await look(page, "consent");
      await press(page, "Allow");
      await page.waitForURL(`${client.callback}**`);
      await page.goto(
        authorizeUrl({
          client_id: "evil-client",
          scope: "https://www.googleapis.com/auth/taskqueue.consumer",
        }),
      );
      await look(page, "consent-long-name");
      await press(page, "Allow");
      await page.waitForURL(`${client.callback}**`);
      await page.goto(`${service.origin}/permissions`);
      await look(page, "permissions");
      await press(page, "Remove access of Acme Web");
      await look(page, "permissions-removed");
      await press(page, "Remove access");
      await look(page, "permissions-empty");
      await page.goto(authorizeUrl({ redirect_uri: "http://evil.example/" }));
      await look(page, "error");
      await using fresh = await startOAuthService({ now: Date.now, yaml: "users: []" });
      await page.goto((await fresh.authority.setupUrl()) ?? "");
      await look(page, "setup");
      await page.getByLabel("Your name").fill("Ada Lovelace");
      await page.getByLabel("E-mail").fill("ada@example.com");
      await page.getByLabel("Password").fill("short");
      await page.getByLabel("First project").fill("No Capitals");
      await press(page, "Set up");
      await look(page, "setup-wrong");
      await page.getByLabel("Password").fill("correct-horse");
      await page.getByLabel("First project").fill("acme");
      await press(page, "Set up");
      expect(page.url()).toBe(`${fresh.origin}/console/`);
      expect(violations).toEqual([]);
      await context.close();
    });
  });
});
