import { expect, test } from "vitest";
import { idsOf, subjectQueue, taskOf, type Subject, type SubjectQueue } from "./subject.ts";

export function usedUpTests(given: () => Subject): void {
  async function lease(queue: SubjectQueue, times: number): Promise<void> {
    for (let time = 0; time < times; time += 1) await queue.lease({ leaseSeconds: 0 });
  }

  async function withDeadLetters(): Promise<{ queue: SubjectQueue; dead: SubjectQueue }> {
    const queue = await given().queue({ maxLeases: 1, deadLetterQueue: "images-dead" });
    const { deadLetterQueue: _, ...settings } = queue.settings;
    const deadSettings = { ...settings, queue: "images-dead", maxLeases: 0 };
    await given().store.putQueue(deadSettings);
    return { queue, dead: subjectQueue(given(), deadSettings) };
  }

  test("a task is leased as often as the queue says, and deleted at the next attempt", async () => {
    const queue = await given().queue({ maxLeases: 2 });
    const { id } = await queue.insert();
    await lease(queue, 2);
    expect((await given().store.getTask({ ...queue.address, id }))?.retryCount).toBe(2);
    expect(await queue.lease()).toEqual([]);
    expect(await given().store.getTask({ ...queue.address, id })).toBe(undefined);
    expect((await given().store.statistics(queue.address))?.totalTasks).toBe(0);
  });

  test("an attempt passes over used-up tasks to those that are not", async () => {
    const queue = await given().queue({ maxLeases: 1 });
    for (const id of ["a", "b"]) await queue.insert({ id });
    await queue.lease({ count: 2, leaseSeconds: 0 });
    await queue.insert({ id: "c" });
    expect(idsOf(await queue.lease({ count: 1 }))).toEqual(["c"]);
  });

  test("a task on its last lease is left alone until that has run out", async () => {
    const queue = await given().queue({ maxLeases: 1 });
    const { id } = await queue.insert();
    await queue.lease({ leaseSeconds: 60 });
    expect(await queue.lease()).toEqual([]);
    expect(await queue.run(queue.deleting(id))).toEqual({ ok: true });
  });

  test("a name given by a caller becomes a tombstone when its task is used up", async () => {
    const queue = await given().queue({ maxLeases: 1 });
    await queue.insert({ id: "named" });
    await lease(queue, 2);
    expect(await queue.run(queue.insertion({ id: "named" }))).toEqual({
      ok: false,
      failure: "task_name_tombstoned",
    });
  });

  test("a queue without a limit leases a task for ever", async () => {
    const queue = await given().queue({ maxLeases: 0 });
    await queue.insert();
    await lease(queue, 50);
    expect(await queue.lease()).toMatchObject([{ retryCount: 51 }]);
  });

  test("a used-up task moves to the dead-letter queue with payload, tag and enqueue time", async () => {
    const { queue, dead } = await withDeadLetters();
    const task = await queue.insert({ id: "named", tag: "t" });
    await queue.lease({ leaseSeconds: 0 });
    expect(await queue.run(queue.leasing())).toEqual({
      ok: true,
      tasks: [],
      deadLettered: { queue: "images-dead", count: 1 },
    });
    const page = await given().store.listTasks({ ...dead.address, count: 10 });
    const id = page?.tasks[0]?.id ?? "";
    expect(id).toMatch(/^[0-9a-f]{16}$/);
    expect(await given().store.getTask({ ...dead.address, id })).toEqual({
      ...task,
      id,
      availableAtMicros: 0,
      retryCount: 0,
    });
    expect(await dead.lease()).toMatchObject([{ id, retryCount: 1, tag: "t" }]);
    expect((await given().store.statistics(queue.address))?.totalTasks).toBe(0);
    expect((await given().store.statistics(dead.address))?.totalTasks).toBe(1);
    expect(await queue.run(queue.insertion({ id: "named" }))).toEqual({
      ok: false,
      failure: "task_name_tombstoned",
    });
  });

  test("dead letters are leased in the order in which they were first enqueued", async () => {
    const { queue, dead } = await withDeadLetters();
    for (const tag of ["1", "2", "3"]) await queue.insert({ tag });
    await queue.lease({ count: 3, leaseSeconds: 0 });
    await queue.lease({ byTag: true, tag: "3" });
    await queue.lease();
    expect((await dead.lease({ count: 3 })).map(({ tag }) => tag)).toEqual(["1", "2", "3"]);
  });

  test("a missing dead-letter queue is made", async () => {
    const queue = await given().queue({ maxLeases: 1, deadLetterQueue: "made" });
    await queue.insert();
    await lease(queue, 2);
    const made = { project: queue.address.project, queue: "made" };
    expect(await given().store.getQueue(made)).toEqual({
      ...made,
      mode: "pull",
      maxLeases: 0,
      paused: false,
      disabled: false,
    });
    expect((await given().store.statistics(made))?.totalTasks).toBe(1);
  });

  test("more used-up tasks than one attempt removes are removed by those that follow", async () => {
    const queue = await given().queue({ maxLeases: 1 });
    const inserts = Array.from({ length: 2500 }, () => queue.insertion());
    await given().store.execute(inserts);
    for (let leased = 0; leased < 2500; leased += 500) {
      await queue.lease({ count: 500, leaseSeconds: 30 });
    }
    given().advanceSeconds(31);
    const last = taskOf(await queue.run(queue.insertion()));
    let attempts = 0;
    let found: string[] = [];
    while (found.length === 0) {
      found = idsOf(await queue.lease());
      attempts += 1;
    }
    expect(found).toEqual([last.id]);
    expect(attempts).toBeLessThanOrEqual(4);
  });
}
