import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";

/** The application's callback address, as registered in leasehold.yaml. Nothing listens there. */
export const callbackUri = "http://127.0.0.1:9004/callback";

/** Somebody with a browser of their own: cookies are theirs alone. */
export interface Person {
  page: Page;
  /** Fills the sign-in form on the page and submits it. */
  signIn: (email: string, password: string) => Promise<void>;
  /** The address at which the application's callback was called last, without waiting. */
  calledBack: () => URL | undefined;
  /** Waits until the browser is at the application's callback, and gives the address. */
  untilCalledBack: () => Promise<URL>;
}

/** Opens a browser window in which the application's callback answers with an empty page. */
export async function newPerson(browser: Browser): Promise<Person> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  let last: URL | undefined;
  await page.route(`${callbackUri}*`, async (route) => {
    last = new URL(route.request().url());
    await route.fulfill({ contentType: "text/html", body: "<title>The application</title>" });
  });
  return {
    page,
    signIn: async (email, password) => {
      await page.fill("input[name=email]", email);
      await page.fill("input[name=password]", password);
      await page.click("form:has(input[name=password]) button");
    },
    calledBack: () => last,
    untilCalledBack: async () => {
      await page.waitForURL((url) => url.href.startsWith(callbackUri));
      return new URL(page.url());
    },
  };
}

/** Keeps pictures of the page, wide and narrow, in the folder named by LEASEHOLD_SCREENSHOTS when it is set. */
export async function screenshot(page: Page, name: string): Promise<void> {
  const folder = process.env["LEASEHOLD_SCREENSHOTS"];
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  for (const [size, width, height] of [
    ["desktop", 1280, 800],
    ["phone", 390, 844],
  ] as const) {
    await page.setViewportSize({ width, height });
    await page.screenshot({ path: join(folder, `${name}-${size}.png`), fullPage: true });
  }
  await page.setViewportSize({ width: 1280, height: 800 });
}
