import { setImmediate as turn } from "node:timers/promises";
import { expect, test } from "vitest";
import { createGroupCommit, type GroupCommit } from "../src/lib/group-commit.ts";
import { defaultLimits, type QueueLimits } from "../src/lib/limits.ts";
import type { InsertTask, LeaseTasks, Operation, OperationResult } from "../src/operation.ts";

const address = { project: "acme", queue: "images" };
const deletion = (id: string): Operation => ({ type: "delete", ...address, id });
const insertion = (payloadBase64: string): InsertTask => ({
  type: "insert",
  ...address,
  payloadBase64,
  tag: "",
  availableAtMicros: 0,
});
const leasing = (count: number): LeaseTasks => ({
  type: "lease",
  ...address,
  count,
  leaseSeconds: 60,
  byTag: false,
  payloadBytesMax: 1000,
});

interface Handed {
  operations: readonly Operation[];
  commit(): Promise<void>;
  fail(): Promise<void>;
}

/** A store whose commits end when the test says so, at the time it says. */
function controlled(limits: Partial<QueueLimits> = {}): {
  commit: GroupCommit;
  batches: Handed[];
  failures: unknown[];
  clock: { nowMs: number };
} {
  const batches: Handed[] = [];
  const failures: unknown[] = [];
  const clock = { nowMs: 0 };
  const commit = createGroupCommit({
    store: {
      execute: (operations) =>
        new Promise((resolve, reject) => {
          const results = operations.map((): OperationResult => ({ ok: true }));
          batches.push({
            operations,
            commit: async () => {
              resolve(results);
              await turn();
            },
            fail: async () => {
              reject(new Error("disk full"));
              await turn();
            },
          });
        }),
    },
    limits: { ...defaultLimits, ...limits },
    onStoreFailure: (error) => failures.push(error),
    monotonicMs: () => clock.nowMs,
  });
  return { commit, batches, failures, clock };
}

const sizes = (batches: readonly Handed[]): number[] =>
  batches.map(({ operations }) => operations.length);

test("operations of one turn of the event loop share a batch", async () => {
  const { commit, batches } = controlled();
  const answers = ["a", "b", "c"].map((id) => commit.submit(deletion(id)));
  expect(batches).toEqual([]);
  await turn();
  expect(sizes(batches)).toEqual([3]);
  await batches[0]!.commit();
  expect(await Promise.all(answers)).toEqual([{ ok: true }, { ok: true }, { ok: true }]);
});

test("a fast store has two batches in flight, and what comes meanwhile gathers for the next", async () => {
  const { commit, batches } = controlled();
  for (const id of ["a", "b", "c", "d"]) {
    void commit.submit(deletion(id));
    await turn();
  }
  expect(sizes(batches)).toEqual([1, 1]);
  await batches[0]!.commit();
  await turn();
  expect(sizes(batches)).toEqual([1, 1, 2]);
});

test("a slow store has one batch in flight", async () => {
  const { commit, batches, clock } = controlled();
  for (let round = 0; round < 60; round += 1) {
    void commit.submit(deletion("a"));
    await turn();
    clock.nowMs += 5;
    await batches.at(-1)!.commit();
  }
  const before = batches.length;
  void commit.submit(deletion("b"));
  await turn();
  void commit.submit(deletion("c"));
  await turn();
  expect(batches.length).toBe(before + 1);
});

test("a slow store's next batch waits for as many operations as were answered", async () => {
  const { commit, batches, clock } = controlled();
  for (let round = 0; round < 60; round += 1) {
    for (const id of ["a", "b", "c"]) void commit.submit(deletion(id));
    await turn();
    clock.nowMs += 5;
    await batches.at(-1)!.commit();
  }
  const before = batches.length;
  void commit.submit(deletion("d"));
  void commit.submit(deletion("e"));
  await turn();
  await turn();
  expect(batches.length).toBe(before);
  void commit.submit(deletion("f"));
  await turn();
  await turn();
  expect(sizes(batches).slice(before)).toEqual([3]);
});

test("a slow store's next batch begins with fewer when the gathering time is over", async () => {
  const { commit, batches, clock } = controlled();
  for (let round = 0; round < 60; round += 1) {
    for (const id of ["a", "b", "c"]) void commit.submit(deletion(id));
    await turn();
    clock.nowMs += 5;
    await batches.at(-1)!.commit();
  }
  const before = batches.length;
  void commit.submit(deletion("d"));
  await turn();
  clock.nowMs += 1.6;
  await turn();
  await turn();
  expect(sizes(batches).slice(before)).toEqual([1]);
});

test("a failed commit fails all of its operations and no others, and its cause is told", async () => {
  const { commit, batches, failures } = controlled();
  const first = commit.submit(deletion("a"));
  await turn();
  const second = commit.submit(deletion("b"));
  await turn();
  await batches[0]!.fail();
  await batches[1]!.commit();
  expect(await first).toEqual({ ok: false, failure: "store_failed" });
  expect(await second).toEqual({ ok: true });
  expect(failures).toEqual([new Error("disk full")]);
});

test("a batch has at most as many operations as the limit", async () => {
  const { commit, batches } = controlled({ batchOperationsMax: 2 });
  for (const id of ["a", "b", "c", "d", "e"]) void commit.submit(deletion(id));
  await turn();
  await turn();
  expect(sizes(batches)).toEqual([2, 2]);
});

test("a batch has at most as much payload as the limit, and one operation however large", async () => {
  const { commit, batches } = controlled({ batchBytesMax: 10 });
  for (const size of [20, 5, 5, 1]) void commit.submit(insertion("x".repeat(size)));
  await turn();
  await turn();
  await batches[0]!.commit();
  await turn();
  expect(sizes(batches)).toEqual([1, 2, 1]);
});

test("a batch leases at most as many tasks as the limit", async () => {
  const { commit, batches } = controlled({ batchLeasedTasksMax: 10 });
  for (const count of [6, 4, 10]) void commit.submit(leasing(count));
  await turn();
  await turn();
  expect(sizes(batches)).toEqual([2, 1]);
});

test("operations beyond the limit of those waiting are answered overloaded", async () => {
  const { commit } = controlled({ waitingOperationsMax: 2 });
  void commit.submit(deletion("a"));
  void commit.submit(deletion("b"));
  expect(await commit.submit(deletion("c"))).toEqual({ ok: false, failure: "overloaded" });
  expect(commit.pending).toBe(2);
});

test("payload beyond the limit of what may wait is answered overloaded, and room is made again", async () => {
  const { commit, batches } = controlled({ waitingBytesMax: 10 });
  void commit.submit(insertion("x".repeat(8)));
  const tooMuch = insertion("x".repeat(3));
  expect(await commit.submit(tooMuch)).toEqual({ ok: false, failure: "overloaded" });
  await turn();
  const taken = commit.submit(tooMuch);
  await turn();
  await batches[1]!.commit();
  expect(await taken).toEqual({ ok: true });
});

test("a lease whose caller hung up before its batch is not made", async () => {
  const { commit, batches } = controlled();
  const controller = new AbortController();
  const answer = commit.submit(leasing(1), controller.signal);
  void commit.submit(deletion("a"));
  controller.abort();
  await turn();
  expect(await answer).toEqual({ ok: true, tasks: [] });
  expect(batches[0]!.operations).toEqual([deletion("a")]);
});

test("close answers what was taken and refuses what comes after", async () => {
  const { commit, batches } = controlled({ batchOperationsMax: 1 });
  const answers = ["a", "b", "c"].map((id) => commit.submit(deletion(id)));
  let closed = false;
  const closing = commit.close().then(() => {
    closed = true;
  });
  expect(await commit.submit(deletion("d"))).toEqual({ ok: false, failure: "store_failed" });
  for (const place of [0, 1, 2]) {
    await turn();
    expect(closed).toBe(false);
    await batches[place]!.commit();
  }
  await closing;
  expect(await Promise.all(answers)).toEqual([{ ok: true }, { ok: true }, { ok: true }]);
  expect(commit.pending).toBe(0);
});

test("close with nothing under way is done at once", async () => {
  const { commit } = controlled();
  await commit.close();
  expect(commit.pending).toBe(0);
});
