import { join } from "node:path";
import {
  createPullQueues,
  type LeaseRequest,
  type PullQueues,
  type PullQueuesOptions,
} from "@leasehold/queue";
import type { LeaseTasks, Operation, ResultOf } from "@leasehold/queue/operation";
import type { QueueStore } from "@leasehold/queue/store";
import { temporaryFolder } from "@leasehold/testing/temporary-folder";
import { expect, onTestFinished, test } from "vitest";
import { createSqliteStore } from "../src/queue-sqlite.ts";
import { manualTime, settle, type ManualTime } from "./manual-time.ts";

const address = { project: "acme", queue: "images" };
const settings = {
  ...address,
  mode: "pull",
  maxLeases: 0,
  paused: false,
  disabled: false,
} as const;
const insertion = { ...address, payloadBase64: "YQ==", tag: "", availableAtMicros: 0 };
const noTasks = { ok: true, tasks: [] };

interface Waiting {
  pullQueues: PullQueues;
  store: QueueStore;
  time: ManualTime;
  /** Every operation that reached the store. */
  executed: Operation[];
  lease: (request?: Partial<LeaseRequest>) => Answer;
}

interface Answer {
  /** What the lease answered, or "waiting". */
  now(): Promise<ResultOf<LeaseTasks> | "waiting">;
}

async function open(options: Partial<PullQueuesOptions> = {}): Promise<Waiting> {
  const folder = temporaryFolder();
  const time = manualTime();
  const path = join(folder.path, "tasks.sqlite");
  const real = await createSqliteStore({ path, now: time.now, thread: false });
  const executed: Operation[] = [];
  const store: QueueStore = {
    ...real,
    execute: (operations) => {
      executed.push(...operations);
      return real.execute(operations);
    },
  };
  const { now, schedule } = time;
  const pullQueues = createPullQueues({ store, now, schedule, monotonicMs: now, ...options });
  onTestFinished(async () => {
    await pullQueues.close();
    folder[Symbol.dispose]();
  });
  await pullQueues.putQueue(settings);
  const plain = { count: 1, leaseSeconds: 30, byTag: false, payloadBytesMax: 1e6, waitSeconds: 60 };
  const lease = (request?: Partial<LeaseRequest>): Answer => {
    let answer: ResultOf<LeaseTasks> | "waiting" = "waiting";
    void pullQueues.lease({ ...address, ...plain, ...request }).then((result) => {
      answer = result;
    });
    return {
      now: async () => {
        await settle();
        return answer;
      },
    };
  };
  return { pullQueues, store, time, executed, lease };
}

function leaseCount(executed: readonly Operation[]): number {
  return executed.filter(({ type }) => type === "lease").length;
}

test("a lease with a task there does not wait", async () => {
  const { pullQueues, lease, time } = await open();
  await pullQueues.insert({ ...insertion, id: "a" });
  expect(await lease().now()).toMatchObject({ ok: true, tasks: [{ id: "a" }] });
  expect(time.timers()).toBe(0);
});

test("a lease that may not wait answers no tasks", async () => {
  const { lease, time } = await open();
  expect(await lease({ waitSeconds: 0 }).now()).toEqual(noTasks);
  expect(time.timers()).toBe(0);
});

test("a waiting lease is answered by an insert", async () => {
  const { pullQueues, lease, time } = await open();
  const waiting = lease();
  expect(await waiting.now()).toBe("waiting");
  await pullQueues.insert({ ...insertion, id: "a" });
  expect(await waiting.now()).toMatchObject({ ok: true, tasks: [{ id: "a", retryCount: 1 }] });
  expect(time.timers()).toBe(0);
});

test("a waiting lease claims its key once, at its beginning", async () => {
  const { pullQueues, lease, executed } = await open();
  const claim = { key: "once", untilMicros: 8e15 };
  const waiting = lease({ claim });
  expect(await waiting.now()).toBe("waiting");
  expect(await lease({ claim }).now()).toEqual({ ok: false, failure: "key_claimed" });
  await pullQueues.insert({ ...insertion, id: "a" });
  expect(await waiting.now()).toMatchObject({ ok: true, tasks: [{ id: "a" }] });
  expect(leaseCount(executed)).toBe(3);
});

test("a waiting lease is answered with no tasks when its time is over", async () => {
  const { lease, time } = await open();
  const waiting = lease({ waitSeconds: 20 });
  await waiting.now();
  await time.advance(19_999);
  expect(await waiting.now()).toBe("waiting");
  await time.advance(1);
  expect(await waiting.now()).toEqual(noTasks);
  expect(time.timers()).toBe(0);
});

test("a waiting lease is answered when an ETA comes", async () => {
  const { pullQueues, lease, time } = await open();
  const availableAtMicros = (time.now() + 5000) * 1000;
  await pullQueues.insert({ ...insertion, id: "before", availableAtMicros });
  const [first, second] = [lease(), lease()];
  await first.now();
  await pullQueues.insert({
    ...insertion,
    id: "during",
    availableAtMicros: availableAtMicros + 1e6,
  });
  await time.advance(4999);
  expect(await first.now()).toBe("waiting");
  await time.advance(2);
  expect(await first.now()).toMatchObject({ tasks: [{ id: "before" }] });
  expect(await second.now()).toBe("waiting");
  await time.advance(1000);
  expect(await second.now()).toMatchObject({ tasks: [{ id: "during" }] });
});

test("a waiting lease is answered when another one's lease runs out", async () => {
  const { pullQueues, lease, time } = await open();
  await pullQueues.insert({ ...insertion, id: "a" });
  await lease({ leaseSeconds: 10 }).now();
  const waiting = lease();
  await waiting.now();
  await time.advance(9999);
  expect(await waiting.now()).toBe("waiting");
  await time.advance(3);
  expect(await waiting.now()).toMatchObject({ tasks: [{ id: "a", retryCount: 2 }] });
});

test("a waiting lease is answered when another one's lease, taken while it waited, runs out", async () => {
  const { pullQueues, lease, time } = await open();
  const waiting = lease({ byTag: true, tag: "t" });
  await waiting.now();
  const [early] = [lease({ leaseSeconds: 10 })];
  await early.now();
  await pullQueues.insert({ ...insertion, id: "a" });
  expect(await early.now()).toMatchObject({ tasks: [{ id: "a" }] });
  await pullQueues.renew({ ...address, id: "a", newLeaseSeconds: 5, tag: "t" });
  await time.advance(4990);
  expect(await waiting.now()).toBe("waiting");
  await time.advance(20);
  expect(await waiting.now()).toMatchObject({ tasks: [{ id: "a", tag: "t" }] });
});

test("a waiting lease is answered by a release", async () => {
  const { pullQueues, lease } = await open();
  await pullQueues.insert({ ...insertion, id: "a" });
  await lease().now();
  const waiting = lease();
  expect(await waiting.now()).toBe("waiting");
  await pullQueues.renew({ ...address, id: "a", newLeaseSeconds: 0 });
  expect(await waiting.now()).toMatchObject({ tasks: [{ id: "a", retryCount: 2 }] });
});

test("waiting leases of a paused queue are answered when it is resumed", async () => {
  const { pullQueues, lease } = await open();
  await pullQueues.putQueue({ ...settings, paused: true });
  for (const id of ["a", "b", "c"]) await pullQueues.insert({ ...insertion, id });
  const waiting = [lease(), lease(), lease(), lease()];
  for (const each of waiting) expect(await each.now()).toBe("waiting");
  await pullQueues.putQueue(settings);
  for (const [index, id] of ["a", "b", "c"].entries()) {
    expect(await waiting[index]!.now()).toMatchObject({ tasks: [{ id }] });
  }
  expect(await waiting[3]!.now()).toBe("waiting");
});

test("waiting leases of a queue that is disabled, or deleted, are refused", async () => {
  for (const failure of ["queue_disabled", "queue_not_found"]) {
    const { pullQueues, lease } = await open();
    const waiting = [lease(), lease(), lease()];
    await waiting[0]!.now();
    if (failure === "queue_disabled") await pullQueues.putQueue({ ...settings, disabled: true });
    else await pullQueues.deleteQueue(address);
    for (const each of waiting) expect(await each.now()).toEqual({ ok: false, failure });
  }
});

test("a lease waiting at the dead-letter queue is answered when a task moves there", async () => {
  const { pullQueues, lease } = await open();
  await pullQueues.putQueue({ ...settings, queue: "images-dead" });
  await pullQueues.putQueue({ ...settings, maxLeases: 1, deadLetterQueue: "images-dead" });
  await pullQueues.insert({ ...insertion, tag: "t" });
  const waiting = lease({ queue: "images-dead" });
  await waiting.now();
  await lease({ leaseSeconds: 0 }).now();
  expect(await waiting.now()).toBe("waiting");
  await lease({ waitSeconds: 0 }).now();
  expect(await waiting.now()).toMatchObject({ tasks: [{ tag: "t", retryCount: 1 }] });
});

test("a lease that waits for a tag is answered by that tag alone", async () => {
  const { pullQueues, lease, executed } = await open();
  const forA = lease({ byTag: true, tag: "a" });
  const forNone = lease({ byTag: true, tag: "" });
  await forNone.now();
  const before = leaseCount(executed);
  await pullQueues.insert({ ...insertion, tag: "b" });
  expect(await forA.now()).toBe("waiting");
  expect(leaseCount(executed)).toBe(before);
  await pullQueues.insert({ ...insertion, tag: "a" });
  expect(await forA.now()).toMatchObject({ tasks: [{ tag: "a" }] });
  expect(await forNone.now()).toBe("waiting");
  await pullQueues.insert(insertion);
  expect(await forNone.now()).toMatchObject({ tasks: [{ tag: "" }] });
});

test("a lease that waits for any one tag is answered with the tag of the oldest task", async () => {
  const { pullQueues, lease } = await open();
  const waiting = lease({ byTag: true, count: 5 });
  await waiting.now();
  await pullQueues.insert({ ...insertion, tag: "a" });
  expect(await waiting.now()).toMatchObject({ tasks: [{ tag: "a" }] });
});

test("waiting leases are answered in the order in which they came", async () => {
  const { pullQueues, lease } = await open();
  const waiting = [];
  for (let place = 0; place < 5; place += 1) {
    waiting.push(lease());
    await settle();
  }
  for (const id of ["a", "b", "c", "d", "e"]) {
    await pullQueues.insert({ ...insertion, id });
    await settle();
  }
  for (const [place, id] of ["a", "b", "c", "d", "e"].entries()) {
    expect(await waiting[place]!.now()).toMatchObject({ tasks: [{ id }] });
  }
});

test("one task wakes a few of many waiting leases, not all", async () => {
  const { pullQueues, lease, executed } = await open();
  const waiting = Array.from({ length: 200 }, () => lease());
  await waiting[0]!.now();
  const before = leaseCount(executed);
  await pullQueues.insert(insertion);
  expect(await waiting[0]!.now()).toMatchObject({ tasks: [{ retryCount: 1 }] });
  expect(leaseCount(executed) - before).toBeLessThan(10);
});

test("as many tasks as waiting leases answer all of them", async () => {
  const { pullQueues, lease } = await open();
  const waiting = Array.from({ length: 200 }, () => lease());
  await waiting[0]!.now();
  await Promise.all(waiting.map(() => pullQueues.insert(insertion)));
  await settle();
  const ids = new Set<string>();
  for (const each of waiting) {
    const answer = await each.now();
    if (answer !== "waiting" && answer.ok) ids.add(answer.tasks[0]?.id ?? "");
  }
  expect(ids.size).toBe(200);
  expect(ids.has("")).toBe(false);
});

test("a caller that hangs up is answered no tasks, and the next task goes to somebody else", async () => {
  const { pullQueues, lease } = await open();
  const controller = new AbortController();
  const [gone, there] = [lease({ signal: controller.signal }), lease()];
  await there.now();
  controller.abort();
  expect(await gone.now()).toEqual(noTasks);
  await pullQueues.insert({ ...insertion, id: "a" });
  expect(await there.now()).toMatchObject({ tasks: [{ id: "a", retryCount: 1 }] });
});

test("a caller that has hung up before it asked leases nothing", async () => {
  const { pullQueues, lease, executed } = await open();
  await pullQueues.insert(insertion);
  expect(await lease({ signal: AbortSignal.abort() }).now()).toEqual(noTasks);
  expect(leaseCount(executed)).toBe(0);
});

test("tasks leased for a caller that hung up meanwhile are released", async () => {
  const { pullQueues, lease, store } = await open();
  await pullQueues.insert({ ...insertion, id: "a" });
  const controller = new AbortController();
  const { ...untouched } = store;
  store.execute = async (operations) => {
    const results = await untouched.execute(operations);
    controller.abort();
    return results;
  };
  expect(await lease({ signal: controller.signal }).now()).toEqual(noTasks);
  Object.assign(store, untouched);
  expect(await lease().now()).toMatchObject({ tasks: [{ id: "a", retryCount: 2 }] });
});

test("leases beyond the limit of those waiting are answered overloaded", async () => {
  const { lease } = await open({ limits: { waitingLeasesMax: 2 } });
  const waiting = [lease(), lease()];
  await waiting[1]!.now();
  expect(await lease().now()).toEqual({ ok: false, failure: "overloaded" });
  expect(await lease({ waitSeconds: 0 }).now()).toEqual(noTasks);
});

test("close answers waiting leases with no tasks", async () => {
  const { pullQueues, lease, time } = await open();
  const waiting = [lease(), lease({ byTag: true }), lease({ byTag: true, tag: "t" })];
  await waiting[0]!.now();
  await pullQueues.close();
  for (const each of waiting) expect(await each.now()).toEqual(noTasks);
  expect(time.timers()).toBe(0);
});

test("a waiting lease finds what another process put in, when it looks again", async () => {
  const { lease, store, time } = await open({ recheckMs: () => 500 });
  const waiting = lease();
  await waiting.now();
  await store.execute([{ type: "insert", ...insertion, id: "elsewhere" }]);
  await time.advance(499);
  expect(await waiting.now()).toBe("waiting");
  await time.advance(2);
  expect(await waiting.now()).toMatchObject({ tasks: [{ id: "elsewhere" }] });
});
