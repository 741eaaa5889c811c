import { startBrowser } from "@leasehold/testing/browser";
import { findProgram } from "@leasehold/testing/programs";
import { findPython } from "@leasehold/testing/python";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Running } from "./cli.ts";
import { browse } from "@leasehold/testing/form-browser";
import { endWell, type GuideService, startGuideService } from "./guide-service.ts";
import { type Example, readGuide, ways } from "./guide.ts";
import { ada } from "./service.ts";

// Every block of docs/authorization.md is run as it stands there; a person at the browser plays along.
const guide = readGuide();
const blocks = guide.examples.filter(({ block }) => block !== undefined);
const python = findPython(["google_auth_oauthlib.flow", "google.auth.transport.requests"]);
const missing = ["bash", "curl", "openssl"].filter((name) => findProgram(name) === undefined);

let service: GuideService;
/** The owner's token, which one section's first block gets for the others. */
let ownerToken = "";

/** Those that run, but do not end with the task on standard output. */
const otherwise = new Set(["Web server/TypeScript", "Acting as a service account/CLI"]);

/** What somebody does while an example runs; nothing, when a section is not named. */
const plays: Record<string, (running: Running) => Promise<void>> = {
  "Web server/curl": typeCode,
  "Web server/Python": typeAddress,
  "Installed application/CLI": followBrowser,
  "Installed application/TypeScript": followBrowser,
  "Installed application/curl": typeCode,
  "Installed application/Python": followBrowser,
  "Device/CLI": allowDevice,
  "Device/TypeScript": allowDevice,
  "Device/curl": allowDevice,
  "Code by hand/CLI": copyCode,
  "Code by hand/TypeScript": copyCode,
  "Code by hand/curl": copyCode,
  "Code by hand/Python": copyCode,
};

async function followBrowser(): Promise<void> {
  await expect.poll(() => service.openedAddress(), { timeout: 60_000 }).toBeDefined();
  await browse(service.openedAddress() ?? "", ada);
}

/** Goes to where the program says, and comes back with the address that the browser ends on. */
async function redirectAddress(running: Running): Promise<string> {
  const [, address = ""] = await running.saw(/Open (http\S+)/);
  const isOurs = (place: string): boolean => place.startsWith(service.url);
  return (await browse(address, ada, (place) => !isOurs(place))).address;
}

async function typeAddress(running: Running): Promise<void> {
  running.type(await redirectAddress(running));
}

async function typeCode(running: Running): Promise<void> {
  running.type(new URL(await redirectAddress(running)).searchParams.get("code") ?? "");
}

async function copyCode(running: Running): Promise<void> {
  const [address] = await running.saw(/http\S+\/auth\?\S+/);
  const { text } = await browse(address, ada);
  running.type(/id="code"[^>]*>([^<]+)</.exec(text)?.[1] ?? "");
}

async function allowDevice(running: Running): Promise<void> {
  const [, page = ""] = await running.saw(/(http\S+\/device)\b/);
  const [code] = await running.saw(/\b[A-Z]{4}-[A-Z]{4}\b/);
  await browse(`${page}?user_code=${code}`, ada);
}

beforeAll(async () => {
  if (missing.length > 0) return;
  service = await startGuideService(guide);
  const block = { language: "sh", text: guide.setUp.task };
  await endWell(service.start({ section: "Before", way: "CLI", block }));
});

afterAll(async () => {
  await service?.[Symbol.asyncDispose]();
});

test("each section has one sequence diagram, and a block or a word for each of the four ways", () => {
  expect(guide.diagrams.size).toBe(9);
  for (const [section, diagrams] of guide.diagrams) {
    expect(diagrams).toEqual([expect.stringMatching(diagram)]);
    const here = guide.examples.filter((example) => example.section === section);
    expect(here.map(({ way }) => way)).toEqual(ways);
  }
});

/** What the diagrams use of mermaid: participants, messages and loops. */
const diagram =
  /^sequenceDiagram\n(?: {4}participant \w as [^\n]+\n)+(?:\s+(?:\w-?->>\w: [^\n;#]+|loop [^\n]+|end)\n)+$/;

const ownerBlock = "Acting as a service account/CLI";
const named = blocks.map((example) => [nameOf(example), example] as const);
const programs = named.filter(([, { way, block }]) => way !== "Python" && block?.language !== "js");

describe.skipIf(missing.length > 0)("the guide's", () => {
  test(`${ownerBlock} gets the token that the section's other blocks take`, async () => {
    const owner = find(ownerBlock);
    const text = `${owner.block?.text}echo "$OWNER"`;
    await using running = service.start({ ...owner, block: { language: "sh", text } });
    await followBrowser();
    ownerToken = (await endWell(running)).trim();
    expect(ownerToken).toMatch(/^lha_/);
  });

  test.each(programs.filter(([name]) => !otherwise.has(name)))(
    "%s prints the task",
    async (name, example) => {
      await using running = service.start(example, { OWNER: ownerToken });
      await plays[name]?.(running);
      expect(await endWell(running)).toMatch(/\bcat\b/);
    },
  );

  test("Web server/TypeScript shows the task to whoever signs in", async () => {
    await using running = service.start(find("Web server/TypeScript"));
    const ask = () => fetch(service.callbackOrigin, { redirect: "manual" }).catch(() => undefined);
    await expect.poll(async () => (await ask())?.status, { timeout: 60_000 }).toBe(303);
    expect((await browse(`${service.callbackOrigin}/`, ada)).text).toBe("cat");
    running.process.kill();
  });

  test.skipIf(findProgram("chromium") === undefined)(
    "Page in a browser/TypeScript shows the task to whoever signs in",
    async () => {
      service.servePage(find("Page in a browser/TypeScript").block?.text ?? "");
      await using browser = await startBrowser();
      const page = await browser?.newPage();
      if (page === undefined) throw new Error("Chromium did not start.");
      await page.goto(`${service.pageOrigin}/`);
      await page.fill("[name=email]", ada.email);
      await page.fill("[name=password]", ada.password);
      await page.press("[name=password]", "Enter");
      await page.click("[name=decision][value=allow]");
      await page.waitForFunction('document.body.textContent.includes("taskqueues#tasks")');
      expect(await page.textContent("body")).toContain('"id": "cat"');
      expect(page.url()).toBe(`${service.pageOrigin}/`);
    },
  );

  test.skipIf(python === undefined).each(named.filter(([, { way }]) => way === "Python"))(
    "%s prints the task",
    async (name, example) => {
      await using running = service.start(example);
      await plays[name]?.(running);
      expect(await endWell(running)).toMatch(/\bcat\b/);
    },
  );
});

function nameOf({ section, way }: Example): string {
  return `${section}/${way}`;
}

function find(name: string): Example {
  const example = blocks.find((each) => nameOf(each) === name);
  if (example === undefined) throw new Error(`The guide has no ${name}.`);
  return example;
}
