import { createTaskqueue, type TaskqueueClient } from "@leasehold/taskqueue-v1beta2";
import { findProgram } from "@leasehold/testing/programs";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Application, startApplication } from "./support/application.ts";
import { type OpenConsole, openConsole } from "./support/open-console.ts";
import { screenshot, type Visitor } from "./support/visitor.ts";

const chromium = findProgram("chromium");

// One person, from the first start of a service to an application that uses a queue and is turned away again. Each
// step goes on where the one before stopped.
describe.skipIf(chromium === undefined)("a service's first day, in a browser", () => {
  let opened: OpenConsole;
  let application: Application;
  let grace: Visitor;
  let page: Page;
  let client = { clientId: "", clientSecret: "" };
  let script: TaskqueueClient;
  const queue = { project: "photos", taskqueue: "thumbnails" };

  beforeAll(async () => {
    opened = await openConsole("{}");
    application = await startApplication();
    grace = await opened.visit("grace@example.com", "a long enough one");
    page = grace.page;
  });
  afterAll(async () => {
    await opened[Symbol.asyncDispose]();
    await application[Symbol.asyncDispose]();
  });

  test("the set-up link makes the administrator and leads into the console", async () => {
    await page.goto(opened.service.setupUrl ?? "no link");
    await page.fill("input[name=name]", "Grace");
    await page.fill("input[name=email]", "grace@example.com");
    await page.fill("input[name=password]", "a long enough one");
    await page.fill("input[name=project]", "");
    await page.click("main button");
    await page.waitForURL(`${opened.service.url}/console/projects`);
    await page.getByText("No project yet").waitFor();
    expect(page.url()).toBe(`${opened.service.url}/console/projects`);
    await screenshot(page, "story-1-first-page");
  });

  test("she creates a project, and its overview says what to do first", async () => {
    await page.getByRole("button", { name: "Create project" }).first().click();
    await page.getByLabel("Project id").fill("photos");
    await page.getByLabel("Name", { exact: true }).fill("Photo album");
    await page.getByRole("dialog").getByRole("button", { name: "Create" }).click();
    await page.waitForURL(`${opened.service.url}/console/projects/photos`);
    await page.getByRole("heading", { name: "Photo album" }).waitFor();
    await page.getByRole("link", { name: "Switch the Task Queue service on" }).waitFor();
    expect(await page.getByRole("listitem").allTextContents()).toHaveLength(3);
    await screenshot(page, "story-2-first-steps");
  });

  test("she switches Task Queue on in the Services pane", async () => {
    await page.getByRole("link", { name: "Services", exact: true }).click();
    const toggle = page.getByRole("switch", { name: "Task Queue" });
    await toggle.waitFor();
    if (await toggle.isChecked()) await toggle.click({ force: true });
    await page.getByText("Off", { exact: true }).waitFor();
    await toggle.click({ force: true });
    await page.getByText("On", { exact: true }).waitFor();
    expect(await toggle.isChecked()).toBe(true);
  });

  test("the wizard registers a web client and shows its secret once", async () => {
    await page.getByRole("link", { name: "API Access" }).click();
    await page.getByRole("button", { name: "Create client ID" }).click();
    await page.getByLabel("Name of the application").fill("Album web");
    await page.getByRole("button", { name: "Next" }).click();
    await page.getByLabel("Redirect addresses").fill(application.callbackUri);
    await screenshot(page, "story-3-wizard");
    await page.getByRole("dialog").getByRole("button", { name: "Create client ID" }).click();
    await page.getByText("This is shown once.").waitFor();
    client = {
      clientId: await page.getByLabel("Client ID", { exact: true }).inputValue(),
      clientSecret: await page.getByLabel("Client secret", { exact: true }).inputValue(),
    };
    expect(client.clientSecret.length).toBeGreaterThan(15);
    await screenshot(page, "story-4-secret");

    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Download client_secrets.json" }).click(),
    ]);
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
    const file = JSON.parse(Buffer.concat(chunks).toString()) as { web: Record<string, unknown> };
    expect(file.web).toMatchObject({
      client_id: client.clientId,
      client_secret: client.clientSecret,
      token_uri: `${opened.service.url}/token`,
    });

    await page.getByRole("button", { name: "Done" }).click();
    await page.getByRole("button", { name: "Edit Album web" }).waitFor();
    await page.reload();
    await page.getByRole("button", { name: "Edit Album web" }).waitFor();
    expect(await page.content()).not.toContain(client.clientSecret);
  });

  test("a server key is made, and stays readable", async () => {
    await page.getByRole("button", { name: "Create server key" }).click();
    await page.getByLabel("Addresses that it is taken from").fill("127.0.0.1/32");
    await page.getByRole("dialog").getByRole("button", { name: "Create" }).click();
    const key = page.getByRole("table", { name: "API keys" }).locator("code");
    await key.waitFor();
    expect((await key.textContent())?.length).toBeGreaterThan(20);
    await page.reload();
    await key.waitFor();
    await screenshot(page, "story-5-access");
  });

  test("she creates a queue", async () => {
    await page.getByRole("link", { name: "Task Queues" }).click();
    await page.getByRole("button", { name: "Create queue" }).first().click();
    await page.getByRole("textbox", { name: "Name", exact: true }).fill("thumbnails");
    await page.getByRole("dialog").getByRole("button", { name: "Create" }).click();
    await page.waitForURL(`${opened.service.url}/console/projects/photos/queues/thumbnails`);
    await page.getByRole("tab", { name: "Who may use it" }).click();
    const lists = ["May read, lease, renew and delete tasks", "May insert tasks"];
    for (const list of lists) await page.getByLabel(list).fill("grace@example.com");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Who may use thumbnails was changed.").waitFor();
    expect(await page.textContent("h1")).toBe("thumbnails");
  });

  test("a script uses the queue with what she registered", async () => {
    const visit = await page.context().newPage();
    const token = await application.askForAccess(visit, { service: opened.service.url, ...client });
    await visit.close();
    script = createTaskqueue({
      baseUrl: opened.service.url,
      authorize: (request) => {
        request.headers.set("authorization", `Bearer ${token}`);
        return request;
      },
    });
    for (const name of ["one", "two", "three"]) {
      await script.tasks.insert(queue, {
        body: {
          id: name,
          payloadBase64: btoa(JSON.stringify({ image: `${name}.jpg` })),
          tag: "resize",
        },
      });
    }
    const leased = await script.tasks.lease({ ...queue, numTasks: 1, leaseSecs: 600 });
    expect(leased.items).toHaveLength(1);
  });

  test("its tasks are there, with state and payload", async () => {
    await page.getByRole("tab", { name: "Tasks" }).click();
    const tasks = page.getByRole("table", { name: "Tasks" });
    await tasks.getByRole("button", { name: "three" }).waitFor();
    expect(await tasks.getByText("available").count()).toBe(2);
    expect(await tasks.getByText("leased").count()).toBe(1);
    await screenshot(page, "story-6-tasks");
    await tasks.getByRole("button", { name: "three" }).click();
    expect(await page.getByLabel("Payload", { exact: true }).textContent()).toBe(
      '{\n  "image": "three.jpg"\n}',
    );
    await screenshot(page, "story-7-task");
    await page.getByRole("button", { name: "Close" }).click();
  });

  test("its calls are in the graphs, under its name", async () => {
    await page.getByRole("link", { name: "Traffic", exact: true }).click();
    const applications = page.getByRole("table", { name: "Calls, by application" });
    await applications.getByRole("cell", { name: "Album web" }).waitFor();
    const methods = page.getByRole("table", { name: "Calls, by method" });
    const row = methods.getByRole("row", { name: "taskqueue.tasks.insert" });
    expect(await row.getByRole("cell").last().textContent()).toBe("3");
    await screenshot(page, "story-8-traffic");
  });

  test("switched off, the service refuses the script with accessNotConfigured", async () => {
    await page.getByRole("link", { name: "Services", exact: true }).click();
    await page.getByRole("switch", { name: "Task Queue" }).click({ force: true });
    await page.getByText("Off", { exact: true }).waitFor();
    await expect(script.tasks.list(queue)).rejects.toMatchObject({
      status: 403,
      reason: "accessNotConfigured",
    });
    await page.getByRole("switch", { name: "Task Queue" }).click({ force: true });
    await page.getByText("On", { exact: true }).waitFor();
    expect((await script.tasks.list(queue)).items).toHaveLength(3);
  });

  test("its access taken back, the script is refused with 401", async () => {
    await page.getByRole("link", { name: "Your account" }).click();
    await page.getByRole("button", { name: "Remove access of Album web" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Remove access" }).click();
    await page.getByText("Album web no longer has access.").waitFor();
    await expect(script.tasks.list(queue)).rejects.toMatchObject({ status: 401 });
  });

  test("all of it is in the audit log", async () => {
    await page.getByRole("link", { name: "Audit log", exact: true }).click();
    const changes = page.getByRole("table", { name: "Changes" });
    await changes.waitFor();
    const text = await changes.textContent();
    for (const part of [client.clientId, "grace@example.com", "thumbnails"])
      expect(text).toContain(part);
    expect(text).not.toContain(client.clientSecret);
    await screenshot(page, "story-9-audit");
  });

  test("nothing failed on the way", () => {
    expect(grace.problems).toEqual([]);
  });
});
