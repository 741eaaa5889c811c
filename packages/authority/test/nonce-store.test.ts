import type { KyselyPlugin } from "kysely";
import { describe, expect, it } from "vitest";
import { createNonceStore } from "../src/lib/oauth1/nonce-store.ts";
import { sweepExpired } from "../src/lib/sweep.ts";
import { openTestContext } from "./open-test-context.ts";

/** Counts the statements, and fails those that `fails` picks. */
function watch(fails: (statement: number) => boolean = () => false): {
  plugin: KyselyPlugin;
  statements: () => number;
} {
  let count = 0;
  return {
    statements: () => count,
    plugin: {
      transformQuery({ node }) {
        count += 1;
        if (fails(count)) throw new Error("The disk is full.");
        return node;
      },
      transformResult: async ({ result }) => result,
    },
  };
}

function nonceOf(number: number): Parameters<ReturnType<typeof createNonceStore>["use"]>[0] {
  const timestampSeconds = Date.UTC(2026, 0, 1) / 1000;
  return { consumerKey: "c", token: "t", timestampSeconds, nonce: String(number) };
}

const numbers = Array.from({ length: 1200 }, (_, number) => number);

describe("the nonces of requests", () => {
  it("share commits: 1200 at once take three statements", async () => {
    await using opened = await openTestContext();
    const { database } = opened.context;
    const { plugin, statements } = watch();
    const store = createNonceStore(database.withPlugin(plugin));
    const answers = await Promise.all(numbers.map((number) => store.use(nonceOf(number))));
    expect(answers.every((isNew) => isNew)).toBe(true);
    expect(statements()).toBe(3);
    const again = await Promise.all(numbers.map((number) => store.use(nonceOf(number))));
    expect(again.some((isNew) => isNew)).toBe(false);
  });

  it("are not used up when the disk fails, and the next ones are written", async () => {
    await using opened = await openTestContext();
    const { plugin } = watch((statement) => statement === 2);
    const store = createNonceStore(opened.context.database.withPlugin(plugin));
    expect(await store.use(nonceOf(1))).toBe(true);
    await expect(store.use(nonceOf(2))).rejects.toThrow("The disk is full.");
    expect(await store.use(nonceOf(2))).toBe(true);
    expect(await store.use(nonceOf(1))).toBe(false);
  });

  it("are kept until no clock takes their timestamp any more", async () => {
    await using opened = await openTestContext();
    const { context, clock } = opened;
    expect(await context.nonces.use(nonceOf(1))).toBe(true);
    clock.advance(600_999);
    expect(await sweepExpired(context)).toBe(0);
    expect(await context.nonces.use(nonceOf(1))).toBe(false);
    clock.advance(1);
    expect(await sweepExpired(context)).toBe(1);
  });
});
