import { testClock } from "@leasehold/testing/clock";
import { describe, expect, it } from "vitest";
import { createCache } from "../src/lib/cache.ts";

describe("createCache", () => {
  const value =
    (text: string | undefined): (() => Promise<string | undefined>) =>
    async () =>
      text;

  it("keeps so many entries; the oldest goes first", async () => {
    const cache = createCache<string>({ entriesMax: 2, lifetimeMs: 1000, now: testClock().now });
    await cache.load("a", value("A"));
    await cache.load("b", value("B"));
    await cache.load("a", value("A"));
    await cache.load("c", value("C"));
    expect([cache.get("a"), cache.get("b"), cache.get("c")]).toEqual(["A", undefined, "C"]);
  });

  it("keeps an entry for its lifetime, counted from before it was read", async () => {
    const clock = testClock();
    const cache = createCache<string>({ entriesMax: 2, lifetimeMs: 1000, now: clock.now });
    await cache.load("a", async () => {
      clock.advance(600);
      return "A";
    });
    clock.advance(399);
    expect(cache.get("a")).toBe("A");
    clock.advance(1);
    expect(cache.get("a")).toBeUndefined();
  });

  it("does not keep that there is nothing", async () => {
    const cache = createCache<string>({ entriesMax: 2, lifetimeMs: 1000, now: testClock().now });
    expect(await cache.load("a", value(undefined))).toBeUndefined();
    expect(await cache.load("a", value("A"))).toBe("A");
  });

  it("does not keep what was being read while something was forgotten", async () => {
    const cache = createCache<string>({ entriesMax: 9, lifetimeMs: 1000, now: testClock().now });
    for (const forget of [
      () => cache.forget("a"),
      () => cache.forgetAll(),
      () => cache.forgetWhere(() => false),
    ]) {
      const reading = cache.load("a", value("old"));
      forget();
      expect(await reading).toBe("old");
      expect(cache.get("a")).toBeUndefined();
    }
  });

  it("forgets by key, by value, and everything", async () => {
    const cache = createCache<string>({ entriesMax: 9, lifetimeMs: 1000, now: testClock().now });
    const kept = (): string[] => ["a", "b", "c", "d"].filter((key) => cache.get(key) !== undefined);
    for (const key of ["a", "b", "c", "d"]) await cache.load(key, value(key.toUpperCase()));
    cache.forget("a");
    expect(kept()).toEqual(["b", "c", "d"]);
    cache.forgetWhere((text) => text === "C");
    expect(kept()).toEqual(["b", "d"]);
    cache.forgetAll();
    expect(kept()).toEqual([]);
  });
});
