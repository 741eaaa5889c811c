import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "@leasehold/testing/temporary-folder";
import { describe, expect, it } from "vitest";
import { createNonceStore, type NonceStore } from "../src/lib/oauth1/nonce-store.ts";
import { createNonceWriter, type NonceWriter } from "../src/lib/oauth1/nonce-writer.ts";
import { openTestContext } from "./open-test-context.ts";

/** Counts the commits, and fails those that `fails` picks. */
function watch(
  writer: NonceWriter,
  fails: (commit: number) => boolean = () => false,
): { store: NonceStore; commits: () => number } {
  let count = 0;
  const store = createNonceStore({
    ...writer,
    async write(batch) {
      count += 1;
      if (fails(count)) throw new Error("The disk is full.");
      return writer.write(batch);
    },
  });
  return { store, commits: () => count };
}

function nonceOf(number: number): Parameters<NonceStore["use"]>[0] {
  const timestampSeconds = Date.UTC(2026, 0, 1) / 1000;
  return { consumerKey: "c", token: "t", timestampSeconds, nonce: String(number) };
}

const numbers = Array.from({ length: 1200 }, (_, number) => number);

describe.each(["in memory", "on disk, by a thread"])("the nonces of requests, %s", (place) => {
  const writerIn = (folder: string): NonceWriter =>
    createNonceWriter(place === "in memory" ? ":memory:" : join(folder, "nonces.db"));

  it("share commits: 1200 at once take three", async () => {
    using folder = temporaryFolder();
    const { store, commits } = watch(writerIn(folder.path));
    const answers = await Promise.all(numbers.map((number) => store.use(nonceOf(number))));
    expect(answers.every((isNew) => isNew)).toBe(true);
    expect(commits()).toBe(3);
    const again = await Promise.all(numbers.map((number) => store.use(nonceOf(number))));
    expect(again.some((isNew) => isNew)).toBe(false);
    await store.close();
  });

  it("are good for one of many at once, also while the first is being written", async () => {
    using folder = temporaryFolder();
    const { store } = watch(writerIn(folder.path));
    const first = store.use(nonceOf(1));
    const together = store.use(nonceOf(1));
    await new Promise((resolve) => setImmediate(resolve));
    const later = store.use(nonceOf(1));
    expect(await Promise.all([first, together, later])).toEqual([true, false, false]);
    await store.close();
  });

  it("are not used up when the disk fails, and the next ones are written", async () => {
    using folder = temporaryFolder();
    const { store } = watch(writerIn(folder.path), (commit) => commit === 2);
    expect(await store.use(nonceOf(1))).toBe(true);
    await expect(store.use(nonceOf(2))).rejects.toThrow("The disk is full.");
    expect(await store.use(nonceOf(2))).toBe(true);
    expect(await store.use(nonceOf(1))).toBe(false);
    await store.close();
  });
});

describe("the file of the nonces", () => {
  it("is one for all processes, and outlives them", async () => {
    using folder = temporaryFolder();
    const path = join(folder.path, "nonces.db");
    const [one, two] = [createNonceWriter(path), createNonceWriter(path)].map(createNonceStore);
    expect(await one?.use(nonceOf(1))).toBe(true);
    expect(await two?.use(nonceOf(1))).toBe(false);
    await Promise.all([one?.close(), two?.close()]);
    const later = createNonceStore(createNonceWriter(path));
    expect(await later.use(nonceOf(1))).toBe(false);
    await later.close();
  });

  it("keeps them until no clock takes their timestamp any more", async () => {
    await using opened = await openTestContext();
    const { context, clock } = opened;
    expect(await context.nonces.use(nonceOf(1))).toBe(true);
    clock.advance(600_999);
    expect(await context.nonces.sweep(clock.now())).toBe(0);
    expect(await context.nonces.use(nonceOf(1))).toBe(false);
    clock.advance(1);
    expect(await context.nonces.sweep(clock.now())).toBe(1);
  });

  it("refuses every request while it cannot be opened, and takes the next one when it can", async () => {
    using folder = temporaryFolder();
    const place = join(folder.path, "later");
    const store = createNonceStore(createNonceWriter(join(place, "nonces.db")));
    await expect(store.use(nonceOf(1))).rejects.toThrow("The thread of the nonces failed.");
    await expect(store.use(nonceOf(2))).rejects.toThrow("The thread of the nonces failed.");
    mkdirSync(place);
    expect(await store.use(nonceOf(1))).toBe(true);
    expect(await store.use(nonceOf(1))).toBe(false);
    await store.close();
    await expect(store.use(nonceOf(3))).rejects.toThrow("The nonce file is closed.");
  });
});
