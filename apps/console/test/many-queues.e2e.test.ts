import type { QueuesStatistics } from "@leasehold/leasehold-v1";
import { findProgram } from "@leasehold/testing/programs";
import type { Page, Request } from "playwright-core";
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

/** Whether it reads the figures of the queues on the screen. */
function isReading(request: Request): boolean {
  return new URL(request.url()).pathname.endsWith("/queues:statistics");
}

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
    const startedMs = performance.now();
    page.on("request", (request) => {
      if (!isReading(request)) return;
      asked.push(new URL(request.url()).searchParams.getAll("queue").length);
    });
    await ada.open("/projects/acme/queues");
    await page.getByRole("heading", { name: "1,000 queues" }).waitFor();
    await page.waitForTimeout(4000);
    const rows = await page.getByRole("row").count();
    expect(rows).toBeGreaterThan(10);
    expect(rows).toBeLessThan(60);
    await expect.poll(() => asked.length, { timeout: 60_000 }).toBeGreaterThan(1);
    expect(asked.length).toBeLessThan(3 + (performance.now() - startedMs) / 1000);
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
    await expect.poll(() => heading.textContent(), { timeout: 60_000 }).toBe("queue-0778");
  });

  test("shows a task at the first reading after its insertion, and reads within two seconds", async () => {
    const readings: Request[] = [];
    page.on("requestfinished", (request) => {
      if (isReading(request)) readings.push(request);
    });
    await ada.open("/projects/acme/queues");
    const link = page.getByRole("link", { name: "images", exact: true });
    const tasks = page.getByRole("row").filter({ has: link }).getByRole("cell").nth(1);
    await expect.poll(() => tasks.innerText(), { timeout: 60_000 }).toBe("0");
    await administrator.taskqueue.tasks.insert(
      { project: "acme", taskqueue: "images" },
      { body: { payloadBase64: "aGVsbG8=" } },
    );
    const insertedMs = Date.now();
    await expect.poll(() => tasks.innerText(), { timeout: 60_000 }).toBe("1");
    const later = (): Request[] => readings.filter((each) => each.timing().startTime >= insertedMs);
    await expect.poll(() => later().length, { timeout: 60_000 }).toBeGreaterThan(4);
    const first = (await (await later()[0]?.response())?.json()) as QueuesStatistics;
    expect(first.items?.find(({ queue }) => queue === "images")).toMatchObject({ totalTasks: 1 });
    // A machine may be slow at times: the shortest rest is the one that the page means.
    const times = later().map((each) => each.timing());
    const rests = times.slice(1).map(({ startTime }, index) => {
      const { startTime: beforeMs = 0, responseEnd: tookMs = 0 } = times[index] ?? {};
      return startTime - beforeMs - tookMs;
    });
    expect(Math.min(...rests)).toBeLessThan(2000);
  });

  test("asks nothing while the page is hidden", async () => {
    await ada.open("/projects/acme/queues");
    const going = new Set<Request>();
    let calls = 0;
    page.on("request", (request) => {
      calls += 1;
      going.add(request);
    });
    for (const event of ["requestfinished", "requestfailed"] as const) {
      page.on(event as "requestfinished", (request) => void going.delete(request));
    }
    // By the second reading everything else has been asked for.
    for (let reading = 0; reading < 2; reading += 1) await page.waitForRequest(isReading);
    await page.evaluate(`
      Object.defineProperty(document, "visibilityState", { get: () => "hidden", configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    `);
    await page.waitForTimeout(500);
    await expect.poll(() => going.size, { timeout: 60_000 }).toBe(0);
    calls = 0;
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
    const pages = new Set<string | null>();
    page.on("request", (request) => {
      const { pathname, searchParams } = new URL(request.url());
      if (pathname.endsWith("/tasks")) pages.add(searchParams.get("pageToken"));
    });
    await ada.open("/projects/acme/queues/queue-0001/tasks");
    await page.getByRole("table", { name: "Tasks" }).waitFor();
    await page.waitForTimeout(500);
    expect(pages.size).toBeLessThan(3);
    expect(await page.getByRole("row").count()).toBeLessThan(60);
    const scroll = async (): Promise<number> => {
      await page.evaluate("window.scrollTo(0, document.documentElement.scrollHeight)");
      return pages.size;
    };
    await expect.poll(scroll, { timeout: 60_000, interval: 500 }).toBeGreaterThan(3);
    expect(await page.getByRole("row").count()).toBeLessThan(60);
    await screenshot(page, "many-tasks");
  });

  test("nothing failed on the way", () => {
    expect(ada.problems).toEqual([]);
  });
});
