import { startBrowser } from "@leasehold/testing/browser";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { consumersYaml } from "../support/consumer.ts";
import { type OAuthService, startOAuthService } from "../support/oauth-service.ts";
import { access, checkidPath } from "../support/openid-site.ts";
import { type FormSite, startFormSite } from "../support/form-site.ts";
import { type BrowserContext, look, type Page, press, windows } from "../support/page-look.ts";

const browser = await startBrowser();
const attributes = {
  "ns.ax": "http://openid.net/srv/ax/1.0",
  "ax.mode": "fetch_request",
  "ax.required": "email,first,country",
  "ax.type.email": "http://axschema.org/contact/email",
  "ax.type.first": "http://axschema.org/namePerson/first",
  "ax.type.country": "http://axschema.org/contact/country/home",
};

describe.skipIf(browser === undefined)("OpenID in Chromium (skipped without chromium)", () => {
  let site: FormSite;
  let service: OAuthService;

  beforeAll(async () => {
    site = await startFormSite();
    const yaml = consumersYaml.replaceAll("http://127.0.0.1:9004/", site.origin);
    service = await startOAuthService({ now: Date.now, yaml });
  });
  afterAll(async () => {
    await browser?.close();
    await site[Symbol.asyncDispose]();
    await service[Symbol.asyncDispose]();
  });

  function open(options: object): Promise<BrowserContext> {
    if (browser === undefined) throw new Error("There is no browser.");
    return browser.newContext(options);
  }

  function signInUrl(changes: Record<string, string> = {}): string {
    const own = { realm: site.origin, return_to: `${site.origin}back`, ...changes };
    return service.origin + checkidPath(own);
  }

  /** As long as answers that go as a form. */
  function longUrl(changes: Record<string, string> = {}): string {
    return signInUrl({ return_to: `${site.origin}back?state=${"s".repeat(1900)}`, ...changes });
  }

  async function signIn(page: Page): Promise<void> {
    await page.getByLabel("E-mail").fill("ada@example.com");
    await page.getByLabel("Password").fill("correct-horse");
    await press(page, "Sign in");
  }

  test.each([
    ["by itself", true],
    ["by a button where no script runs", false],
  ])("a long answer goes to the site as a form, %s", async (_name, javaScriptEnabled) => {
    const context = await open({ javaScriptEnabled });
    const page = await context.newPage();
    await page.goto(longUrl());
    await signIn(page);
    if ((await page.getByRole("button", { name: "Allow" }).count()) > 0) {
      await press(page, "Allow");
    }
    if (!javaScriptEnabled) await press(page, "Continue");
    await page.waitForURL(`${site.origin}**`);
    expect(site.last()).toMatchObject({ method: "POST", "openid.mode": "id_res" });
    await context.close();
  });

  test("a site may lead the person on to another host, at the first time and later", async () => {
    const context = await open({});
    const page = await context.newPage();
    const onward = signInUrl({ return_to: `${site.origin}onward`, realm: `${site.origin}onward` });
    await page.goto(onward);
    await signIn(page);
    await press(page, "Allow");
    await page.waitForURL("http://localhost:*/home");
    await context.clearCookies();
    await page.goto(onward);
    await signIn(page);
    await page.waitForURL("http://localhost:*/home");
    expect(await page.textContent("body")).toBe("Thank you.");
    await context.close();
  });

  test("a site's own form signs in somebody who is signed in, and so does its address", async () => {
    const context = await open({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${service.origin}/signin`);
    await signIn(page);
    await page.goto(site.formFor(signInUrl({ realm: `${site.origin}back` })));
    await press(page, "Send");
    await press(page, "Allow");
    await page.waitForURL(`${site.origin}**`);
    expect(site.last()).toMatchObject({ method: "GET", "openid.mode": "id_res" });
    await page.goto(signInUrl({ realm: `${site.origin}back`, mode: "checkid_immediate" }));
    expect(site.last()).toMatchObject({ method: "GET", "openid.mode": "id_res" });
    await context.close();
  });

  describe.each([...windows, { width: 450, height: 500, colorScheme: "light" as const }])(
    "at $width px, $colorScheme",
    ({ width, height, colorScheme }) => {
      test("the pages fit, their text has contrast, and nothing breaks their policy", async () => {
        const context = await open({ viewport: { width, height }, colorScheme });
        const page = await context.newPage();
        const messages: string[] = [];
        page.on("console", (message) => messages.push(message.text()));
        const see = (name: string) => look(page, { name, width, colorScheme });
        await page.goto(signInUrl({ ...access, ...attributes }));
        await see("openid-sign-in");
        await signIn(page);
        await see("openid-hybrid");
        const realm = `${site.origin}back?${width}-${colorScheme}`;
        await page.goto(signInUrl({ ...attributes, realm }));
        await see("openid-site");
        await press(page, "Allow");
        await page.waitForURL(`${site.origin}**`);
        await page.goto(`${service.origin}/permissions`);
        await see("openid-permissions");
        await page.goto(`${service.origin}/accounts/o8/id`);
        await see("openid-identifier");
        expect(messages).toEqual([]);
        // The site has no page to show: ours stays.
        await page.route(`${site.origin}**`, (route) => route.fulfill({ status: 204 }));
        const refused = page.waitForEvent("requestfailed", (request) =>
          request.url().startsWith(site.origin),
        );
        await page.goto(longUrl({ realm }), { waitUntil: "commit" });
        await page.getByRole("button", { name: "Continue" }).waitFor();
        await see("openid-answer");
        // Until that is over, the form that sends itself may end the next navigation.
        await refused;
        await page.goto(signInUrl({ realm: "javascript:alert(1)" }));
        await see("openid-error");
        await context.close();
      });
    },
  );
});
