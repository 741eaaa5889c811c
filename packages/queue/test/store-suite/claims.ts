import { expect, test } from "vitest";
import type { Claim, ClaimKey, Operation } from "../../src/operation.ts";
import type { Subject } from "./subject.ts";

const claimed = { ok: false, failure: "key_claimed" };

export function claimTests(given: () => Subject): void {
  /** A key that no other test has. */
  const newKey = (key: string): Claim => ({
    key: `${key} ${given().newProject()}`,
    untilMicros: given().nowMicros() + 600e6,
  });
  const claimOf = (key: string): ClaimKey => ({ type: "claim", ...newKey(key) });

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

  test("a key is claimed with what is done, once", async () => {
    const { store } = given();
    const queue = await given().queue();
    const claim = newKey("with");
    const insertion = queue.insertion({ claim });
    expect(await store.execute([insertion])).toMatchObject([{ ok: true, task: { tag: "" } }]);
    expect(await store.execute([insertion])).toEqual([claimed]);
    expect(await store.execute([{ type: "claim", ...claim }])).toEqual([claimed]);
    expect(await queue.lease({ count: 10 })).toHaveLength(1);
  });

  test("of what claims one key in a batch the first is done, and nothing else of it", async () => {
    const { store } = given();
    const queue = await given().queue();
    const { id } = await queue.insert({ id: "kept" });
    const [first, second, third] = [newKey("a"), newKey("b"), newKey("c")];
    const results = await store.execute([
      queue.leasing({ claim: second }),
      queue.insertion({ id: "new", claim: first }),
      queue.leasing({ claim: second }),
      { ...queue.deleting(id), claim: first },
      queue.leasing({ claim: third }),
      { type: "claim", ...second },
    ]);
    expect(results).toMatchObject([
      { ok: true, tasks: [{ id: "kept" }] },
      { ok: true, task: { id: "new" } },
      claimed,
      claimed,
      { ok: true, tasks: [{ id: "new" }] },
      claimed,
    ]);
  });

  test.each(["renewed", "deleted", "moved"] as const)(
    "a task is not %s with a key that was claimed before",
    async (what) => {
      const { store } = given();
      const queue = await given().queue();
      const task = await queue.insert();
      const claim = newKey("before");
      await store.execute([{ type: "claim", ...claim }]);
      await store.putQueue({ ...queue.settings, queue: "other" });
      const { address } = queue;
      const operation: Operation = {
        renewed: queue.renewing(task.id, { claim }),
        deleted: { ...queue.deleting(task.id), claim },
        moved: { type: "move" as const, ...address, id: task.id, destination: "other", claim },
      }[what];
      expect(await store.execute([operation])).toEqual([claimed]);
      expect(await store.getTask({ ...address, id: task.id })).toEqual(task);
    },
  );

  test("a key is used up by what fails otherwise", async () => {
    const { store } = given();
    const queue = await given().queue();
    const claim = newKey("vain");
    const deleting = { ...queue.deleting("unknown"), claim };
    expect(await store.execute([deleting])).toEqual([{ ok: false, failure: "task_not_found" }]);
    expect(await store.execute([deleting])).toEqual([claimed]);
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
