import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { startBrowser } from "@leasehold/testing/browser";
import { expect } from "vitest";

type Browser = NonNullable<Awaited<ReturnType<typeof startBrowser>>>;
export type BrowserContext = Awaited<ReturnType<Browser["newContext"]>>;
export type Page = Awaited<ReturnType<Browser["newPage"]>>;

/** The windows that every page is looked at in. */
export const windows = [
  { width: 380, height: 780, colorScheme: "light" as const },
  { width: 380, height: 780, colorScheme: "dark" as const },
  { width: 1280, height: 800, colorScheme: "light" as const },
  { width: 1280, height: 800, colorScheme: "dark" as const },
];

const shots = process.env["LEASEHOLD_SCREENSHOTS"];
const contrastProblems = readFileSync(
  new URL("fixtures/contrast-problems.js", import.meta.url),
  "utf8",
);

/** Clicks a button that submits a form, and waits for the page that answers it. */
export async function press(page: Page, name: string): Promise<void> {
  const answered = page.waitForEvent("load");
  await page.getByRole("button", { name }).click();
  await answered;
}

/** Checks that a page fits and that its text has contrast; keeps a picture in LEASEHOLD_SCREENSHOTS when it is set. */
export async function look(
  page: Page,
  { name, width, colorScheme }: { name: string; width: number; colorScheme: string },
): Promise<void> {
  const tooWide = await page.evaluate<number>(
    "document.documentElement.scrollWidth - document.documentElement.clientWidth",
  );
  const contrast = await page.evaluate<string[]>(contrastProblems);
  expect({ name, tooWide, contrast }).toEqual({ name, tooWide: 0, contrast: [] });
  if (shots === undefined) return;
  mkdirSync(shots, { recursive: true });
  const path = join(shots, `${name}-${width}-${colorScheme}.png`);
  await page.screenshot({ path, fullPage: true });
}
