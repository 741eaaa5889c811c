import { findProgram } from "@leasehold/testing/programs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type OpenConsole, openConsole } from "./support/open-console.ts";
import { peopleYaml } from "./support/people.ts";
import { screenshot, type Visitor } from "./support/visitor.ts";

const chromium = findProgram("chromium");

describe.skipIf(chromium === undefined)("signing in to the console", () => {
  let opened: OpenConsole;
  beforeAll(async () => {
    opened = await openConsole(peopleYaml);
  });
  afterAll(async () => {
    await opened[Symbol.asyncDispose]();
  });

  const newAda = (): Promise<Visitor> => opened.visit("ada@example.com", "correct-horse");

  test("leads to the address that was opened, and leaves no token where others find it", async () => {
    const { page, open, problems } = await newAda();
    await open("/projects?from=a-link");
    expect(page.url()).toBe(`${opened.service.url}/console/projects?from=a-link`);
    expect(await page.textContent("h1")).toBe("Projects");
    await screenshot(page, "projects");
    const kept = await page.evaluate(() =>
      JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)]),
    );
    expect(kept).not.toMatch(/ya29|token|verifier/);
    const cookies = await page.context().cookies();
    expect(cookies.every(({ httpOnly }) => httpOnly)).toBe(true);
    expect(problems).toEqual([]);
  });

  test("asks nothing of who is signed in to the service already", async () => {
    const { page, open } = await newAda();
    await open("/projects");
    const second = await page.context().newPage();
    const pages: string[] = [];
    second.on("framenavigated", (frame) => pages.push(new URL(frame.url()).pathname));
    await second.goto(`${opened.service.url}/console/projects`);
    await second.waitForSelector("h1");
    expect(pages).toEqual(["/console/projects"]);
  });

  test("is renewed without a page when the service no longer takes the token", async () => {
    const { page, open } = await newAda();
    const tokens = new Set<string>();
    page.on("request", (request) => {
      const [, token] = /^Bearer (.+)$/.exec(request.headers()["authorization"] ?? "") ?? [];
      if (token !== undefined) tokens.add(token);
    });
    await open("/projects/acme/queues");
    const [first = ""] = tokens;
    expect(first).not.toBe("");
    await fetch(`${opened.service.url}/revoke?token=${first}`, { method: "POST" });
    await expect.poll(() => tokens.size, { timeout: 60_000 }).toBeGreaterThan(1);
    expect(page.url()).toBe(`${opened.service.url}/console/projects/acme/queues`);
    expect(await page.textContent("h1")).toBe("Task Queues");
  });

  test("ends for every window when one signs out", async () => {
    const { page, open } = await newAda();
    await open("/projects/acme/queues");
    const second = await page.context().newPage();
    await second.goto(`${opened.service.url}/console/projects`);
    await second.waitForSelector("h1");
    await second.click("button[aria-label=Account]");
    await second.click("text=Sign out");
    await second.waitForSelector("input[name=password]");
    await page.waitForSelector("input[name=password]");
    expect(new URL(page.url()).pathname).not.toContain("/console/");
  });

  test("takes no code that was not asked for in this window", async () => {
    const { page, open } = await newAda();
    await open("/projects");
    await page.goto(`${opened.service.url}/console/?code=4/planted&state=somebody-elses`);
    await page.waitForSelector("nav[aria-label=Panes]");
    expect(page.url()).not.toContain("planted");
  });
});
