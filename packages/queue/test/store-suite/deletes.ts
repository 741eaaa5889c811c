import { expect, test } from "vitest";
import type { Subject } from "./subject.ts";

export function deleteTests(given: () => Subject): void {
  test("a deleted task is gone", async () => {
    const queue = await given().queue();
    const { id } = await queue.insert();
    expect(await queue.run(queue.deleting(id))).toEqual({ ok: true });
    expect(await given().store.getTask({ ...queue.address, id })).toBe(undefined);
    expect(await queue.lease()).toEqual([]);
    expect(await queue.run(queue.deleting(id))).toEqual({ ok: false, failure: "task_not_found" });
  });

  test("a delete needs no lease, and works during one and after it has run out", async () => {
    const queue = await given().queue();
    for (const leaseSeconds of [60, 5]) {
      await queue.insert();
      const [leased] = await queue.lease({ leaseSeconds });
      given().advanceSeconds(10);
      expect(await queue.run(queue.deleting(leased!.id))).toEqual({ ok: true });
    }
  });

  test("a delete of an unknown task is refused", async () => {
    const queue = await given().queue();
    for (const id of ["nothing", "0000000000000000", "ffffffffffffffff"]) {
      expect(await queue.run(queue.deleting(id))).toEqual({ ok: false, failure: "task_not_found" });
    }
  });

  test("a name given by a caller is refused for 7 days after its task is deleted", async () => {
    const queue = await given().queue();
    await queue.insert({ id: "named" });
    await queue.run(queue.deleting("named"));
    const refused = { ok: false, failure: "task_name_tombstoned" };
    expect(await queue.run(queue.insertion({ id: "named" }))).toEqual(refused);
    given().advanceSeconds(7 * 24 * 3600 - 1);
    expect(await queue.run(queue.insertion({ id: "named" }))).toEqual(refused);
    given().advanceSeconds(2);
    expect(await queue.run(queue.insertion({ id: "named" }))).toMatchObject({ ok: true });
  });

  test("a generated name leaves no tombstone", async () => {
    const queue = await given().queue();
    const { id } = await queue.insert();
    await queue.run(queue.deleting(id));
    expect(await queue.run(queue.insertion({ id }))).toMatchObject({ ok: true, task: { id } });
  });

  test("a tombstone survives the store being closed and opened", async () => {
    const queue = await given().queue();
    await queue.insert({ id: "named" });
    await queue.run(queue.deleting("named"));
    await given().reopen();
    expect(await queue.run(queue.insertion({ id: "named" }))).toEqual({
      ok: false,
      failure: "task_name_tombstoned",
    });
  });

  test("a tombstone counts in its own queue alone", async () => {
    const [one, other] = [await given().queue(), await given().queue()];
    await one.insert({ id: "named" });
    await one.run(one.deleting("named"));
    expect(await other.run(other.insertion({ id: "named" }))).toMatchObject({ ok: true });
  });

  test("a purge deletes every task, and makes tombstones of the names that callers gave", async () => {
    const queue = await given().queue();
    const other = await given().queue();
    await other.insert();
    await queue.insert({ id: "named" });
    await given().store.execute(Array.from({ length: 2500 }, () => queue.insertion()));
    expect(await given().store.purgeQueue(queue.address)).toBe(2501);
    expect(await given().store.purgeQueue(queue.address)).toBe(0);
    expect(await queue.lease()).toEqual([]);
    expect((await given().store.statistics(queue.address))?.totalTasks).toBe(0);
    expect((await given().store.statistics(other.address))?.totalTasks).toBe(1);
    expect(await queue.run(queue.insertion({ id: "named" }))).toEqual({
      ok: false,
      failure: "task_name_tombstoned",
    });
  });

  test("a purge of an unknown queue answers nothing", async () => {
    const address = { project: given().newProject(), queue: "unknown" };
    expect(await given().store.purgeQueue(address)).toBe(undefined);
  });
}
