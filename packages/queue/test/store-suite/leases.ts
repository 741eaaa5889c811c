import { expect, test } from "vitest";
import { idsOf, payload, type Subject } from "./subject.ts";

export function leaseTests(given: () => Subject): void {
  test("a lease sets the time to now and the seconds asked for, and adds one to the retry count", async () => {
    const queue = await given().queue();
    const inserted = await queue.insert();
    const [leased] = await queue.lease({ leaseSeconds: 30 });
    const endMicros = leased?.availableAtMicros ?? 0;
    expect(leased).toEqual({ ...inserted, availableAtMicros: endMicros, retryCount: 1 });
    expect(Math.floor(endMicros / 1000)).toBe(given().nowMicros() / 1000 + 30_000);
    expect(await given().store.getTask({ ...queue.address, id: inserted.id })).toEqual(leased);
  });

  test("a leased task is not leased again before its lease ends, and is after", async () => {
    const queue = await given().queue();
    const { id } = await queue.insert();
    await queue.lease({ leaseSeconds: 30 });
    given().advanceSeconds(29.9);
    expect(await queue.lease()).toEqual([]);
    given().advanceSeconds(0.2);
    expect(await queue.lease()).toMatchObject([{ id, retryCount: 2 }]);
  });

  test("a task with an ETA is leased from then on", async () => {
    const queue = await given().queue();
    const { id } = await queue.insert({ availableAtMicros: given().nowMicros() + 10_000_000 });
    expect(await queue.lease()).toEqual([]);
    given().advanceSeconds(9.9);
    expect(await queue.lease()).toEqual([]);
    given().advanceSeconds(0.1);
    expect(idsOf(await queue.lease())).toEqual([id]);
  });

  test("a past ETA puts a task before those that came without one", async () => {
    const queue = await given().queue();
    await queue.insert({ id: "now" });
    await queue.insert({ id: "earlier", availableAtMicros: given().nowMicros() - 1_000_000 });
    expect(idsOf(await queue.lease({ count: 2 }))).toEqual(["earlier", "now"]);
  });

  test("tasks are leased in the order they came", async () => {
    const queue = await given().queue();
    for (const id of ["c", "a", "b"]) await queue.insert({ id });
    expect(idsOf(await queue.lease({ count: 2 }))).toEqual(["c", "a"]);
    expect(idsOf(await queue.lease({ count: 2 }))).toEqual(["b"]);
  });

  test("tasks of the same time are leased in the order of their names, byte by byte", async () => {
    const queue = await given().queue();
    const availableAtMicros = given().nowMicros() - 60_000_000;
    const names = ["b", "_x", "a", "Z", "9", "-y", "aa"];
    for (const id of names) await queue.insert({ id, availableAtMicros });
    const leased = await queue.lease({ count: 10 });
    expect(idsOf(leased)).toEqual(["-y", "9", "Z", "_x", "a", "aa", "b"]);
    await given().store.execute([]);
    given().advanceSeconds(61);
    expect(idsOf(await queue.lease({ count: 10 }))).toEqual(idsOf(leased));
  });

  test("an expired lease takes its place among the others by its end", async () => {
    const queue = await given().queue();
    await queue.insert({ id: "leased" });
    await queue.lease({ leaseSeconds: 10 });
    given().advanceSeconds(5);
    await queue.insert({ id: "before its end" });
    given().advanceSeconds(6);
    await queue.insert({ id: "after its end" });
    expect(idsOf(await queue.lease({ count: 3 }))).toEqual([
      "before its end",
      "leased",
      "after its end",
    ]);
  });

  test("a lease of 0 seconds leaves the task available", async () => {
    const queue = await given().queue();
    const { id } = await queue.insert();
    expect(await queue.lease({ leaseSeconds: 0 })).toMatchObject([{ id, retryCount: 1 }]);
    expect(await queue.lease({ leaseSeconds: 0 })).toMatchObject([{ id, retryCount: 2 }]);
  });

  test("a lease answers fewer tasks than asked for when there are fewer", async () => {
    const queue = await given().queue();
    await queue.insert();
    expect((await queue.lease({ count: 1000 })).length).toBe(1);
    expect(await queue.lease({ count: 1000 })).toEqual([]);
  });

  test("a lease answers no more payload than it may", async () => {
    const queue = await given().queue();
    const payloadBase64 = Buffer.alloc(1000).toString("base64");
    for (const id of ["a", "b", "c", "d"]) await queue.insert({ id, payloadBase64 });
    expect(idsOf(await queue.lease({ count: 4, payloadBytesMax: 2999 }))).toEqual(["a", "b"]);
    expect(idsOf(await queue.lease({ count: 4, payloadBytesMax: 2000 }))).toEqual(["c", "d"]);
  });

  test("a lease answers one task however large it is", async () => {
    const queue = await given().queue();
    for (const id of ["a", "b"]) await queue.insert({ id });
    expect(idsOf(await queue.lease({ count: 2, payloadBytesMax: 1 }))).toEqual(["a"]);
  });

  test("a paused queue leases nothing, and takes everything else", async () => {
    const queue = await given().queue({ paused: true });
    const { id } = await queue.insert();
    expect(await queue.run(queue.leasing())).toEqual({ ok: true, tasks: [] });
    expect(await queue.run(queue.renewing(id))).toMatchObject({ ok: true });
    expect(await queue.run(queue.deleting(id))).toEqual({ ok: true });
  });

  test("tasks come with their payload, tag and times as they went in", async () => {
    const queue = await given().queue();
    const inserted = await queue.insert({ tag: "t", payloadBase64: payload });
    expect(await queue.lease()).toMatchObject([
      { tag: "t", payloadBase64: payload, enqueuedAtMicros: inserted.enqueuedAtMicros },
    ]);
  });
}
