import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";

/** Somebody with a browser of their own: cookies are theirs alone. */
export interface Person {
  page: Page;
  /** Clicks a button that submits a form, and waits for the page that answers it. */
  submit: (selector: string) => Promise<void>;
  /** Fills the sign-in form on the page and submits it. */
  signIn: (email: string, password: string) => Promise<void>;
  /** Whether the page asks to allow or deny. */
  isAsked: () => Promise<boolean>;
  decide: (decision: "allow" | "deny") => Promise<void>;
  /** Waits until the browser is back at the application, and gives the address. */
  untilCalledBack: () => Promise<URL>;
}

/** Opens a browser window for a user of the application with this redirect_uri. */
export async function newPerson(options: {
  browser: Browser;
  callbackUri: string;
}): Promise<Person> {
  const context = await options.browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const submit = async (selector: string): Promise<void> => {
    const answered = page.waitForEvent("load");
    await page.click(selector);
    await answered;
  };
  return {
    page,
    submit,
    signIn: async (email, password) => {
      await page.fill("input[name=email]", email);
      await page.fill("input[name=password]", password);
      await submit("form:has(input[name=password]) button");
    },
    isAsked: () => page.isVisible("button[name=decision][value=allow]"),
    decide: (decision) => submit(`button[name=decision][value=${decision}]`),
    untilCalledBack: async () => {
      await page.waitForURL((url) => url.href.startsWith(`${options.callbackUri}?`));
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
