import { expect, test } from "vitest";
import type { ClaimKey } from "../../src/operation.ts";
import type { Subject } from "./subject.ts";

const claimed = { ok: false, failure: "key_claimed" };

export function claimTests(given: () => Subject): void {
  const claimOf = (key: string, seconds = 600): ClaimKey => ({
    type: "claim",
    key: `${key} ${given().newProject()}`,
    untilMicros: given().nowMicros() + seconds * 1e6,
  });

  test("a key can be claimed once, until its time is over", async () => {
    const { store } = given();
    const claim = claimOf("once");
    expect(await store.execute([claim])).toEqual([{ ok: true }]);
    given().advanceSeconds(599);
    expect(await store.execute([claim])).toEqual([claimed]);
  });

  test("one of many claims of a batch succeeds, the first", async () => {
    const { store } = given();
    const claim = claimOf("together");
    expect(await store.execute([claim, claim, claimOf("another"), claim])).toEqual([
      { ok: true },
      claimed,
      { ok: true },
      claimed,
    ]);
  });

  test("the time is a part of the key", async () => {
    const { store } = given();
    const claim = claimOf("timed");
    const later = { ...claim, untilMicros: claim.untilMicros + 1e6 };
    expect(await store.execute([claim, later])).toEqual([{ ok: true }, { ok: true }]);
    expect(await store.execute([later, claim])).toEqual([claimed, claimed]);
  });

  test("a claimed key stays so when the store is opened again", async () => {
    const claim = claimOf("kept");
    await given().store.execute([claim]);
    await given().reopen();
    expect(await given().store.execute([claim])).toEqual([claimed]);
  });

  test("a claim succeeds or fails alone, beside operations on tasks", async () => {
    const queue = await given().queue();
    const claim = claimOf("beside");
    await given().store.execute([claim]);
    const results = await given().store.execute([queue.insertion({ id: "a" }), claim]);
    expect(results).toMatchObject([{ ok: true, task: { id: "a" } }, claimed]);
    expect(await given().store.execute([queue.deleting("unknown"), claimOf("new")])).toEqual([
      { ok: false, failure: "task_not_found" },
      { ok: true },
    ]);
  });
}
