import { createTaskqueue } from "@leasehold/taskqueue-v1beta2";
import { startBrowser } from "@leasehold/testing/browser";
import { findProgram } from "@leasehold/testing/programs";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Application, startApplication } from "./e2e/application.ts";
import { newPerson, type Person, screenshot } from "./e2e/person.ts";
import { type RunningServer, startServer } from "./e2e/running-server.ts";
import { taskqueueScope } from "./e2e/service-account.ts";

const chromium = findProgram("chromium");

describe.skipIf(chromium === undefined)("in a browser", () => {
  let browser: Browser;
  let application: Application;
  let server: RunningServer;

  beforeAll(async () => {
    application = await startApplication();
    server = await startServer({
      change: (yaml) => yaml.replace("http://127.0.0.1:9004/callback", application.callbackUri),
    });
    browser = (await startBrowser()) as Browser;
  });
  afterAll(async () => {
    await browser.close();
    await server[Symbol.asyncDispose]();
    await application[Symbol.asyncDispose]();
  });

  test("a user signs in, reads who asks for what, and allows; the application then inserts, leases and deletes a task", async () => {
    const { page, ...ada } = await openWindow();
    await page.goto(authorizationUrl({ state: "s-1" }));
    expect(await page.textContent("main")).toContain("Acme Web");
    await screenshot(page, "sign-in");
    await ada.signIn("ada@example.com", "not-her-password");
    expect(await page.isVisible("[aria-invalid=true]")).toBe(true);
    await screenshot(page, "sign-in-wrong-password");
    await ada.signIn("ada@example.com", "correct-horse");

    const consent = (await page.textContent("main")) ?? "";
    expect(consent).toContain("Acme Web");
    expect(consent).toContain("ada@example.com");
    expect(consent).toContain("See, insert, lease, change and delete tasks in your task queues");
    await screenshot(page, "consent");
    await ada.decide("allow");

    const callback = await ada.untilCalledBack();
    expect(callback.searchParams.get("state")).toBe("s-1");
    const client = clientOf(await exchange(callback));
    const queue = { project: "acme", taskqueue: "images" };
    const task = await client.tasks.insert(queue, { body: { payloadBase64: "aGVsbG8=" } });
    expect(task.id).toMatch(/^[0-9a-f]{16}$/);
    const leased = await client.tasks.lease({ ...queue, numTasks: 10, leaseSecs: 60 });
    expect(leased.items).toMatchObject([{ id: task.id, payloadBase64: "aGVsbG8=" }]);
    await client.tasks.delete({ ...queue, task: task.id ?? "" });
    const emptied = await client.tasks.list(queue);
    expect(emptied.items).toBeUndefined();
  });

  test("a user who denies is sent back with access_denied and the state", async () => {
    const { page, ...ada } = await openWindow();
    await page.goto(authorizationUrl({ state: "s-2", approval_prompt: "force" }));
    await ada.signIn("ada@example.com", "correct-horse");
    await ada.decide("deny");

    const callback = await ada.untilCalledBack();
    expect(Object.fromEntries(callback.searchParams)).toMatchObject({
      error: "access_denied",
      state: "s-2",
    });
    expect(callback.searchParams.has("code")).toBe(false);
  });

  test("an unknown client and a wrong redirect_uri get an error page and no redirect", async () => {
    const { page } = await openWindow();
    const callbacksBefore = application.callbacks.length;
    const unknown = await page.goto(authorizationUrl({ client_id: "nobody" }));
    expect(unknown?.status()).toBe(400);
    await screenshot(page, "error-unknown-client");

    const elsewhere = `${application.callbackUri}/elsewhere`;
    const wrong = await page.goto(authorizationUrl({ redirect_uri: elsewhere }));
    expect(wrong?.status()).toBe(400);
    expect(page.url().startsWith(server.url)).toBe(true);
    expect(await page.textContent("main")).toContain("redirect_uri");
    await screenshot(page, "error-wrong-redirect-uri");
    expect(application.callbacks.length).toBe(callbacksBefore);
  });

  test("a second authorization does not ask again, unless approval_prompt=force or a new scope does", async () => {
    const { page, ...ada } = await openWindow();
    await page.goto(authorizationUrl({}));
    await ada.signIn("ada@example.com", "correct-horse");
    if (await ada.isAsked()) await ada.decide("allow");
    await ada.untilCalledBack();

    await page.goto(authorizationUrl({ state: "again" }));
    const callback = await ada.untilCalledBack();
    expect(callback.searchParams.get("state")).toBe("again");

    await page.goto(authorizationUrl({ approval_prompt: "force" }));
    expect(await ada.isAsked()).toBe(true);

    await page.goto(authorizationUrl({ scope: `openid email ${taskqueueScope}` }));
    expect(await ada.isAsked()).toBe(true);
    expect(await page.textContent("main")).toContain("See your e-mail address");
    await screenshot(page, "consent-more-scopes");
  });

  test("removing an application under /permissions stops its token at once", async () => {
    const { page, ...ada } = await openWindow();
    await page.goto(authorizationUrl({ approval_prompt: "force", access_type: "offline" }));
    await ada.signIn("ada@example.com", "correct-horse");
    await ada.decide("allow");
    const client = clientOf(await exchange(await ada.untilCalledBack()));
    const queue = { project: "acme", taskqueue: "images" };
    expect((await client.taskqueues.get(queue)).id).toBe("projects/acme/taskqueues/images");

    await page.goto(`${server.url}/permissions`);
    expect(await page.textContent("main")).toContain("Acme Web");
    await screenshot(page, "permissions");
    await ada.submit("button:has-text('Remove access')");
    expect(await page.isVisible("[role=status]")).toBe(true);
    await screenshot(page, "permissions-removed");

    await expect(client.taskqueues.get(queue)).rejects.toMatchObject({
      status: 401,
      reason: "authError",
      message: "Invalid Credentials",
    });
  });

  test("the link of the first start makes an administrator, once", async () => {
    await using fresh = await startServer({ yaml: "{}" });
    const setupUrl = fresh.setupUrl ?? "";
    expect(setupUrl.startsWith(`${fresh.url}/setup`)).toBe(true);
    const { page, submit } = await openWindow();
    await page.goto(setupUrl);
    await screenshot(page, "setup");
    await page.fill("input[name=name]", "Grace");
    await page.fill("input[name=email]", "grace@example.com");
    await page.fill("input[name=password]", "short");
    await page.fill("input[name=project]", "acme");
    await submit("main button");
    expect(await page.isVisible("[aria-invalid=true]")).toBe(true);
    await screenshot(page, "setup-short-password");
    await page.fill("input[name=password]", "a long enough one");
    await submit("main button");
    await page.goto(`${fresh.url}/permissions`);
    expect(await page.textContent("header")).toContain("grace@example.com");
    await screenshot(page, "permissions-empty");

    const again = await page.goto(setupUrl);
    expect(again?.status()).toBe(404);
    await screenshot(page, "setup-link-used");
  });

  function authorizationUrl(parameters: Record<string, string>): string {
    const query = new URLSearchParams({
      response_type: "code",
      client_id: "web-client",
      redirect_uri: application.callbackUri,
      scope: taskqueueScope,
      ...parameters,
    });
    return `${server.url}/o/oauth2/v2/auth?${query.toString()}`;
  }

  function openWindow(): Promise<Person> {
    return newPerson({ browser, callbackUri: application.callbackUri });
  }

  async function exchange(callback: URL): Promise<string> {
    const answer = await fetch(`${server.url}/token`, {
      method: "POST",
      body: new URLSearchParams({
        grant_type: "authorization_code",
        client_id: "web-client",
        client_secret: "web-secret",
        redirect_uri: application.callbackUri,
        code: callback.searchParams.get("code") ?? "",
      }),
    });
    expect(answer.status).toBe(200);
    const tokens = (await answer.json()) as Record<string, unknown>;
    expect(tokens).toMatchObject({ token_type: "Bearer", expires_in: 3600 });
    return tokens["access_token"] as string;
  }

  function clientOf(token: string) {
    return createTaskqueue({
      baseUrl: server.url,
      authorize: (request) => {
        request.headers.set("authorization", `Bearer ${token}`);
        return request;
      },
    });
  }
});
