import { startBrowser } from "@leasehold/testing/browser";
import { startLocalServer } from "@leasehold/testing/local-server";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type OAuthService,
  peopleYaml,
  startOAuthService,
  taskQueue,
} from "../support/oauth-service.ts";
import { type Page, press } from "../support/page-look.ts";

const browser = await startBrowser();

/** A site of somebody's, which shows what it is told to and notes how it was visited. */
interface Site extends AsyncDisposable {
  origin: string;
  pages: Map<string, string>;
  visits: { path: string; referer: string | undefined }[];
}

async function startSite(): Promise<Site> {
  const pages = new Map<string, string>();
  const visits: Site["visits"] = [];
  const server = await startLocalServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://127.0.0.1");
    visits.push({ path: pathname, referer: request.headers.referer });
    response.setHeader("content-type", "text/html");
    response.end(pages.get(pathname) ?? "<!doctype html><title>A site</title>A site of its own.");
  });
  return { ...server, pages, visits };
}

describe.skipIf(browser === undefined)("a hostile site in Chromium (skipped without it)", () => {
  let site: Site;
  let service: OAuthService;
  beforeAll(async () => {
    site = await startSite();
    const yaml = peopleYaml(`${site.origin}/callback`);
    service = await startOAuthService({ now: Date.now, yaml });
  });
  afterAll(async () => {
    await browser?.close();
    await service[Symbol.asyncDispose]();
    await site[Symbol.asyncDispose]();
  });

  function authorizeUrl(): string {
    const query = new URLSearchParams({
      client_id: "web-client",
      redirect_uri: `${site.origin}/callback`,
      response_type: "code",
      scope: taskQueue,
      prompt: "consent",
    });
    return `${service.origin}/o/oauth2/v2/auth?${query.toString()}`;
  }

  /** A browser in which Ada is signed in, on the consent page. */
  async function consentPage(): Promise<Page> {
    if (browser === undefined) throw new Error("There is no browser.");
    const page = await (await browser.newContext()).newPage();
    await page.goto(authorizeUrl());
    await page.getByLabel("E-mail").fill("ada@example.com");
    await page.getByLabel("Password").fill("correct-horse");
    await press(page, "Sign in");
    await page.getByRole("button", { name: "Allow" }).waitFor();
    return page;
  }

  test("cannot put the consent page into a frame of its own (clickjacking)", async () => {
    const page = await consentPage();
    const framed = (address: string) =>
      `<!doctype html><title>Win</title><iframe src="${address.replaceAll("&", "&amp;")}"></iframe>`;
    site.pages.set("/harmless", framed(`${site.origin}/own`));
    await page.goto(`${site.origin}/harmless`);
    expect(await page.frames()[1]?.textContent("body")).toContain("A site of its own.");

    for (const address of [
      authorizeUrl(),
      `${service.origin}/device`,
      `${service.origin}/permissions`,
    ]) {
      site.pages.set("/trap", framed(address));
      await page.goto(`${site.origin}/trap`);
      // The frame's own navigation may end a little after the page's.
      await expect
        .poll(() => page.frames()[1]?.url(), { timeout: 30_000 })
        .toBe("chrome-error://chromewebdata/");
    }
    await page.context().close();
  });

  test("cannot send the consent form, the sign-in form or the sign-out for a person (CSRF)", async () => {
    const page = await consentPage();
    const request = await page.locator("form input[name=request]").first().inputValue();
    const cases: [path: string, fields: Record<string, string>, form: string][] = [
      // Not even with the request of this very session in hand.
      ["/o/oauth2/approval", { decision: "allow", request }, "consent"],
      ["/signin", { email: "bob@example.com", password: "battery-staple" }, "sign-in"],
      ["/signout", {}, "sign-out"],
    ];
    for (const [path, fields, name] of cases) {
      const inputs = Object.entries({ ...fields, csrf: "guess" }).map(
        ([field, value]) => `<input type="hidden" name="${field}" value="${value}">`,
      );
      site.pages.set(
        "/post",
        `<!doctype html><title>Post</title><form method="post" action="${service.origin}${path}">${inputs.join("")}<button>Win</button></form>`,
      );
      await page.goto(`${site.origin}/post`);
      const answer = page.waitForResponse((response) => response.url().endsWith(path));
      await press(page, "Win");
      expect([name, (await answer).status()]).toEqual([name, 403]);
    }
    expect(await service.database.selectFrom("grants").selectAll().execute()).toEqual([]);
    await page.goto(`${service.origin}/permissions`);
    expect(await page.textContent("body")).toContain("ada@example.com");
    await page.context().close();
  });

  test("is not told from which page a person came", async () => {
    const page = await consentPage();
    await press(page, "Allow");
    await page.waitForURL(`${site.origin}/callback**`);
    expect(site.visits.findLast(({ path }) => path === "/callback")).toEqual({
      path: "/callback",
      referer: undefined,
    });
    expect(await page.evaluate<string>("document.referrer")).toBe("");
    await page.context().close();
  });
});
