import { chmodSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { createPullQueues } from "@leasehold/queue";
import { temporaryFolder } from "@leasehold/testing/temporary-folder";
import { expect, onTestFinished, test } from "vitest";
import { createSqliteStore, type SqliteStoreOptions } from "../src/queue-sqlite.ts";
import { openWriter } from "../src/lib/connection.ts";

const address = { project: "acme", queue: "images" };
const settings = {
  ...address,
  mode: "pull",
  maxLeases: 0,
  paused: false,
  disabled: false,
} as const;
const insertion = { ...address, payloadBase64: "YQ==", tag: "", availableAtMicros: 0 };

function newPath(): string {
  const folder = temporaryFolder();
  onTestFinished(() => folder[Symbol.dispose]());
  return join(folder.path, "data", "tasks.sqlite");
}

async function open(options: SqliteStoreOptions): ReturnType<typeof createSqliteStore> {
  const store = await createSqliteStore(options);
  onTestFinished(() => store.close());
  return store;
}

for (const thread of [true, false]) {
  const where = thread ? "in a thread" : "in the caller's thread";

  test(`the data file is its owner's alone (${where})`, async () => {
    const path = newPath();
    const store = await open({ path, thread });
    await store.putQueue(settings);
    const modeOf = (file: string): string => (statSync(file).mode & 0o777).toString(8);
    expect(modeOf(join(path, ".."))).toBe("700");
    for (const suffix of ["", "-wal", "-shm", "-lock"]) expect(modeOf(path + suffix)).toBe("600");
  });

  test(`a file that is open in another store is refused (${where})`, async () => {
    const path = newPath();
    const store = await open({ path, thread });
    await expect(createSqliteStore({ path, thread })).rejects.toMatchObject({
      code: "store_locked",
      message: `${path} is open in another server: stop that one, or give this one a data folder of its own.`,
    });
    await store.close();
    await open({ path, thread });
  });

  test(`a file of a later version is refused, and left as it is (${where})`, async () => {
    const path = newPath();
    await (await createSqliteStore({ path, thread })).close();
    const file = new DatabaseSync(path);
    file.exec("PRAGMA user_version = 99");
    await expect(createSqliteStore({ path, thread })).rejects.toMatchObject({
      code: "schema_too_new",
      message:
        "The data file has schema 99; this version of Leasehold knows up to 2. Run the version that wrote it, or a later one.",
    });
    expect(file.prepare("PRAGMA user_version").get()).toEqual({ user_version: 99 });
    file.close();
  });

  test(`a file that is no data file is refused (${where})`, async () => {
    const path = newPath();
    mkdirSync(join(path, ".."));
    writeFileSync(path, "x".repeat(10_000));
    await expect(createSqliteStore({ path, thread })).rejects.toMatchObject({
      code: expect.stringMatching(/^store_(unreadable|failed)$/),
    });
  });

  test(`a closed store refuses what comes, and may be closed again (${where})`, async () => {
    const store = await createSqliteStore({ path: newPath(), thread });
    const taken = store.putQueue(settings);
    await store.close();
    await store.close();
    await taken;
    await expect(store.execute([])).rejects.toMatchObject({ code: "store_closed" });
  });

  test(`the log is copied into the data file as it grows (${where})`, async () => {
    const path = newPath();
    const store = await open({ path, thread });
    const pullQueues = createPullQueues({ store });
    await pullQueues.putQueue(settings);
    const payloadBase64 = Buffer.alloc(60_000).toString("base64");
    for (let round = 0; round < 80; round += 1) {
      const batch = Array.from({ length: 20 }, () =>
        pullQueues.insert({ ...insertion, payloadBase64 }),
      );
      await Promise.all(batch);
    }
    // 1,600 tasks of 80,000 bytes went through a log that starts over every few thousand pages.
    expect(statSync(path).size).toBeGreaterThan(50_000_000);
    expect(statSync(`${path}-wal`).size).toBeLessThan(100_000_000);
  });
}

test("the connection that writes syncs every commit", () => {
  const path = newPath();
  mkdirSync(join(path, ".."));
  const connection = openWriter(path);
  expect(connection.prepare("PRAGMA synchronous").get()).toEqual({ synchronous: 2 });
  expect(connection.prepare("PRAGMA journal_mode").get()).toEqual({ journal_mode: "wal" });
  connection.close();
});

test("a deleted queue's rows are removed bit by bit", async () => {
  const path = newPath();
  const store = await open({ path, thread: false });
  await store.putQueue(settings);
  for (let round = 0; round < 4; round += 1) {
    await store.execute(Array.from({ length: 500 }, () => ({ type: "insert", ...insertion })));
  }
  await store.deleteQueue(address);
  const file = new DatabaseSync(path, { readOnly: true });
  const rows = (): unknown => file.prepare("SELECT count(*) AS rows FROM task").get();
  expect(rows()).toEqual({ rows: 2000 });
  for (let turn = 0; turn < 10; turn += 1) await new Promise(setImmediate);
  expect(rows()).toEqual({ rows: 0 });
  expect(file.prepare("SELECT count(*) AS rows FROM payload").get()).toEqual({ rows: 0 });
  file.close();
});

test("tombstones that have expired are dropped", async () => {
  const path = newPath();
  let nowMs = Date.UTC(2026, 0, 1);
  const store = await open({ path, thread: false, now: () => nowMs });
  await store.putQueue(settings);
  const ids = Array.from({ length: 1200 }, (_, index) => `named-${index}`);
  await store.execute(ids.map((id) => ({ type: "insert", ...insertion, id })));
  await store.execute(ids.map((id) => ({ type: "delete", ...address, id })));
  const file = new DatabaseSync(path, { readOnly: true });
  const rows = (): unknown => file.prepare("SELECT count(*) AS rows FROM tombstone").get();
  expect(rows()).toEqual({ rows: 1200 });
  nowMs += 8 * 24 * 3600 * 1000;
  await store.execute([]);
  for (let turn = 0; turn < 10; turn += 1) await new Promise(setImmediate);
  expect(rows()).toEqual({ rows: 0 });
  file.close();
});

test("claimed keys are dropped when their time is over, and no earlier", async () => {
  const path = newPath();
  let nowMs = Date.UTC(2026, 0, 1);
  const store = await open({ path, thread: false, now: () => nowMs });
  const claims = Array.from({ length: 1200 }, (_, index) => {
    const seconds = index < 1100 ? 600 : 1200;
    return {
      type: "claim",
      key: `key-${index}`,
      untilMicros: (nowMs + seconds * 1000) * 1000,
    } as const;
  });
  await store.execute(claims);
  const file = new DatabaseSync(path, { readOnly: true });
  const rows = (): unknown => file.prepare("SELECT count(*) AS rows FROM claimed_key").get();
  const rest = async (): Promise<void> => {
    await store.execute([]);
    for (let turn = 0; turn < 10; turn += 1) await new Promise(setImmediate);
  };
  nowMs += 599_999;
  await rest();
  expect(rows()).toEqual({ rows: 1200 });
  nowMs += 10_001;
  await rest();
  expect(rows()).toEqual({ rows: 100 });
  expect(await store.execute(claims.slice(-1))).toEqual([{ ok: false, failure: "key_claimed" }]);
  file.close();
});

test("a data file that cannot be written is refused", async () => {
  if (process.getuid?.() === 0) return;
  const path = newPath();
  await (await createSqliteStore({ path, thread: false })).close();
  chmodSync(path, 0o400);
  await expect(createSqliteStore({ path, thread: false })).rejects.toMatchObject({
    code: "store_unreadable",
  });
});
