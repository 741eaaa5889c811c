import type {
  LeasedTasks,
  Queue,
  QueueYaml,
  QueuesStatistics,
  Task,
  Tasks,
  Traffic,
} from "@leasehold/leasehold-v1";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type AdministeredService, startAdministeredService } from "./support/administrator.ts";
import { errorLine, queueCaller } from "./support/queue-caller.ts";
import { people, scopes, type TestService } from "./support/test-service.ts";

let administered: AdministeredService;
let service: TestService;
let ask: AdministeredService["ask"];
let did: AdministeredService["did"];
let newProject: AdministeredService["newProject"];

beforeAll(async () => {
  administered = await startAdministeredService();
  ({ service, ask, did, newProject } = administered);
});
afterAll(() => administered[Symbol.asyncDispose]());

describe("tasks", () => {
  test("are inserted, found by tag and state, leased, released, moved and deleted", async () => {
    const path = `${await newProject("work")}/queues/q`;
    await did("POST projects/work/queues", { name: "main", maxLeases: 1, deadLetterQueue: "q" });
    const task = await did<Task>(`POST ${path}/tasks`, { payloadBase64: "aGk", tag: "t" });
    expect(task).toMatchObject({
      queue: "q",
      payloadBase64: "aGk=",
      state: "available",
      retryCount: 0,
    });
    await did(`POST ${path}/tasks`, {
      payloadBase64: "",
      leaseTimestamp: String((Date.now() + 60_000) * 1000),
    });
    expect((await did<Tasks>(`GET ${path}/tasks?tag=t`)).items).toHaveLength(1);
    expect((await did<Tasks>(`GET ${path}/tasks?state=delayed`)).items).toHaveLength(1);
    const leased = await did<LeasedTasks>(`POST ${path}/tasks:lease?tag=t`);
    expect(leased.items[0]).toMatchObject({ id: task.id, state: "leased", retryCount: 1 });
    expect((await did<Tasks>(`GET ${path}/tasks?state=leased`)).items).toHaveLength(1);
    const { items } = await did<QueuesStatistics>(
      "GET projects/work/queues:statistics?queue=q&queue=unknown",
    );
    expect(items).toEqual([
      expect.objectContaining({ queue: "q", totalTasks: 2, leasedTasks: 1, delayedTasks: 1 }),
    ]);
    const released = await did<Task>(`POST ${path}/tasks/${task.id}/release`);
    expect(released.state).toBe("available");
    const moved = await did<Task>(`POST ${path}/tasks/${task.id}/move`);
    expect(moved).toMatchObject({ queue: "main", tag: "t", payloadBase64: "aGk=", retryCount: 0 });
    const nowhere = await ask(`POST projects/work/queues/main/tasks/${moved.id}/move`);
    expect(errorLine(nowhere)).toBe("400 invalidParameter global");
    await did(`DELETE projects/work/queues/main/tasks/${moved.id}`);
    expect(errorLine(await ask(`GET projects/work/queues/main/tasks/${moved.id}`))).toBe(
      "404 notFound global",
    );
  });

  test("figures are answered for 100 queues at once, and for no more", async () => {
    const of = (count: number): string =>
      Array.from({ length: count }, (_, index) => `queue=q${index}`).join("&");
    await did(`GET projects/acme/queues:statistics?${of(100)}`);
    expect(errorLine(await ask(`GET projects/acme/queues:statistics?${of(101)}`))).toBe(
      "400 invalidParameter global",
    );
  });
});

describe("queues", () => {
  test("a patch changes what it says; what was exported is applied again without a change", async () => {
    const path = await newProject("exported");
    const acl = { consumerEmails: [people.consumer], producerEmails: [people.producer] };
    await did(`PATCH ${path}/queues/q`, { maxLeases: 4, deadLetterQueue: "dead", acl });
    await did(`PATCH ${path}/queues/q`, { acl: { adminEmails: [people.queueAdmin] } });
    await did(`PATCH ${path}/queues/q`, { paused: true });
    const { stats, ...queue } = await did<Queue>(`GET ${path}/queues/q`);
    expect(stats.totalTasks).toBe(0);
    expect(queue).toEqual({
      kind: "leasehold#queue",
      project: "exported",
      name: "q",
      mode: "pull",
      maxLeases: 4,
      deadLetterQueue: "dead",
      paused: true,
      disabled: false,
      acl: { ...acl, adminEmails: [people.queueAdmin] },
    });
    const { queueYaml } = await did<QueueYaml>(`GET ${path}/queues:export`);
    await did(`POST ${path}/queues:apply`, { queueYaml });
    expect(await did(`GET ${path}/queues/q`)).toMatchObject(queue);
    await did(`PATCH ${path}/queues/q`, { deadLetterQueue: "" });
    expect(await did(`GET ${path}/queues/q`)).not.toHaveProperty("deadLetterQueue");
    expect(errorLine(await ask(`POST ${path}/queues`, { name: "q" }))).toBe("409 duplicate global");
    expect(errorLine(await ask(`PATCH ${path}/queues/none`, {}))).toBe("404 notFound global");
    const editor = service.token({ user: people.editor, scope: scopes.admin });
    await did(`POST ${path}/members`, { email: people.editor, role: "editor" });
    const seen = await did<QueueYaml>(`GET ${path}/queues:export`, undefined, editor);
    expect(seen.queueYaml).not.toContain(people.consumer);
  });
});

describe("quotas and traffic", () => {
  test("a limit is set, counted against, and taken away", async () => {
    const path = "projects/dark/quotas";
    expect(await did(`GET ${path}`)).toMatchObject({ requestsPerDay: "-1", isDefault: true });
    const set = await did(`PATCH ${path}`, { requestsPerDay: "1000", requestsPerUserPerSecond: 5 });
    expect(set).toMatchObject({
      requestsPerDay: "1000",
      requestsPerUserPerSecond: 5,
      isDefault: false,
      resetTime: expect.stringMatching(/T00:00:00\.000Z$/),
    });
    expect(errorLine(await ask(`PATCH ${path}`, { requestsPerUserPerSecond: 0 }))).toBe(
      "400 invalid global",
    );
    const gone = { requestsPerDay: -1, requestsPerUserPerSecond: -1 };
    expect(await did(`PATCH ${path}`, gone)).toMatchObject({ isDefault: true });
  });

  test("calls are counted by method and application", async () => {
    await queueCaller({ url: service.url, token: service.token() }).list();
    const from = new Date(Date.now() - 60_000).toISOString();
    const query = `from=${from}&resolution=minute&groupBy=method&groupBy=application`;
    const traffic = await did<Traffic>(`GET projects/acme/traffic?${query}`);
    const series = traffic.series.find(({ method }) => method === "taskqueue.tasks.list")!;
    expect(series).toMatchObject({ application: "app", applicationName: "App" });
    expect(series.counts.reduce((sum, count) => sum + count, 0)).toBe(series.total);
    expect(series.total).toBeGreaterThan(0);
    expect(errorLine(await ask("GET projects/acme/traffic?from=yesterday"))).toBe(
      "400 invalidParameter global",
    );
    expect(errorLine(await ask("GET projects/acme/traffic?from=2020-01-01T00:00:00Z"))).toBe(
      "400 invalidParameter global",
    );
  });
});
