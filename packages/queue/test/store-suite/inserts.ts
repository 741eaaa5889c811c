import { expect, test } from "vitest";
import { payload, taskOf, type Subject } from "./subject.ts";

export function insertTests(given: () => Subject): void {
  test("a task without a name, a tag or an ETA is answered with a generated name and no time", async () => {
    const queue = await given().queue();
    const task = await queue.insert();
    expect(task).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{16}$/),
      payloadBase64: payload,
      tag: "",
      enqueuedAtMicros: expect.any(Number),
      availableAtMicros: 0,
      retryCount: 0,
    });
    expect(Math.floor(task.enqueuedAtMicros / 1000)).toBe(given().nowMicros() / 1000);
  });

  test("a task keeps the name, the tag and the ETA that it was given", async () => {
    const queue = await given().queue();
    const etaMicros = given().nowMicros() + 5_000_001;
    const task = await queue.insert({
      id: "resize_1-A",
      tag: "häß lich",
      availableAtMicros: etaMicros,
    });
    expect(task).toMatchObject({ id: "resize_1-A", tag: "häß lich", availableAtMicros: etaMicros });
    expect(await given().store.getTask({ ...queue.address, id: "resize_1-A" })).toEqual(task);
  });

  test("tasks of one millisecond have different enqueue times, in the order of their inserts", async () => {
    const queue = await given().queue();
    const batch = Array.from({ length: 100 }, () => queue.insertion());
    const results = await given().store.execute(batch);
    const times = results.map((result) => taskOf(result).enqueuedAtMicros);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(new Set(times).size).toBe(100);
  });

  test("generated names are not given out twice, whatever is deleted or reopened in between", async () => {
    const queue = await given().queue();
    const names = new Set<string>();
    for (let round = 0; round < 5; round += 1) {
      const results = await given().store.execute(
        Array.from({ length: 200 }, () => queue.insertion()),
      );
      const ids = results.map((result) => taskOf(result).id);
      for (const id of ids) names.add(id);
      await given().store.execute(ids.map((id) => queue.deleting(id)));
      await given().reopen();
    }
    expect(names.size).toBe(1000);
  });

  test("a name in use is refused", async () => {
    const queue = await given().queue();
    await queue.insert({ id: "once" });
    expect(await queue.run(queue.insertion({ id: "once" }))).toEqual({
      ok: false,
      failure: "task_exists",
    });
  });

  test("a generated name in use is refused", async () => {
    const queue = await given().queue();
    const { id } = await queue.insert();
    expect(await queue.run(queue.insertion({ id }))).toEqual({ ok: false, failure: "task_exists" });
  });

  test("a caller may give a name that looks generated", async () => {
    const queue = await given().queue();
    const id = "0123456789abcdef";
    expect((await queue.insert({ id })).id).toBe(id);
    expect((await given().store.getTask({ ...queue.address, id }))?.id).toBe(id);
    expect(await queue.run(queue.deleting(id))).toEqual({ ok: true });
    expect(await queue.run(queue.insertion({ id }))).toEqual({
      ok: false,
      failure: "task_name_tombstoned",
    });
  });

  test("the same name may be used in two queues", async () => {
    const [one, other] = [await given().queue(), await given().queue()];
    await one.insert({ id: "same", tag: "one" });
    await other.insert({ id: "same", tag: "other" });
    expect((await given().store.getTask({ ...other.address, id: "same" }))?.tag).toBe("other");
  });

  test("a generated name of one queue is unknown in another", async () => {
    const [one, other] = [await given().queue(), await given().queue()];
    const { id } = await one.insert();
    expect(await given().store.getTask({ ...other.address, id })).toBe(undefined);
    expect(await other.run(other.deleting(id))).toEqual({ ok: false, failure: "task_not_found" });
    expect(await other.run(other.renewing(id))).toEqual({ ok: false, failure: "task_not_found" });
  });

  test("an empty payload and one of a mebibyte come back as they were", async () => {
    const queue = await given().queue();
    const large = Buffer.alloc(1024 * 1024, 251).toString("base64");
    await queue.insert({ payloadBase64: "" });
    await queue.insert({ payloadBase64: large });
    const tasks = await queue.lease({ count: 2 });
    expect(tasks.map(({ payloadBase64 }) => payloadBase64.length)).toEqual([0, large.length]);
    expect(tasks[1]?.payloadBase64 === large).toBe(true);
  });
}
