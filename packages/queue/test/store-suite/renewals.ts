import { expect, test } from "vitest";
import { idsOf, taskOf, type Subject } from "./subject.ts";

export function renewalTests(given: () => Subject): void {
  test("a renewal counts from now, and keeps the retry count", async () => {
    const queue = await given().queue();
    await queue.insert();
    const [leased] = await queue.lease({ leaseSeconds: 60 });
    given().advanceSeconds(10);
    const renewal = queue.renewing(leased!.id, {
      newLeaseSeconds: 20,
      expectedAvailableAtMicros: leased!.availableAtMicros,
    });
    const renewed = taskOf(await queue.run(renewal));
    expect(renewed).toEqual({ ...leased, availableAtMicros: renewed.availableAtMicros });
    expect(Math.floor(renewed.availableAtMicros / 1000)).toBe(given().nowMicros() / 1000 + 20_000);
    expect(await given().store.getTask({ ...queue.address, id: leased!.id })).toEqual(renewed);
  });

  test("a renewal of 0 seconds releases the task", async () => {
    const queue = await given().queue();
    await queue.insert();
    const [leased] = await queue.lease();
    await queue.run(queue.renewing(leased!.id, { newLeaseSeconds: 0 }));
    expect(idsOf(await queue.lease())).toEqual([leased!.id]);
  });

  test("a renewal that expects another time than the current one is refused", async () => {
    const queue = await given().queue();
    await queue.insert();
    const [leased] = await queue.lease();
    for (const off of [-1, 1]) {
      const renewal = queue.renewing(leased!.id, {
        expectedAvailableAtMicros: leased!.availableAtMicros + off,
      });
      expect(await queue.run(renewal)).toEqual({ ok: false, failure: "lease_expired" });
    }
  });

  test("a renewal that expects a lease which has run out is refused", async () => {
    const queue = await given().queue();
    await queue.insert();
    const [leased] = await queue.lease({ leaseSeconds: 5 });
    given().advanceSeconds(6);
    const renewal = queue.renewing(leased!.id, {
      expectedAvailableAtMicros: leased!.availableAtMicros,
    });
    expect(await queue.run(renewal)).toEqual({ ok: false, failure: "lease_expired" });
  });

  test("a renewal that expects a lease is refused for a task never leased", async () => {
    const queue = await given().queue();
    const { id } = await queue.insert();
    const renewal = queue.renewing(id, { expectedAvailableAtMicros: 0 });
    expect(await queue.run(renewal)).toEqual({ ok: false, failure: "lease_expired" });
  });

  test("a renewal that expects nothing takes a task that nobody has leased", async () => {
    const queue = await given().queue();
    const { id } = await queue.insert();
    const renewed = taskOf(await queue.run(queue.renewing(id, { newLeaseSeconds: 30 })));
    expect(renewed.retryCount).toBe(0);
    expect(await queue.lease()).toEqual([]);
    given().advanceSeconds(31);
    expect(idsOf(await queue.lease())).toEqual([id]);
  });

  test("a renewal works on a task by a name that its caller gave", async () => {
    const queue = await given().queue();
    await queue.insert({ id: "named" });
    expect(await queue.run(queue.renewing("named"))).toMatchObject({ ok: true });
    expect(await queue.lease()).toEqual([]);
  });

  test("a renewal of an unknown task is refused", async () => {
    const queue = await given().queue();
    for (const id of ["nothing", "0000000000000000"]) {
      expect(await queue.run(queue.renewing(id))).toEqual({ ok: false, failure: "task_not_found" });
    }
  });
}
