import { execFileSync } from "node:child_process";
import { findProgram } from "@leasehold/testing/programs";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { administratorOf } from "./support/administrator.ts";
import { type OpenConsole, openConsole } from "./support/open-console.ts";
import { peopleYaml } from "./support/people.ts";
import { screenshot, type Visitor } from "./support/visitor.ts";

const chromium = findProgram("chromium");

describe.skipIf(chromium === undefined)("the try-it page", () => {
  let opened: OpenConsole;
  let ada: Visitor;
  let page: Page;
  beforeAll(async () => {
    opened = await openConsole(peopleYaml);
    ada = await opened.visit("ada@example.com", "correct-horse");
    page = ada.page;
  });
  afterAll(async () => {
    await opened[Symbol.asyncDispose]();
  });

  test("makes a form of a method's document, runs it as the person, and shows the answer", async () => {
    await ada.open("/try?api=taskqueue%3Av1beta2&method=tasks.insert");
    const run = page.getByRole("button", { name: "Run" });
    await run.waitFor();
    expect(await page.getByRole("textbox", { name: "project" }).inputValue()).toBe("acme");
    expect(await run.isDisabled()).toBe(true);
    await page.getByText("Still needed: taskqueue").waitFor();
    await page.getByRole("textbox", { name: "taskqueue" }).fill("images");
    await page
      .getByRole("textbox", { name: "Body" })
      .fill('{ "id": "tried", "payloadBase64": "aGVsbG8=", "tag": "it\'s" }');
    await run.click();
    await page.getByText(/^200/).waitFor();
    const answer = JSON.parse(
      (await page.getByLabel("Body of the answer", { exact: true }).textContent()) ?? "",
    );
    expect(answer).toMatchObject({ id: "tried", payloadBase64: "aGVsbG8=", tag: "it's" });
    await screenshot(page, "try-answer");
  });

  test("writes the same request for curl, which a shell can run", async () => {
    const { taskqueue } = await administratorOf(page, opened.service.url);
    await taskqueue.tasks.delete({ project: "acme", taskqueue: "images", task: "tried" });
    await page.getByRole("tab", { name: "curl" }).click();
    const command = (await page.getByLabel("Request: curl", { exact: true }).textContent()) ?? "";
    // What curl would be called with, by the shell's own reading of it.
    const read = execFileSync(
      "sh",
      ["-c", `curl() { printf '%s\\n' "$@"; }; TOKEN=t; ${command}`],
      {
        encoding: "utf8",
      },
    ).split("\n");
    expect(read.slice(0, -1)).toEqual([
      "-X",
      "POST",
      "-H",
      "Authorization: Bearer t",
      "-H",
      "Content-Type: application/json",
      "-d",
      '{ "id": "tried", "payloadBase64": "aGVsbG8=", "tag": "it\'s" }',
      `${opened.service.url}/taskqueue/v1beta2/projects/acme/taskqueues/images/tasks`,
    ]);
  });

  test("writes it for the command line and in TypeScript", async () => {
    await page.getByRole("tab", { name: "Command line" }).click();
    const command =
      (await page.getByLabel("Request: Command line", { exact: true }).textContent()) ?? "";
    expect(command.replaceAll(/\s*\\\n\s*/g, " ")).toBe(
      `leasehold api taskqueue:v1beta2 tasks.insert --root-url ${opened.service.url}/ --project acme --taskqueue images --body '{"id":"tried","payloadBase64":"aGVsbG8=","tag":"it'\\''s"}'`,
    );
    await page.getByRole("tab", { name: "TypeScript" }).click();
    const code =
      (await page.getByLabel("Request: TypeScript", { exact: true }).textContent()) ?? "";
    expect(code).toContain('import { createTaskqueue } from "@leasehold/taskqueue-v1beta2";');
    expect(code).toContain("taskqueue.tasks.insert({");
  });

  test("shows a refusal as it came", async () => {
    await ada.open("/try?api=leasehold%3Av1&method=queues.get");
    await page.getByRole("textbox", { name: "queue" }).fill("no-such-queue");
    await page.getByRole("button", { name: "Run" }).click();
    await page.getByText(/^404/).waitFor();
    expect(await page.getByLabel("Body of the answer", { exact: true }).textContent()).toContain(
      "notFound",
    );
    expect(await page.content()).not.toMatch(/ya29\.|Bearer [\w-]{10}/);
  });

  test("has a form for every method of every API here", async () => {
    const [problems, places] = await page.evaluate(async () => {
      const list = (await (await fetch("/discovery/v1/apis")).json()) as {
        items: { id: string; discoveryRestUrl: string }[];
      };
      return [[] as string[], list.items.map(({ id }) => id)] as const;
    });
    expect([...places].toSorted()).toEqual(["leasehold:v1", "taskqueue:v1beta2"]);
    for (const api of places) {
      await ada.open(`/try?api=${encodeURIComponent(api)}`);
      const methods = page.getByRole("combobox", { name: "Method" });
      for (const method of await methods.locator("option").allTextContents()) {
        await methods.selectOption(method);
        const title = await page.getByRole("heading", { level: 2 }).nth(1).textContent();
        if (title !== `${api.split(":")[0]}.${method}`) problems.push(`${method}: ${title}`);
      }
    }
    expect(problems).toEqual([]);
    expect(ada.problems).toEqual([]);
  });
});
