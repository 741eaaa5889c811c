import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";

/** Somebody with a browser of their own, looking at the console. */
export interface Visitor {
  page: Page;
  /** What the page's policy refused, and what failed in its scripts: all that must stay empty. */
  problems: string[];
  /** Opens a page of the console, signing in where that is asked. */
  open: (path: string) => Promise<void>;
}

/** Opens a window for a person; it signs in as they at the first page. */
export async function newVisitor(options: {
  browser: Browser;
  url: string;
  email: string;
  password: string;
}): Promise<Visitor> {
  const { browser, url, email, password } = options;
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    reducedMotion: "reduce",
    locale: "en-GB",
  });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  const problems: string[] = [];
  page.on("console", (message) => {
    const text = message.text();
    if (message.type() === "error" && !text.startsWith("Failed to load resource"))
      problems.push(text);
  });
  page.on("pageerror", (error) => problems.push(String(error)));
  return {
    page,
    problems,
    async open(path) {
      await page.goto(`${url}/console${path}`);
      await page.waitForSelector("h1");
      if (await page.isVisible("input[name=password]")) {
        await page.fill("input[name=email]", email);
        await page.fill("input[name=password]", password);
        await page.click("form:has(input[name=password]) button");
        await page.waitForSelector("nav[aria-label=Panes]", { state: "attached" });
        await page.waitForSelector("h1");
      }
      await page.waitForSelector("[aria-label=Loading]", { state: "detached" });
    },
  };
}

const sizes = [
  ["desktop", 1280, 800],
  ["phone", 380, 800],
] as const;

/** Keeps pictures of the page, light and dark, wide and narrow, in the folder named by LEASEHOLD_SCREENSHOTS. */
export async function screenshot(page: Page, name: string): Promise<void> {
  const folder = process.env["LEASEHOLD_SCREENSHOTS"];
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  for (const scheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    for (const [size, width, height] of sizes) {
      await page.setViewportSize({ width, height });
      await page.waitForTimeout(150);
      await page.screenshot({
        path: join(folder, `${name}-${scheme}-${size}.png`),
        fullPage: true,
      });
    }
  }
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 1280, height: 800 });
}
