import { findProgram } from "@leasehold/testing/programs";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { administratorOf } from "./support/administrator.ts";
import { allPanes } from "./support/all-panes.ts";
import { seriousProblems } from "./support/axe.ts";
import { type OpenConsole, openConsole } from "./support/open-console.ts";
import { fillDeployment } from "./support/fill-deployment.ts";
import { peopleYaml } from "./support/people.ts";
import { screenshot, type Visitor } from "./support/visitor.ts";

const chromium = findProgram("chromium");

describe.skipIf(chromium === undefined)("each pane", () => {
  let opened: OpenConsole;
  let ada: Visitor;
  let page: Page;
  beforeAll(async () => {
    opened = await openConsole(peopleYaml);
    ada = await opened.visit("ada@example.com", "correct-horse");
    page = ada.page;
    await ada.open("/projects");
    await fillDeployment(await administratorOf(page, opened.service.url), opened.service.url);
  });
  afterAll(async () => {
    await opened[Symbol.asyncDispose]();
  });

  test.each(allPanes)("%s: axe finds nothing serious, in light and in dark", async (name, path) => {
    await ada.open(path);
    await page.waitForTimeout(400);
    expect(await seriousProblems(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: "dark" });
    await page.waitForTimeout(400);
    expect(await seriousProblems(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: "light" });
    await screenshot(page, name);
  });

  test.each(allPanes)("%s: nothing is cut off at 380 pixels", async (_name, path) => {
    await page.setViewportSize({ width: 380, height: 800 });
    await ada.open(path);
    const width = await page.evaluate("document.documentElement.scrollWidth");
    await page.setViewportSize({ width: 1280, height: 800 });
    expect(width).toBe(380);
  });

  test.each([
    ["dialog-client", "/projects/acme/access", "Create client ID"],
    ["dialog-key", "/projects/acme/access", "Create server key"],
    ["dialog-account", "/projects/acme/access", "Create service account"],
    ["dialog-consumer", "/projects/acme/access", "Register consumer"],
    ["dialog-queue", "/projects/acme/queues", "Create queue"],
    ["dialog-yaml", "/projects/acme/queues", "queue.yaml"],
    ["dialog-purge", "/projects/acme/queues/images", "Purge"],
    ["dialog-insert", "/projects/acme/queues/images/tasks", "Insert task"],
    ["dialog-user", "/users", "Invite user"],
    ["dialog-palette", "/projects/acme", "Go to…"],
    ["dialog-menu", "/projects/acme", "Account"],
  ])("%s: axe finds nothing serious either", async (name, path, button) => {
    await ada.open(path);
    await page.getByRole("button", { name: button, exact: true }).first().click();
    await page.waitForTimeout(400);
    expect(await seriousProblems(page)).toEqual([]);
    await screenshot(page, name);
    await page.keyboard.press("Escape");
  });

  test("a viewer finds nothing to change, an outsider nothing at all", async () => {
    const bob = await opened.visit("bob@example.com", "battery-staple");
    const changes =
      /^(?:Create|Add|Edit|Delete|Remove|Register|Insert|Purge|Pause|Reset|Rename|Save)/;
    for (const [, path] of allPanes.filter(([, each]) => each.startsWith("/projects/acme"))) {
      await bob.open(path);
      await bob.page.waitForTimeout(200);
      const names = await bob.page.getByRole("main").getByRole("button").allTextContents();
      expect([path, names.filter((name) => changes.test(name))]).toEqual([path, []]);
    }
    expect(await bob.page.getByRole("link", { name: "Users" }).count()).toBe(0);
    const eve = await opened.visit("eve@example.com", "no-member-of-it");
    await eve.open("/projects/acme/queues");
    await eve.page.getByText("There is no such thing here").first().waitFor();
    await screenshot(eve.page, "outsider");
  });

  test("the keys alone lead anywhere: skip link, command palette, arrows in a graph", async () => {
    await ada.open("/projects/acme/queues/images");
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement.textContent")).toBe("Skip to the pane");
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox", { name: "Pane, project or queue" }).fill("traf");
    await page.keyboard.press("Enter");
    await page.waitForURL(`${opened.service.url}/console/projects/acme/traffic`);
    const graph = page.getByRole("img", { name: /^Calls over time, by method/ });
    await graph.focus();
    await page.keyboard.press("ArrowLeft");
    await page.locator("figcaption b").first().waitFor();
  });

  test("an image in a payload is drawn, and anything can be read as hex", async () => {
    await ada.open("/projects/acme/queues/images/tasks");
    await page.getByLabel("Filter by tag").fill("png");
    await page.getByRole("button", { name: "picture" }).click();
    const image = page.getByRole("img", { name: "The payload" });
    await image.waitFor();
    const width = (drawn: unknown): number => (drawn as { naturalWidth: number }).naturalWidth;
    await expect.poll(() => image.evaluate(width), { timeout: 30_000 }).toBe(1);
    await page.getByRole("radiogroup", { name: "View of the payload" }).getByText("Hex").click();
    expect(await page.getByLabel("Payload", { exact: true }).textContent()).toMatch(
      /^000000 {2}89 50 4e 47 0d 0a 1a 0a .*\.PNG/,
    );
    await page.keyboard.press("Escape");
  });

  test("on a phone the menu opens, leads on, and closes behind itself", async () => {
    await page.setViewportSize({ width: 380, height: 800 });
    await ada.open("/projects/acme");
    await page.getByRole("button", { name: "Menu" }).click();
    await page.getByRole("link", { name: "Quotas" }).click();
    await page.getByRole("heading", { name: "Quotas" }).waitFor();
    const link = page.getByRole("link", { name: "Quotas" });
    await expect.poll(() => link.isVisible(), { timeout: 30_000 }).toBe(false);
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  test("no pane broke the page's policy or failed in its scripts", () => {
    expect(ada.problems).toEqual([]);
  });
});
