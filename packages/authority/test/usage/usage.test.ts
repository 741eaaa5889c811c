import { describe, expect, it } from "vitest";
import { sweepExpired } from "../../src/lib/sweep.ts";
import type { QuotaExceeded } from "../../src/lib/usage/quota.ts";
import { createUsage, type Usage } from "../../src/lib/usage/usage.ts";
import { createUserRates } from "../../src/lib/usage/user-rate.ts";
import { testClock } from "@leasehold/testing/clock";
import { type OpenedContext, openTestContext } from "../support/open-test-context.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

const yaml = `projects:
  - id: acme
    oauthClients:
      - { id: web-client, secret: web-secret, type: web, name: Acme Web, redirectUris: ["http://127.0.0.1:9004/callback"] }
`;

const application = {
  kind: "oauth-client",
  id: "web-client",
  name: "Acme Web",
  project: "acme",
} as const;

async function openUsage(): Promise<OpenedContext & { usage: Usage }> {
  const opened = await openTestContext();
  await opened.apply(yaml);
  return { ...opened, usage: createUsage(opened.context, opened.memory) };
}

async function take(
  usage: Usage,
  { user = "ada@example.com", times = 1 }: { user?: string; times?: number } = {},
): Promise<QuotaExceeded | undefined> {
  let exceeded: QuotaExceeded | undefined;
  for (let index = 0; index < times; index += 1) {
    exceeded = await usage.takeQuota({ project: "acme", user });
  }
  return exceeded;
}

function setQuotas(usage: Usage, quotas: object): Promise<void> {
  return usage.setQuotas({ project: "acme", quotas, actor: "ada@example.com" });
}

describe("the quota of a day", () => {
  it("allows everything, and counts it, until a limit is set", async () => {
    await using opened = await openUsage();
    expect(await take(opened.usage, { times: 50 })).toBeUndefined();
    expect(await opened.usage.quotas("acme")).toEqual({
      requestsPerDay: null,
      requestsPerUserPerSecond: null,
      requestsToday: 50,
      dayEndsAtMs: opened.clock.now() + dayMs,
    });
  });

  it("refuses what goes beyond it, counts no refused call, and begins anew at midnight UTC", async () => {
    await using opened = await openUsage();
    const { usage, clock } = opened;
    clock.advance(23 * hourMs);
    await setQuotas(usage, { requestsPerDay: 3 });
    expect(await take(usage, { times: 3 })).toBeUndefined();
    expect(await take(usage, { times: 2 })).toEqual({
      quota: "requestsPerDay",
      limit: 3,
      retryAfterMs: hourMs,
    });
    expect((await usage.quotas("acme")).requestsToday).toBe(3);
    clock.advance(hourMs);
    expect(await take(usage)).toBeUndefined();
    expect((await usage.quotas("acme")).requestsToday).toBe(1);
  });

  it("still knows after a restart what was used, and adds up what several servers count", async () => {
    await using opened = await openUsage();
    const first = opened.usage;
    await setQuotas(first, { requestsPerDay: 10 });
    await take(first, { times: 4 });
    await first.close();
    const second = createUsage(opened.context, opened.memory);
    const third = createUsage(opened.context, opened.memory);
    await take(second, { times: 3 });
    await take(third, { times: 2 });
    await second.close();
    await third.close();
    const last = createUsage(opened.context, opened.memory);
    expect((await last.quotas("acme")).requestsToday).toBe(9);
    expect(await take(last)).toBeUndefined();
    expect(await take(last)).toMatchObject({ quota: "requestsPerDay" });
  });

  it("writes what was counted before midnight to the day that is over", async () => {
    await using opened = await openUsage();
    const { usage, clock, context } = opened;
    await take(usage, { times: 2 });
    clock.advance(dayMs);
    await take(usage);
    await usage.close();
    const rows = await context.database
      .selectFrom("quota_use")
      .select(["day_start_ms", "calls"])
      .orderBy("day_start_ms")
      .execute();
    expect(rows).toEqual([
      { day_start_ms: clock.now() - dayMs, calls: 2 },
      { day_start_ms: clock.now(), calls: 1 },
    ]);
  });

  it("refuses a limit that is no number of calls, and changes nothing then", async () => {
    await using opened = await openUsage();
    for (const quotas of [
      { requestsPerDay: -1 },
      { requestsPerDay: 1.5 },
      { requestsPerUserPerSecond: 0 },
    ]) {
      await expect(setQuotas(opened.usage, quotas)).rejects.toThrow(RangeError);
    }
    expect(await opened.usage.quotas("acme")).toMatchObject({
      requestsPerDay: null,
      requestsPerUserPerSecond: null,
    });
  });
});

describe("the quota of a user's second", () => {
  it("refuses one user, lets others call, and fills up again within the second", async () => {
    await using opened = await openUsage();
    const { usage, clock } = opened;
    await setQuotas(usage, { requestsPerUserPerSecond: 4 });
    expect(await take(usage, { times: 4 })).toBeUndefined();
    expect(await take(usage)).toEqual({
      quota: "requestsPerUserPerSecond",
      limit: 4,
      retryAfterMs: 250,
    });
    expect(await take(usage, { user: "bob@example.com" })).toBeUndefined();
    clock.advance(250);
    expect(await take(usage)).toBeUndefined();
    expect(await take(usage)).toMatchObject({ retryAfterMs: 250 });
    clock.advance(60_000);
    expect(await take(usage, { times: 4 })).toBeUndefined();
    expect(await take(usage)).toMatchObject({ retryAfterMs: 250 });
  });

  it("never lets more through than the limit over a long time, whatever the pace", () => {
    const clock = testClock();
    const rates = createUserRates(clock.now);
    let allowed = 0;
    for (let step = 0; step < 10_000; step += 1) {
      if (rates.take({ user: "ada", callsPerSecond: 7 }) === 0) allowed += 1;
      clock.advance(3);
    }
    // 30 seconds at 7 a second, and the 7 that the first moment has.
    expect(allowed).toBeGreaterThanOrEqual(7 * 30);
    expect(allowed).toBeLessThanOrEqual(7 * 30 + 7);
  });
});

describe("leasehold.yaml's quotas", () => {
  it("sets them, changes nothing when applied again, and takes an empty one away", async () => {
    await using opened = await openUsage();
    const withQuotas = (text: string): string => `projects:\n  - id: acme\n    quotas: ${text}\n`;
    const limited = withQuotas("{ requestsPerDay: 100000, requestsPerUserPerSecond: 20 }");
    expect(await opened.apply(limited)).toEqual([
      "quotas acme changed (requestsPerDay, requestsPerUserPerSecond)",
    ]);
    expect(await opened.apply(limited)).toEqual([]);
    expect(await opened.apply(yaml)).toEqual([]);
    expect(await opened.usage.quotas("acme")).toMatchObject({
      requestsPerDay: 100_000,
      requestsPerUserPerSecond: 20,
    });
    await opened.apply(withQuotas("{ requestsPerDay: }"));
    expect(await opened.usage.quotas("acme")).toMatchObject({
      requestsPerDay: null,
      requestsPerUserPerSecond: 20,
    });
  });

  it.each([
    ["{ requestsPerUserPerSecond: 0 }", "value_invalid"],
    ["{ requestsPerDay: many }", "wrong_type"],
    ["{ perDay: 1 }", "unknown_key"],
  ])("refuses %s", async (text, code) => {
    await using opened = await openTestContext();
    const applied = (async () => opened.apply(`projects: [{ id: acme, quotas: ${text} }]`))();
    await expect(applied).rejects.toMatchObject({ code });
  });
});

describe("traffic", () => {
  const query = { project: "acme", stepMs: minuteMs, by: [] } as const;

  function countCalls(usage: Usage, method: string, status: number, times: number): void {
    for (let index = 0; index < times; index += 1) usage.countCall({ application, method, status });
  }

  it("counts by minute, hour and day, and tells calls apart as asked", async () => {
    await using opened = await openUsage();
    const { usage, clock } = opened;
    const startMs = clock.now();
    countCalls(usage, "taskqueue.tasks.lease", 200, 3);
    countCalls(usage, "taskqueue.tasks.lease", 404, 1);
    clock.advance(2 * minuteMs);
    countCalls(usage, "taskqueue.tasks.insert", 200, 2);
    const toMs = clock.now();

    const all = await usage.traffic({ ...query, fromMs: startMs, toMs });
    expect(all).toEqual({
      fromMs: startMs,
      toMs: startMs + 3 * minuteMs,
      series: [{ total: 6, counts: [4, 0, 2] }],
    });
    const byMethod = await usage.traffic({ ...query, fromMs: startMs, toMs, by: ["method"] });
    expect(byMethod.series).toEqual([
      { method: "taskqueue.tasks.lease", total: 4, counts: [4, 0, 0] },
      { method: "taskqueue.tasks.insert", total: 2, counts: [0, 0, 2] },
    ]);
    const byBoth = await usage.traffic({
      project: "acme",
      stepMs: dayMs,
      fromMs: startMs,
      toMs,
      by: ["application", "statusClass"],
    });
    const named = { kind: "oauth-client", id: "web-client", name: "Acme Web" };
    expect(byBoth.series).toEqual([
      { application: named, statusClass: "2xx", total: 5, counts: [5] },
      { application: named, statusClass: "4xx", total: 1, counts: [1] },
    ]);
    const hours = await usage.traffic({ ...query, stepMs: hourMs, fromMs: startMs, toMs });
    expect(hours.series).toEqual([{ total: 6, counts: [6] }]);
  });

  it("survives a restart, and still shows an application that was deleted, without a name", async () => {
    await using opened = await openUsage();
    countCalls(opened.usage, "taskqueue.tasks.get", 200, 2);
    await opened.usage.close();
    await opened.context.database.deleteFrom("oauth_clients").execute();
    const usage = createUsage(opened.context, opened.memory);
    countCalls(usage, "taskqueue.tasks.get", 200, 1);
    const nowMs = opened.clock.now();
    const { series } = await usage.traffic({
      ...query,
      fromMs: nowMs,
      toMs: nowMs,
      by: ["application"],
    });
    expect(series).toEqual([
      { application: { kind: "oauth-client", id: "web-client" }, total: 3, counts: [3] },
    ]);
  });

  it("keeps its counts when they cannot be written, and writes them later", async () => {
    await using opened = await openUsage();
    const { usage, context, clock } = opened;
    const asked = { ...query, fromMs: clock.now(), toMs: clock.now() };
    countCalls(usage, "taskqueue.tasks.get", 200, 2);
    await context.database.schema.alterTable("traffic").renameTo("traffic_away").execute();
    await expect(usage.traffic(asked)).rejects.toThrow("no such table");
    await context.database.schema.alterTable("traffic_away").renameTo("traffic").execute();
    countCalls(usage, "taskqueue.tasks.get", 200, 1);
    expect((await usage.traffic(asked)).series).toEqual([{ total: 3, counts: [3] }]);
  });

  it("leaves out a project that was deleted meanwhile, and writes the others", async () => {
    await using opened = await openUsage();
    const { usage, context, clock } = opened;
    usage.countCall({
      application: { ...application, project: "gone" },
      method: "taskqueue.tasks.get",
      status: 200,
    });
    await usage.takeQuota({ project: "gone", user: "ada@example.com" });
    countCalls(usage, "taskqueue.tasks.get", 200, 1);
    await take(usage);
    await usage.close();
    const again = createUsage(context, opened.memory);
    const nowMs = clock.now();
    const { series } = await again.traffic({ ...query, fromMs: nowMs, toMs: nowMs });
    expect(series).toEqual([{ total: 1, counts: [1] }]);
    expect((await again.quotas("acme")).requestsToday).toBe(1);
  });

  it.each([
    ["a step that is not kept", { stepMs: 1000 }],
    ["a time that ends before it begins", { fromMs: dayMs, toMs: 0 }],
    ["1501 stretches", { fromMs: 0, toMs: 1500 * minuteMs }],
  ])("refuses %s", async (_what, changes) => {
    await using opened = await openUsage();
    const asked = { ...query, fromMs: 0, toMs: 1499 * minuteMs };
    expect((await opened.usage.traffic(asked)).series).toEqual([]);
    await expect(opened.usage.traffic({ ...asked, ...changes })).rejects.toThrow(RangeError);
  });

  it("is swept when it is too old to be shown", async () => {
    await using opened = await openUsage();
    const { usage, context, clock } = opened;
    countCalls(usage, "taskqueue.tasks.get", 200, 1);
    await take(usage);
    await usage.close();
    const left: number[] = [];
    for (const days of [1, 2, 40, 400]) {
      clock.advance(days * dayMs);
      await sweepExpired(context);
      const rows = await context.database.selectFrom("traffic").selectAll().execute();
      const used = await context.database.selectFrom("quota_use").selectAll().execute();
      left.push(rows.length + used.length);
    }
    expect(left).toEqual([4, 3, 1, 0]);
  });
});
