import { generateKeyPairSync } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { authorizedFetch } from "@leasehold/auth";
import { serviceAccount } from "@leasehold/auth/service-account";
import { memoryTokenStore } from "@leasehold/auth/token-store";
import { webServer } from "@leasehold/auth/web-server";
import { startLeasehold } from "@leasehold/server";
import { createTaskqueue } from "@leasehold/taskqueue-v1beta2";
import { startBrowser } from "@leasehold/testing/browser";
import { freePort } from "@leasehold/testing/free-port";
import { findProgram } from "@leasehold/testing/programs";
import { temporaryFolder } from "@leasehold/testing/temporary-folder";
import { expect, test } from "vitest";
import { createApp } from "../src/app.ts";
import { runWorker } from "../src/worker.ts";

const scopes = ["https://www.googleapis.com/auth/taskqueue"];
const queue = { project: "demo", taskqueue: "texts" };

test.skipIf(findProgram("chromium") === undefined)(
  "a user signs in with Leasehold, hands in a text, and sees how many words the worker counted",
  async () => {
    await using sample = await startSample();
    const browser = await startBrowser();
    if (browser === undefined) throw new Error("Chromium is there but did not start.");
    sample.cleanup.defer(() => browser.close());
    const page = await browser.newPage();

    await page.goto(sample.appUrl);
    await page.click("text=Sign in with Leasehold");
    await page.fill("input[name=email]", "ada@example.com");
    await page.fill("input[name=password]", "correct-horse");
    await page.click("form:has(input[name=password]) button");
    await page.waitForSelector("button[name=decision]");
    expect(await page.textContent("main")).toContain("Word Counter");
    await page.click("button[name=decision][value=allow]");

    await page.waitForURL(`${sample.appUrl}/`);
    await page.fill("textarea", "Tasks that wait, workers that lease.");
    await page.click("text=Count its words");
    await page.waitForSelector("text=waiting");
    sample.startWorker();
    await page.waitForSelector("text=6 words");
    expect(await page.locator("tbody tr").count()).toBe(1);

    await page.click("text=Sign out");
    await page.waitForSelector("text=Sign in with Leasehold");

    // Signing out revoked the grant: the user is asked again, and denies.
    await page.click("text=Sign in with Leasehold");
    await page.click("button[name=decision][value=deny]");
    await page.waitForSelector("text=You did not allow access.");
  },
);

async function startSample() {
  await using starting = new AsyncDisposableStack();
  const folder = starting.use(temporaryFolder()).path;
  // The redirect address is registered before the app listens.
  const port = await freePort();
  const appUrl = `http://127.0.0.1:${port}`;
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  writeFileSync(join(folder, "worker.pub.pem"), publicKey.export({ type: "spki", format: "pem" }));
  const yaml = readFileSync(new URL("../leasehold.yaml", import.meta.url), "utf8");
  const leasehold = await startLeasehold({
    host: "127.0.0.1",
    port: 0,
    dataFolder: join(folder, "data"),
    logLevel: "error",
    configuration: { yaml: yaml.replace("http://127.0.0.1:9004", appUrl), folder },
  });
  starting.defer(() => leasehold.close());

  const counts = new Map<string, number>();
  const signIn = webServer({
    clientId: "word-counter",
    clientSecret: "word-counter-secret",
    redirectUri: `${appUrl}/callback`,
    issuer: leasehold.url,
    store: memoryTokenStore(),
  });
  const app = createApp({ leaseholdUrl: leasehold.url, signIn, scopes, queue, counts });
  await app.listen({ host: "127.0.0.1", port });
  starting.defer(() => app.close());

  const worker = serviceAccount({
    key: {
      email: "worker@demo.example.com",
      privateKey: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    },
    scopes,
    issuer: leasehold.url,
  });
  const { tasks } = createTaskqueue({ baseUrl: leasehold.url, fetch: authorizedFetch(worker) });
  const cleanup = starting.move();
  return {
    appUrl,
    cleanup,
    startWorker: () => {
      const stopping = new AbortController();
      const working = runWorker({ tasks, queue, counts, signal: stopping.signal });
      cleanup.defer(async () => {
        stopping.abort();
        await working;
      });
    },
    [Symbol.asyncDispose]: () => cleanup.disposeAsync(),
  };
}

test("an answer that the browser did not ask for is refused", async () => {
  const signIn = webServer({
    clientId: "word-counter",
    clientSecret: "word-counter-secret",
    redirectUri: "http://127.0.0.1:9004/callback",
    issuer: "http://127.0.0.1:8085",
    store: memoryTokenStore(),
  });
  const leaseholdUrl = "http://127.0.0.1:8085";
  await using app = createApp({ leaseholdUrl, signIn, scopes, queue, counts: new Map() });

  const answer = await app.inject("/callback?code=stolen&state=guessed");

  expect(answer.statusCode).toBe(400);
  expect(answer.body).toContain("Please sign in again.");
});
