import { join } from "node:path";
import { createPullQueues, type PullQueues } from "@leasehold/queue";
import type { ClaimKey, Operation } from "@leasehold/queue/operation";
import type { QueueStore } from "@leasehold/queue/store";
import { testClock } from "@leasehold/testing/clock";
import { temporaryFolder } from "@leasehold/testing/temporary-folder";
import { expect, onTestFinished, test } from "vitest";
import { createSqliteStore } from "../src/queue-sqlite.ts";
import { openReader, openWriter, prepareFile } from "../src/lib/connection.ts";
import { createEngine } from "../src/lib/engine.ts";
import { createInlineEngine } from "../src/lib/inline-engine.ts";
import { createReader } from "../src/lib/reader.ts";
import { storeOf } from "../src/lib/store-of.ts";
import { faultyConnection, type FaultyConnection } from "./faulty-connection.ts";

const address = { project: "acme", queue: "images" };
const settings = {
  ...address,
  mode: "pull",
  maxLeases: 1,
  paused: false,
  disabled: false,
} as const;
const insertion = { ...address, payloadBase64: "YQ==", tag: "", availableAtMicros: 0 };
const leasing = { ...address, count: 10, byTag: false, payloadBytesMax: 1e6 };
const claimed = { ok: false, failure: "key_claimed" };
const untilMicros = 4e15;

interface Faulty {
  path: string;
  store: QueueStore;
  connection: FaultyConnection;
  failures: unknown[];
  pullQueues: PullQueues;
}

async function openFaulty(): Promise<Faulty> {
  const folder = temporaryFolder();
  onTestFinished(() => folder[Symbol.dispose]());
  const path = join(folder.path, "data", "tasks.sqlite");
  prepareFile(path);
  const connection = faultyConnection(openWriter(path));
  const failures: unknown[] = [];
  const onStoreFailure = (error: unknown): unknown => failures.push(error);
  const engine = createInlineEngine(createEngine(connection), onStoreFailure);
  const reader = createReader(openReader(path));
  // The clock stands still, so that no chore becomes due: faults hit what the test does.
  const { now } = testClock();
  const store = storeOf({ engine, reader, now, release: () => undefined });
  const pullQueues = createPullQueues({ store, now, onStoreFailure });
  onTestFinished(() => pullQueues.close());
  await pullQueues.putQueue({ ...settings, deadLetterQueue: "images-dead" });
  // The first chores are over.
  for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate);
  return { path, store, connection, failures, pullQueues };
}

test("a commit that fails fails every operation of its batch, and none of them happens", async () => {
  const { pullQueues, connection, failures } = await openFaulty();
  const kept = await pullQueues.insert({ ...insertion, id: "kept" });
  expect(kept).toMatchObject({ ok: true });
  connection.failAt(1, "COMMIT");
  const results = await Promise.all([
    pullQueues.insert({ ...insertion, id: "lost" }),
    pullQueues.delete({ ...address, id: "kept" }),
    pullQueues.delete({ ...address, id: "unknown" }),
  ]);
  const failed = { ok: false, failure: "store_failed" };
  expect(results).toEqual([failed, failed, failed]);
  expect(failures).toMatchObject([{ code: "store_failed" }]);
  expect((await pullQueues.getTask({ ...address, id: "kept" }))?.id).toBe("kept");
  expect(await pullQueues.getTask({ ...address, id: "lost" })).toBe(undefined);
});

test("the store goes on after a batch that failed", async () => {
  const { pullQueues, connection } = await openFaulty();
  connection.failAt(1, "COMMIT");
  await pullQueues.insert({ ...insertion, id: "again" });
  expect(await pullQueues.insert({ ...insertion, id: "again" })).toMatchObject({ ok: true });
  expect(await pullQueues.statistics(address)).toMatchObject({ totalTasks: 1 });
});

test("a name that looks generated is known to be a caller's after its first insert failed", async () => {
  const { pullQueues, connection, path } = await openFaulty();
  const named = { ...insertion, id: "0123456789abcdef" };
  connection.failAt(1, "COMMIT");
  await pullQueues.insert(named);
  await pullQueues.insert(named);
  const meta = openReader(path);
  expect(meta.prepare("SELECT hex_names FROM meta").get()).toEqual({ hex_names: 1 });
  meta.close();
});

test("wherever a batch fails, all of it fails, nothing of it happens, and nothing before it is lost", async () => {
  const { store, connection, failures } = await openFaulty();
  let round = 0;
  let call = 1;
  do {
    round += 1;
    const before = await prepareRound(store, round);
    connection.failAt(call);
    const batch = store.execute(batchOf(round));
    const done = await batch.then(
      () => true,
      () => false,
    );
    const after = done ? "done" : await stateOf(store);
    expect({ call, done, after }).toEqual({
      call,
      done: !connection.failed,
      after: done ? "done" : before,
    });
    call += 1;
  } while (connection.failed);
  // Every statement of the batch was made to fail once.
  expect(call).toBeGreaterThan(25);
  expect(failures).toEqual([]);
  expect(await stateOf(store)).toMatchObject({ dead: { totalTasks: round } });
});

test("what was acknowledged before a fault is there after the file is opened again", async () => {
  const { pullQueues, connection, path } = await openFaulty();
  await pullQueues.insert({ ...insertion, id: "kept" });
  connection.failAt(1, "COMMIT");
  await pullQueues.insert({ ...insertion, id: "lost" });
  await pullQueues.insert({ ...insertion, id: "later" });
  await pullQueues.close();
  const store = await createSqliteStore({ path, thread: false });
  const page = await store.listTasks({ ...address, count: 10 });
  expect(page?.tasks.map(({ id }) => id)).toEqual(["kept", "later"]);
  await store.close();
});

test("wherever a batch fails, its keys stay free for one claim, and those claimed before stay claimed", async () => {
  const { store, connection } = await openFaulty();
  const before: ClaimKey = { type: "claim", key: "before", untilMicros };
  await store.execute([before]);
  let call = 0;
  let failed: boolean;
  do {
    call += 1;
    const claim: ClaimKey = { type: "claim", key: `key-${call}`, untilMicros };
    connection.failAt(call);
    const answers = await store.execute([before, claim, claim]).catch(() => "failed");
    failed = connection.failed;
    connection.failAt(Number.POSITIVE_INFINITY);
    const again = await store.execute([before, claim, claim]);
    const first = { ok: true };
    expect({ call, answers, again }).toEqual({
      call,
      answers: failed ? "failed" : [claimed, first, claimed],
      again: failed ? [claimed, first, claimed] : [claimed, claimed, claimed],
    });
  } while (failed);
  // BEGIN, three claims and COMMIT.
  expect(call).toBe(6);
});

test("wherever a batch fails, a task is there if and only if its key is claimed", async () => {
  const { store, connection } = await openFaulty();
  let call = 0;
  let failed: boolean;
  do {
    call += 1;
    const id = `task-${call}`;
    const claim = { key: id, untilMicros };
    connection.failAt(call);
    const insert: Operation = { type: "insert", ...insertion, id, claim };
    await store.execute([insert]).catch(() => undefined);
    failed = connection.failed;
    connection.failAt(Number.POSITIVE_INFINITY);
    const task = await store.getTask({ ...address, id });
    const [again] = await store.execute([{ type: "claim", ...claim }]);
    expect({ call, failed: task === undefined, free: again?.ok }).toEqual({
      call,
      failed,
      free: failed,
    });
  } while (failed);
  expect(call).toBeGreaterThan(5);
});

test("a claim whose commit fails is answered so, is nobody's after the file is opened again, and loses no other", async () => {
  const { pullQueues, connection, path } = await openFaulty();
  const claim = (key: string): ReturnType<PullQueues["claim"]> =>
    pullQueues.claim({ key, untilMicros });
  expect(await claim("kept")).toEqual({ ok: true });
  connection.failAt(1, "COMMIT");
  const failed = { ok: false, failure: "store_failed" };
  expect(await Promise.all([claim("lost"), claim("kept")])).toEqual([failed, failed]);
  await pullQueues.close();
  const store = await createSqliteStore({ path, thread: false });
  const keys = ["kept", "lost", "lost"];
  const claims = keys.map((key): ClaimKey => ({ type: "claim", key, untilMicros }));
  expect(await store.execute(claims)).toEqual([claimed, { ok: true }, claimed]);
  await store.close();
});

test("a chore that fails is told, and tried again", async () => {
  const { store, connection, failures } = await openFaulty();
  await store.deleteQueue(address);
  connection.failAt(1, "dropped_queue LIMIT");
  await new Promise(setImmediate);
  expect(failures).toMatchObject([{ code: "store_failed" }]);
  expect(await store.getQueue(address)).toBe(undefined);
});

async function prepareRound(store: QueueStore, round: number): Promise<unknown> {
  await store.execute([
    { type: "insert", ...insertion, id: `used-up-${round}` },
    { type: "lease", ...leasing, leaseSeconds: 0 },
    { type: "insert", ...insertion, id: `renewed-${round}`, availableAtMicros: 4e15 },
    { type: "insert", ...insertion, id: `deleted-${round}`, availableAtMicros: 4e15 },
  ]);
  return stateOf(store);
}

function batchOf(round: number): Operation[] {
  return [
    { type: "delete", ...address, id: `deleted-${round}` },
    { type: "renew", ...address, id: `renewed-${round}`, newLeaseSeconds: 9e6 },
    { type: "insert", ...insertion, id: `inserted-${round}`, availableAtMicros: 4e15 },
    { type: "insert", ...insertion, tag: "leased" },
    { type: "lease", ...leasing, leaseSeconds: 9e6, byTag: true, tag: "leased" },
    // Finds what the round left used up, and moves it.
    { type: "lease", ...leasing, leaseSeconds: 9e6 },
  ];
}

async function stateOf(store: QueueStore): Promise<unknown> {
  return {
    tasks: await store.listTasks({ ...address, count: 1000 }),
    statistics: await store.statistics(address),
    dead: await store.statistics({ ...address, queue: "images-dead" }),
  };
}
