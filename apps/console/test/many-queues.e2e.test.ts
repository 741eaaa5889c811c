import { findProgram } from "@leasehold/testing/programs";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Administrator, administratorOf } from "./support/administrator.ts";
import { type OpenConsole, openConsole } from "./support/open-console.ts";
import { peopleYaml } from "./support/people.ts";
import { screenshot, type Visitor } from "./support/visitor.ts";

const chromium = findProgram("chromium");
const queueCount = 1000;
const taskCount = 1000;

const manyQueues = Array.from(
  { length: queueCount - 2 },
  (_, index) => `      - { name: queue-${String(index).padStart(4, "0")}, mode: pull }\n`,
).join("");

describe.skipIf(chromium === undefined)("a project with 1,000 queues", () => {
  let opened: OpenConsole;
  let ada: Visitor;
  let page: Page;
  let administrator: Administrator;
  beforeAll(async () => {
    opened = await openConsole(
      peopleYaml.replace(
        "      - { name: images-dead, mode: pull }\n",
        `      - { name: images-dead, mode: pull }\n${manyQueues}`,
      ),
    );
    ada = await opened.visit("ada@example.com", "correct-horse");
    page = ada.page;
    await ada.open("/projects");
    administrator = await administratorOf(page, opened.service.url);
  });
  afterAll(async () => {
    await opened[Symbol.asyncDispose]();
  });

  test("has rows for the queues on the screen, and reads all their figures by one call", async () => {
    const asked: number[] = [];
    page.on("request", (request) => {
      const url = new URL(request.url());
      if (url.pathname.endsWith("/queues:statistics")) {
        asked.push(url.searchParams.getAll("queue").length);
      }
    });
    await ada.open("/projects/acme/queues");
    await page.getByRole("heading", { name: "1,000 queues" }).waitFor();
    await page.waitForTimeout(4000);
    const rows = await page.getByRole("row").count();
    expect(rows).toBeGreaterThan(10);
    expect(rows).toBeLessThan(60);
    expect(asked.length).toBeGreaterThan(1);
    expect(asked.length).toBeLessThan(7);
    expect(Math.max(...asked)).toBeLessThan(60);
    await page.evaluate("window.scrollTo(0, document.documentElement.scrollHeight)");
    await page.getByRole("link", { name: "queue-0997" }).waitFor();
    expect(await page.getByRole("row").count()).toBeLessThan(60);
  });

  test("finds one by its name, there and in the command palette", async () => {
    await ada.open("/projects/acme/queues");
    await page.getByLabel("Filter by name").fill("0777");
    await page.getByRole("link", { name: "queue-0777" }).waitFor();
    expect(await page.getByRole("row").count()).toBe(2);
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox", { name: "Pane, project or queue" }).fill("queue-0778");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/queues\/queue-0778$/);
    const heading = page.getByRole("heading", { level: 1 });
    await expect.poll(() => heading.textContent()).toBe("queue-0778");
  });

  test("shows a task within two seconds of its insertion", async () => {
    await ada.open("/projects/acme/queues");
    const link = page.getByRole("link", { name: "images", exact: true });
    const tasks = page.getByRole("row").filter({ has: link }).getByRole("cell").nth(1);
    await expect.poll(() => tasks.innerText()).toBe("0");
    await administrator.taskqueue.tasks.insert(
      { project: "acme", taskqueue: "images" },
      { body: { payloadBase64: "aGVsbG8=" } },
    );
    const insertedMs = performance.now();
    await expect.poll(() => tasks.innerText(), { interval: 50, timeout: 5000 }).toBe("1");
    expect(performance.now() - insertedMs).toBeLessThan(2000);
  });

  test("asks nothing while the page is hidden", async () => {
    await ada.open("/projects/acme/queues");
    await page.waitForTimeout(1000);
    await page.evaluate(`
      Object.defineProperty(document, "visibilityState", { get: () => "hidden", configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    `);
    await page.waitForTimeout(500);
    let calls = 0;
    page.on("request", () => (calls += 1));
    await page.waitForTimeout(4000);
    expect(calls).toBe(0);
  });

  test("a queue of many tasks is read a page at a time, as it is scrolled", async () => {
    const { taskqueue } = administrator;
    const queue = { project: "acme", taskqueue: "queue-0001" };
    for (let start = 0; start < taskCount; start += 50) {
      await Promise.all(
        Array.from({ length: 50 }, () =>
          taskqueue.tasks.insert(queue, { body: { payloadBase64: "aGVsbG8=" } }),
        ),
      );
    }
    let pages = 0;
    page.on("request", (request) => {
      if (new URL(request.url()).pathname.endsWith("/tasks")) pages += 1;
    });
    await ada.open("/projects/acme/queues/queue-0001/tasks");
    await page.getByRole("table", { name: "Tasks" }).waitFor();
    await page.waitForTimeout(500);
    expect(pages).toBeLessThan(3);
    expect(await page.getByRole("row").count()).toBeLessThan(60);
    for (let scroll = 0; scroll < 4; scroll += 1) {
      await page.evaluate("window.scrollTo(0, document.documentElement.scrollHeight)");
      await page.waitForTimeout(500);
    }
    expect(pages).toBeGreaterThan(3);
    expect(await page.getByRole("row").count()).toBeLessThan(60);
    await screenshot(page, "many-tasks");
  });

  test("nothing failed on the way", () => {
    expect(ada.problems).toEqual([]);
  });
});
