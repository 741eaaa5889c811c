import { findProgram } from "@leasehold/testing/programs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Administrator, administratorOf } from "./support/administrator.ts";
import { allPanes } from "./support/all-panes.ts";
import { type OpenConsole, openConsole } from "./support/open-console.ts";
import { peopleYaml } from "./support/people.ts";
import type { Visitor } from "./support/visitor.ts";

const chromium = findProgram("chromium");

/** Runs in any place where text is taken for markup. */
const hostile = `"'><img src=x onerror="attacked=1"><script>attacked=1</script>{{7*7}}`;
const short = hostile.slice(0, 100);

/** A drawing that runs a script where it is shown as a page. */
const drawing = `<svg xmlns="http://www.w3.org/2000/svg" onload="attacked=1"><script>attacked=1</script></svg>`;

describe.skipIf(chromium === undefined)("names and payloads that are scripts", () => {
  let opened: OpenConsole;
  let ada: Visitor;
  const dialogs: string[] = [];
  beforeAll(async () => {
    opened = await openConsole(peopleYaml);
    ada = await opened.visit("ada@example.com", "correct-horse");
    ada.page.on("dialog", (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    await ada.open("/projects");
    await plant(await administratorOf(ada.page, opened.service.url));
  });
  afterAll(async () => {
    await opened[Symbol.asyncDispose]();
  });

  /** What an attack would have left behind; nothing, if all is well. */
  async function harm(): Promise<unknown[]> {
    const attacked = await ada.page.evaluate("typeof attacked");
    const planted = await ada.page.locator("img[src=x], script:not([src])").count();
    const ran = attacked === "undefined" ? [] : ["a script ran"];
    return [...ran, ...(planted > 0 ? ["there is markup"] : []), ...dialogs, ...ada.problems];
  }

  test.each(allPanes)("do nothing in the pane %s", async (_name, path) => {
    await ada.open(path);
    await ada.page.waitForTimeout(300);
    expect(await harm()).toEqual([]);
  });

  test("are shown as the text that they are", async () => {
    for (const path of ["/projects/acme/access", "/projects", "/users", "/projects/acme/team"]) {
      await ada.open(path);
      await ada.page.getByRole("main").getByText(short).first().waitFor();
    }
    await ada.open("/projects/acme/queues/images/tasks");
    await ada.page.getByRole("main").getByText(hostile).first().waitFor();
    expect(await ada.page.getByRole("main").getByText(hostile).count()).toBe(3);
  });

  test.each(["markup", "drawing", "looks-like-png"])(
    "do nothing as the payload of the task %s, in any view of it",
    async (task) => {
      await ada.open("/projects/acme/queues/images/tasks");
      await ada.page.getByRole("button", { name: task }).click();
      const views = ada.page.getByRole("radiogroup", { name: "View of the payload" });
      await views.waitFor();
      for (const view of await views.locator("label").all()) {
        await view.click();
        expect(await harm()).toEqual([]);
      }
      const kinds = await views
        .getByRole("radio")
        .evaluateAll((radios) =>
          radios.map((radio) => (radio as unknown as { value: string }).value),
        );
      expect(kinds.includes("image")).toBe(task === "looks-like-png");
    },
  );

  test("do nothing on the pages of the service that name an application", async () => {
    await ada.page.goto(`${opened.service.url}/permissions`);
    expect(await harm()).toEqual([]);
  });

  async function plant({ leasehold, taskqueue }: Administrator): Promise<void> {
    const project = "acme";
    const name = short;
    await leasehold.projects.patch({ project }, { body: { name } });
    await leasehold.clients.create({ project }, { body: { name, type: "device" } });
    await leasehold.apiKeys.create({ project }, { body: { name, type: "server" } });
    await leasehold.serviceAccounts.create({ project }, { body: { accountId: "worker", name } });
    await leasehold.consumers.create(
      { project },
      { body: { key: "evil.example.com", name, realm: "https://evil.example.com/" } },
    );
    await leasehold.users.create({}, { body: { email: "mallory@example.com", name } });
    await leasehold.members.add(
      { project },
      { body: { email: "mallory@example.com", role: "viewer" } },
    );
    const queue = { project, taskqueue: "images" };
    const insert = (id: string, payload: string): Promise<unknown> =>
      taskqueue.tasks.insert(queue, {
        body: {
          id,
          tag: hostile,
          payloadBase64: Buffer.from(payload, "latin1").toString("base64"),
        },
      });
    await insert("markup", hostile);
    await insert("drawing", drawing);
    await insert("looks-like-png", `\u0089PNG\r\n\u001a\n${drawing}`);
  }
});
