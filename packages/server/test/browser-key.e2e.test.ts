import { startBrowser } from "@leasehold/testing/browser";
import { findProgram } from "@leasehold/testing/programs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Application, startApplication } from "./e2e/application.ts";
import { type RunningServer, startServer } from "./e2e/running-server.ts";

const chromium = findProgram("chromium");

interface Call {
  url: string;
  method: string;
  form: string;
  consumerKey: string;
  secret: string;
}

interface Answer {
  status: number;
  challenge: string | null;
  reason: string | undefined;
}

describe.skipIf(chromium === undefined)("a page that signs by itself", () => {
  let browser: Browser;
  let server: RunningServer;
  let own: Application;
  let foreign: Application;
  let tasks: string;

  beforeAll(async () => {
    [own, foreign] = await Promise.all([startApplication(), startApplication()]);
    server = await startServer({
      change: (yaml) => yaml.replace("http://127.0.0.1:9005/*", `${pageOf(own)}*`),
    });
    browser = (await startBrowser()) as Browser;
    tasks = `${server.url}/taskqueue/v1beta2/projects/acme/taskqueues/images/tasks`;
  });
  afterAll(async () => {
    await browser.close();
    await server[Symbol.asyncDispose]();
    await own[Symbol.asyncDispose]();
    await foreign[Symbol.asyncDispose]();
  });

  const identity = "key=acme-browser-key&xoauth_requestor_id=ada%40example.com";
  const consumer = { consumerKey: "consumer.example.com", secret: "consumer-secret" };

  async function callFrom(application: Application, call: Partial<Call> = {}): Promise<Answer> {
    const page = await browser.newPage();
    try {
      await page.goto(pageOf(application));
      const url = `${tasks}?${identity}`;
      return await sendSigned(page, { method: "GET", url, form: "", ...consumer, ...call });
    } finally {
      await page.close();
    }
  }

  test("calls the API from where its key may be used, with a query and with a form", async () => {
    const url = `${tasks}/lease?${identity}`;
    const lease = {
      url,
      method: "POST",
      form: "numTasks=1&leaseSecs=0&groupByTag=true&tag=%C3%BC",
    };
    expect((await callFrom(own)).status).toBe(200);
    expect((await callFrom(own, lease)).status).toBe(200);
  });

  test("is refused elsewhere", async () => {
    expect(await callFrom(foreign)).toMatchObject({ status: 403, reason: "ipRefererBlocked" });
  });

  test("may read what it is asked for", async () => {
    expect(await callFrom(own, { secret: "another" })).toEqual({
      status: 401,
      challenge: 'OAuth realm="leasehold"',
      reason: "authError",
    });
  });
});

function pageOf(application: Application): string {
  return new URL("/", application.callbackUri).href;
}

/** RFC 5849 by the letter, with nothing but what a browser has: it runs in the page. */
function sendSigned(page: Page, call: Call): Promise<Answer> {
  return page.evaluate(async ({ url, method, form, consumerKey, secret }) => {
    const encode = (text: string): string =>
      encodeURIComponent(text).replace(
        /[!'()*]/g,
        (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
      );
    const protocol = [
      ["oauth_consumer_key", consumerKey],
      ["oauth_nonce", crypto.randomUUID()],
      ["oauth_signature_method", "HMAC-SHA1"],
      ["oauth_timestamp", String(Math.floor(Date.now() / 1000))],
    ] as const;
    const { origin, pathname, searchParams } = new URL(url);
    const parameters = [...protocol, ...searchParams, ...new URLSearchParams(form)]
      .map(([name, value]) => `${encode(name)}=${encode(value)}`)
      .sort()
      .join("&");
    const baseString = [method, origin + pathname, parameters].map(encode).join("&");
    const bytes = new TextEncoder();
    const algorithm = { name: "HMAC", hash: "SHA-1" };
    const keyBytes = bytes.encode(`${encode(secret)}&`);
    const key = await crypto.subtle.importKey("raw", keyBytes, algorithm, false, ["sign"]);
    const mac = await crypto.subtle.sign("HMAC", key, bytes.encode(baseString));
    const signature = btoa(String.fromCharCode(...new Uint8Array(mac)));
    const authorization = [...protocol, ["oauth_signature", signature] as const]
      .map(([name, value]) => `${name}="${encode(value)}"`)
      .join(", ");
    const response = await fetch(url, {
      method,
      headers: {
        authorization: `OAuth ${authorization}`,
        ...(form !== "" && { "content-type": "application/x-www-form-urlencoded" }),
      },
      ...(form !== "" && { body: form }),
    });
    const { error } = (await response.json()) as { error?: { errors: { reason: string }[] } };
    return {
      status: response.status,
      challenge: response.headers.get("www-authenticate"),
      reason: error?.errors[0]?.reason,
    };
  }, call);
}
