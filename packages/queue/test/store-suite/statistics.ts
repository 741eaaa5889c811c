import { expect, test } from "vitest";
import { rowsPerCount } from "../../src/rules.ts";
import type { Subject } from "./subject.ts";

export function statisticsTests(given: () => Subject): void {
  test("an empty queue has no tasks, no oldest task and no leases", async () => {
    const queue = await given().queue();
    expect(await given().store.statistics(queue.address)).toEqual({
      totalTasks: 0,
      oldestTaskSeconds: 0,
      leasedLastMinute: 0,
      leasedLastHour: 0,
    });
  });

  test("the oldest task's time is the earliest from which one may be leased, in seconds", async () => {
    const queue = await given().queue();
    const seconds = Math.floor(given().nowMicros() / 1e6);
    await queue.insert({ id: "a" });
    await queue.insert({ id: "b", availableAtMicros: (seconds + 100) * 1e6 });
    const oldest = async (): Promise<number | undefined> =>
      (await given().store.statistics(queue.address))?.oldestTaskSeconds;
    expect(await oldest()).toBe(seconds);
    await queue.lease({ leaseSeconds: 60 });
    expect(await oldest()).toBe(seconds + 60);
    await queue.run(queue.deleting("a"));
    expect(await oldest()).toBe(seconds + 100);
  });

  test("tasks are counted through inserts, leases, deletes and a reopening", async () => {
    const queue = await given().queue();
    for (const id of ["a", "b", "c"]) await queue.insert({ id });
    await queue.lease({ count: 2 });
    await queue.run(queue.deleting("a"));
    await given().reopen();
    expect(await given().store.statistics(queue.address)).toMatchObject({
      totalTasks: 2,
      leasedLastMinute: 2,
      leasedLastHour: 2,
    });
  });

  test("leases are counted for a minute and for an hour", async () => {
    const queue = await given().queue();
    for (let count = 0; count < 5; count += 1) await queue.insert();
    const leased = async (): Promise<unknown> => {
      const statistics = await given().store.statistics(queue.address);
      return [statistics?.leasedLastMinute, statistics?.leasedLastHour];
    };
    await queue.lease({ count: 2, leaseSeconds: 10_000 });
    given().advanceSeconds(30);
    await queue.lease({ count: 3, leaseSeconds: 10_000 });
    expect(await leased()).toEqual([5, 5]);
    given().advanceSeconds(31);
    expect(await leased()).toEqual([3, 5]);
    given().advanceSeconds(30);
    expect(await leased()).toEqual([0, 5]);
    given().advanceSeconds(3600);
    expect(await leased()).toEqual([0, 0]);
  });

  test("a task leased twice is two leases", async () => {
    const queue = await given().queue();
    await queue.insert();
    await queue.lease({ leaseSeconds: 0 });
    await queue.lease({ leaseSeconds: 0 });
    expect((await given().store.statistics(queue.address))?.leasedLastMinute).toBe(2);
  });

  test("the next available time is that of the first task, of all tags or of one", async () => {
    const queue = await given().queue();
    const { store } = given();
    expect(await store.nextAvailableAtMicros(queue.address)).toBe(undefined);
    const at = given().nowMicros() + 50_000_000;
    await queue.insert({ tag: "late", availableAtMicros: at + 7 });
    await queue.insert({ tag: "soon", availableAtMicros: at });
    expect(await store.nextAvailableAtMicros(queue.address)).toBe(at);
    expect(await store.nextAvailableAtMicros({ ...queue.address, tag: "late" })).toBe(at + 7);
    expect(await store.nextAvailableAtMicros({ ...queue.address, tag: "none" })).toBe(undefined);
  });

  test("a queue that leases nothing has no next available time", async () => {
    const queue = await given().queue();
    await queue.insert();
    const { store } = given();
    for (const change of [{ paused: true }, { disabled: true }, { mode: "push" as const }]) {
      await queue.set(change);
      expect(await store.nextAvailableAtMicros(queue.address)).toBe(undefined);
    }
    expect(await store.nextAvailableAtMicros({ project: "p", queue: "unknown" })).toBe(undefined);
  });

  test("several queues are read at once, with how many tasks are leased and delayed", async () => {
    const queue = await given().queue();
    const { project } = queue.address;
    await given().store.putQueue({ ...queue.settings, queue: "empty" });
    for (const id of ["a", "b", "c"]) await queue.insert({ id });
    await queue.lease({ count: 2 });
    await queue.insert({ id: "d", availableAtMicros: given().nowMicros() + 60_000_000 });
    given().advanceSeconds(1);
    const queues = ["images", "empty", "unknown"];
    const [images, empty, ...others] = await given().store.liveStatistics({ project, queues });
    expect(images).toEqual({
      ...(await given().store.statistics(queue.address)),
      queue: "images",
      leasedTasks: 2,
      delayedTasks: 1,
      capped: false,
    });
    expect(empty).toMatchObject({ queue: "empty", leasedTasks: 0, delayedTasks: 0 });
    expect(others).toEqual([]);
    given().advanceSeconds(61);
    const [later] = await given().store.liveStatistics({ project, queues });
    expect(later).toMatchObject({ totalTasks: 4, leasedTasks: 0, delayedTasks: 0 });
  });

  test("counting what cannot be leased ends early, and says so", async () => {
    const queue = await given().queue();
    const availableAtMicros = given().nowMicros() + 60_000_000;
    for (const id of ["a", "b", "c"]) await queue.insert({ id, availableAtMicros });
    const { project } = queue.address;
    // So many queues share what one read counts that two tasks are left for each.
    const unknown = Array.from({ length: rowsPerCount / 2 - 1 }, () => "unknown");
    const queues = ["images", ...unknown];
    expect(await given().store.liveStatistics({ project, queues })).toMatchObject([
      { queue: "images", totalTasks: 3, delayedTasks: 2, capped: true },
    ]);
  });
}
