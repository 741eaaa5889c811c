import { expect, test } from "vitest";
import { renderItems, renderResource } from "../src/lib/admin/show-resource.ts";
import { filesNamedIn } from "../src/lib/files-named-in.ts";
import { humanLogLine } from "../src/lib/human-log.ts";
import { parseMoment, showDuration, showMicroseconds } from "../src/lib/moment.ts";
import { showPayload } from "../src/lib/payload.ts";
import { configurationFolder } from "../src/lib/profiles.ts";
import { parseScopes } from "../src/lib/scopes.ts";
import { renderFacts, renderTable } from "../src/lib/table.ts";
import { wrapProse } from "../src/lib/wrap-prose.ts";

const nowMs = Date.UTC(2026, 10, 23, 12, 0, 0);

test.each([
  ["+90s", "1795435290000000"],
  ["+5m", "1795435500000000"],
  ["+2h", "1795442400000000"],
  ["+1d", "1795521600000000"],
  ["2026-11-23T12:00:00Z", "1795435200000000"],
  ["2026-11-23T13:00:00.001+01:00", "1795435200001000"],
])("the time %s is %s microseconds", (text, microseconds) => {
  expect(parseMoment(text, nowMs)).toBe(microseconds);
});

test.each(["", "soon", "+5", "+m", "-5m", "1969-01-01T00:00:00Z"])("%j is no time", (text) => {
  expect(() => parseMoment(text, nowMs)).toThrow("is no time");
});

test("a timestamp is shown in UTC to the second, and none as a dash", () => {
  expect(showMicroseconds("1795435200999999")).toBe("2026-11-23 12:00:00Z");
  expect(showMicroseconds("0")).toBe("-");
  expect(showMicroseconds(undefined)).toBe("-");
});

test.each([
  [0, "0 s"],
  [7.4, "7 s"],
  [250, "4 min 10 s"],
  [3600, "1 h"],
  [183_845, "2 d 3 h"],
])("%s seconds are %s", (seconds, text) => {
  expect(showDuration(seconds)).toBe(text);
});

test("a text payload is shown as it is, but for what a terminal would act on", () => {
  const encode = (bytes: string | Uint8Array): string => Buffer.from(bytes).toString("base64url");
  expect(showPayload(encode("grüß\n\tGott"))).toBe("grüß\n\tGott");
  expect(showPayload(encode("\u001b[31mred\u0007"))).toBe("\u{fffd}[31mred\u{fffd}");
  expect(showPayload(encode(Uint8Array.of(0xff, 0xfe, 0)))).toBe(
    "(3 bytes that are not text; --json prints them in base64)",
  );
});

test.each([
  ["taskqueue", ["https://www.googleapis.com/auth/taskqueue"]],
  [
    "openid, email taskqueue.consumer",
    ["openid", "email", "https://www.googleapis.com/auth/taskqueue.consumer"],
  ],
  ["https://example.com/scope", ["https://example.com/scope"]],
])("the scopes %s", (text, scopes) => {
  expect(parseScopes(text)).toEqual(scopes);
});

test("a table has even columns, and fits the terminal", () => {
  const table = {
    head: ["TASK", "TAG"],
    rows: [
      ["job-1", "a"],
      ["a-longer-name", "two\nlines"],
    ],
  };
  expect(renderTable(table, undefined)).toBe(
    ["TASK           TAG", "job-1          a", "a-longer-name  two lines"].join("\n"),
  );
  expect(renderTable(table, 18).split("\n").at(-1)).toBe("a-longer-name  tw…");
});

test("a resource says in words what its numbers stand for", () => {
  const quotas = {
    kind: "leasehold#quotas",
    requestsPerDay: "-1",
    requestsPerUserPerSecond: 50,
    requestsToday: "0",
    isDefault: false,
  };
  expect(renderResource(quotas, [], undefined).split("\n")).toEqual([
    "requests per day              no limit",
    "requests per user per second  50",
    "requests today                0",
    "is default                    no",
  ]);
  const queue = { name: "images", maxLeases: 0, stats: { totalTasks: 0, oldestTask: "0" } };
  expect(renderResource(queue, [], undefined).split("\n")).toEqual([
    "name         images",
    "max leases   no limit",
    "total tasks  0",
    "oldest task  -",
  ]);
  const task = {
    payloadBase64: "aGk=",
    enqueueTimestamp: "1795435200999999",
    leaseTimestamp: "0",
    retryCount: 0,
  };
  expect(renderResource(task, [], undefined).split("\n")).toEqual([
    "payload            hi",
    "enqueue timestamp  2026-11-23 12:00:00Z",
    "lease timestamp    -",
    "retry count        0",
  ]);
});

test("figures that were counted in part say so", () => {
  const items = [
    { queue: "images", leasedTasks: 10_000, countsCapped: true, oldestAgeSeconds: 90 },
    { queue: "mail", leasedTasks: 3 },
  ];
  const columns = ["queue", "leasedTasks", "oldestAgeSeconds"];
  expect(renderItems(items, columns, undefined).split("\n")).toEqual([
    "QUEUE   LEASED TASKS    OLDEST AGE",
    "images  at least 10000  1 min 30 s",
    "mail    3               -",
  ]);
});

test("facts that are not known are left out", () => {
  const facts: [string, string | undefined][] = [
    ["user", "ada@example.com"],
    ["project", undefined],
    ["token ends", "soon"],
  ];
  expect(renderFacts(facts, undefined)).toBe("user        ada@example.com\ntoken ends  soon");
});

test("a long fact goes on below itself on a terminal, parted between words, and in a pipe is one line", () => {
  const scopes = "openid email https://www.googleapis.com/auth/taskqueue profile";
  const facts: [string, string][] = [
    ["user", "ada.with.a.long.name@mail.example.com"],
    ["scopes", scopes],
  ];
  expect(renderFacts(facts, 30).split("\n")).toEqual([
    "user    ada.with.a.long.name@mail.example.com",
    "scopes  openid email",
    "        https://www.googleapis.com/auth/taskqueue",
    "        profile",
  ]);
  expect(renderFacts(facts, 28 + scopes.length).split("\n")[1]).toBe(`scopes  ${scopes}`);
  expect(renderFacts(facts, undefined).split("\n")[1]).toBe(`scopes  ${scopes}`);
});

test("the files that a leasehold.yaml names are found wherever they stand", async () => {
  const yaml = `
projects:
  - id: acme
    serviceAccounts: [{ email: w@acme.example.com, keys: [{ id: k1, publicKeyFile: worker.pub.pem }] }]
    oauthConsumers: [{ key: rsa, certificateFile: certs/rsa.crt.pem }]
trustedIssuers: [{ project: acme, jwksFile: ci.jwks.json }, { project: b, jwksFile: ci.jwks.json }]
`;
  expect(await filesNamedIn(yaml)).toEqual(["worker.pub.pem", "certs/rsa.crt.pem", "ci.jwks.json"]);
  expect(await filesNamedIn("users: [")).toEqual([]);
});

test("a log line for people has the time, the level, the message and the facts", () => {
  const line = `{"level":40,"time":${nowMs},"pid":7,"msg":"slow disk","ms":12,"path":"/x"}`;
  expect(humanLogLine(line)).toBe("12:00:00 warn  slow disk ms=12 path=/x");
  expect(humanLogLine("not JSON")).toBe("not JSON");
});

test.each([
  [{ HOME: "/home/ada" }, "/home/ada/.config/leasehold"],
  [{ HOME: "/home/ada", XDG_CONFIG_HOME: "/xdg" }, "/xdg/leasehold"],
  [{ HOME: "/home/ada", XDG_CONFIG_HOME: "/xdg", LEASEHOLD_CONFIG_DIR: "/own" }, "/own"],
])("with %j settings are in %s", (env, folder) => {
  expect(configurationFolder(env)).toBe(folder);
});

test("what is said to people is broken between words, and what is to be copied is not", () => {
  const text =
    "leasehold: The sign-in has ended: run `leasehold login --oauth1`, or\n  leasehold login --device --base-url http://127.0.0.1:9000\n\nThen again.";
  expect(wrapProse(text, 24).split("\n")).toEqual([
    "leasehold: The sign-in",
    "has ended: run",
    "`leasehold login --oauth1`,",
    "or",
    "  leasehold login --device --base-url http://127.0.0.1:9000",
    "",
    "Then again.",
  ]);
  expect(wrapProse("1234 6789", 9)).toBe("1234 6789");
  expect(wrapProse("1234 67890", 9)).toBe("1234\n67890");
  expect(wrapProse(text, undefined)).toBe(text);
});
