import { expect, test } from "vitest";
import type { QueueSettings } from "../../src/store.ts";
import type { Subject } from "./subject.ts";

export function queueTests(given: () => Subject): void {
  test("a queue's settings come back as they were put, and as they were changed", async () => {
    const queue = await given().queue();
    const changed: QueueSettings = {
      ...queue.settings,
      maxLeases: 7,
      deadLetterQueue: "images-dead",
      paused: true,
      disabled: true,
    };
    expect(await given().store.getQueue(queue.address)).toEqual(queue.settings);
    await given().store.putQueue(changed);
    expect(await given().store.getQueue(queue.address)).toEqual(changed);
    await given().store.putQueue(queue.settings);
    expect(await given().store.getQueue(queue.address)).toEqual(queue.settings);
  });

  test("a change of settings keeps the queue's tasks", async () => {
    const queue = await given().queue();
    await queue.insert({ id: "kept" });
    await queue.set({ maxLeases: 3 });
    expect((await queue.lease()).length).toBe(1);
  });

  test("a queue that is its own dead-letter queue is refused", async () => {
    const queue = await given().queue();
    const settings = { ...queue.settings, deadLetterQueue: queue.address.queue };
    await expect(given().store.putQueue(settings)).rejects.toThrow(TypeError);
  });

  test("a project's queues are listed in the order of their names", async () => {
    const queue = await given().queue({ queue: "b" });
    for (const name of ["c", "a", "B"]) await queue.set({ queue: name });
    await given().queue();
    const listed = await given().store.listQueues(queue.address.project);
    expect(listed.map((each) => each.queue)).toEqual(["B", "a", "b", "c"]);
    expect(await given().store.listQueues(given().newProject())).toEqual([]);
  });

  test("operations on an unknown queue are refused", async () => {
    const queue = await given().queue();
    const queueName = { queue: "unknown" };
    const results = await given().store.execute([
      queue.insertion(queueName),
      queue.leasing(queueName),
      { ...queue.renewing("a"), ...queueName },
      { ...queue.deleting("a"), ...queueName },
    ]);
    const refused = { ok: false, failure: "queue_not_found" };
    expect(results).toEqual([refused, refused, refused, refused]);
  });

  test("operations on a push queue are refused", async () => {
    const queue = await given().queue({ mode: "push" });
    const results = await given().store.execute([
      queue.insertion(),
      queue.leasing(),
      queue.renewing("a"),
      queue.deleting("a"),
    ]);
    const refused = { ok: false, failure: "queue_not_pull" };
    expect(results).toEqual([refused, refused, refused, refused]);
  });

  test("a disabled queue refuses inserts and leases, and takes the rest", async () => {
    const queue = await given().queue();
    const { id } = await queue.insert();
    await queue.set({ disabled: true });
    const refused = { ok: false, failure: "queue_disabled" };
    expect(await queue.run(queue.insertion())).toEqual(refused);
    expect(await queue.run(queue.leasing())).toEqual(refused);
    expect(await queue.run(queue.renewing(id))).toMatchObject({ ok: true });
    expect((await given().store.getTask({ ...queue.address, id }))?.id).toBe(id);
    expect(await queue.run(queue.deleting(id))).toEqual({ ok: true });
  });

  test("a deleted queue is gone with its tasks and tombstones", async () => {
    const queue = await given().queue();
    const { id } = await queue.insert();
    await queue.insert({ id: "named" });
    await queue.run(queue.deleting("named"));
    expect(await given().store.deleteQueue(queue.address)).toBe(true);
    expect(await given().store.deleteQueue(queue.address)).toBe(false);
    expect(await given().store.getQueue(queue.address)).toBe(undefined);
    expect(await given().store.getTask({ ...queue.address, id })).toBe(undefined);
    expect(await given().store.statistics(queue.address)).toBe(undefined);
    expect(await queue.run(queue.leasing())).toEqual({ ok: false, failure: "queue_not_found" });
    await given().store.putQueue(queue.settings);
    expect(await queue.lease({ count: 10 })).toEqual([]);
    expect((await given().store.statistics(queue.address))?.totalTasks).toBe(0);
    expect(await queue.run(queue.insertion({ id: "named" }))).toMatchObject({ ok: true });
  });

  test("queues and tasks are there when the store is opened again", async () => {
    const queue = await given().queue({ maxLeases: 4 });
    const task = await queue.insert({ id: "kept", tag: "t" });
    await given().reopen();
    expect(await given().store.getQueue(queue.address)).toEqual(queue.settings);
    expect(await given().store.getTask({ ...queue.address, id: "kept" })).toEqual(task);
  });
}
