import { expect, test } from "vitest";
import { idsOf, taskOf, tasksOf, type Subject } from "./subject.ts";

export function batchTests(given: () => Subject): void {
  test("an empty batch has no results", async () => {
    expect(await given().store.execute([])).toEqual([]);
  });

  test("results are in the order of the operations, and each succeeds or fails alone", async () => {
    const queue = await given().queue();
    await queue.insert({ id: "old" });
    const results = await given().store.execute([
      queue.leasing({ count: 5 }),
      queue.insertion({ id: "new" }),
      queue.deleting("unknown"),
      queue.insertion({ id: "new" }),
      queue.deleting("old"),
      queue.insertion({ queue: "unknown" }),
    ]);
    expect(idsOf(tasksOf(results[0]))).toEqual(["new"]);
    expect(taskOf(results[1]).id).toBe("new");
    expect(results.slice(2)).toEqual([
      { ok: false, failure: "task_not_found" },
      { ok: false, failure: "task_exists" },
      { ok: true },
      { ok: false, failure: "queue_not_found" },
    ]);
  });

  test("deletes come before inserts: a name deleted in the batch is a tombstone in it", async () => {
    const queue = await given().queue();
    await queue.insert({ id: "named" });
    const batch = [queue.insertion({ id: "named" }), queue.deleting("named")];
    expect(await given().store.execute(batch)).toEqual([
      { ok: false, failure: "task_name_tombstoned" },
      { ok: true },
    ]);
  });

  test("a release in the batch can be leased in it", async () => {
    const queue = await given().queue();
    await queue.insert({ id: "a" });
    await queue.lease();
    const results = await given().store.execute([
      queue.leasing(),
      queue.renewing("a", { newLeaseSeconds: 0 }),
    ]);
    expect(tasksOf(results[0])).toMatchObject([{ id: "a", retryCount: 2 }]);
  });

  test("leases of one batch share the tasks in order, and none is handed out twice", async () => {
    const queue = await given().queue();
    for (const id of ["a", "b", "c", "d", "e"]) await queue.insert({ id });
    const results = await given().store.execute([
      queue.leasing({ count: 2, leaseSeconds: 0 }),
      queue.leasing({ count: 2 }),
      queue.leasing({ count: 2 }),
      queue.leasing({ count: 2 }),
    ]);
    const handed = results.map((result) => idsOf(tasksOf(result)));
    expect(handed).toEqual([["a", "b"], ["c", "d"], ["e"], []]);
  });

  test("each lease of a batch has its own limit of payload", async () => {
    const queue = await given().queue();
    const payloadBase64 = Buffer.alloc(300).toString("base64");
    for (const id of ["a", "b", "c", "d"]) await queue.insert({ id, payloadBase64 });
    const results = await given().store.execute([
      queue.leasing({ count: 4, payloadBytesMax: 1 }),
      queue.leasing({ count: 4, payloadBytesMax: 600 }),
      queue.leasing({ count: 4, payloadBytesMax: 299 }),
    ]);
    const handed = results.map((result) => idsOf(tasksOf(result)));
    expect(handed).toEqual([["a"], ["b", "c"], ["d"]]);
  });

  test("leases of one batch by the oldest tag each look afresh", async () => {
    const queue = await given().queue();
    for (const id of ["a1", "b1", "a2"]) await queue.insert({ id, tag: id.charAt(0) });
    const byTag = queue.leasing({ count: 9, byTag: true });
    const results = await given().store.execute([byTag, byTag, byTag]);
    const handed = results.map((result) => idsOf(tasksOf(result)));
    expect(handed).toEqual([["a1", "a2"], ["b1"], []]);
  });

  test("batches handed over together take effect one after the other", async () => {
    const queue = await given().queue();
    const { store } = given();
    const [inserted, leased] = await Promise.all([
      store.execute([queue.insertion({ id: "a" })]),
      store.execute([queue.leasing()]),
    ]);
    expect(taskOf(inserted[0]).id).toBe("a");
    expect(idsOf(tasksOf(leased[0]))).toEqual(["a"]);
  });
}
