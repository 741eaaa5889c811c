import { expect, test } from "vitest";
import type { MoveTask, OperationResult } from "../../src/operation.ts";
import { payload, type Subject, subjectQueue, type SubjectQueue, taskOf } from "./subject.ts";

export function moveTests(given: () => Subject): void {
  /** Two queues of one project. */
  async function twoQueues(): Promise<{ from: SubjectQueue; to: SubjectQueue }> {
    const from = await given().queue();
    const settings = { ...from.settings, queue: "other" };
    await given().store.putQueue(settings);
    return { from, to: subjectQueue(given(), settings) };
  }

  async function move(
    from: SubjectQueue,
    id: string,
    destination = "other",
  ): Promise<OperationResult> {
    const operation: MoveTask = { type: "move", ...from.address, id, destination };
    return (await given().store.execute([operation]))[0]!;
  }

  test("a moved task keeps payload, tag and enqueue time, gets a new name, and was never leased", async () => {
    const { from, to } = await twoQueues();
    const { enqueuedAtMicros } = await from.insert({ id: "a", tag: "t" });
    await from.lease();
    const moved = taskOf(await move(from, "a"));
    expect(moved).toMatchObject({
      payloadBase64: payload,
      tag: "t",
      enqueuedAtMicros,
      retryCount: 0,
    });
    expect(moved.id).toMatch(/^[0-9a-f]{16}$/);
    expect(await given().store.getTask({ ...from.address, id: "a" })).toBe(undefined);
    expect(await given().store.getTask({ ...to.address, id: moved.id })).toEqual(moved);
    expect(await given().store.statistics(from.address)).toMatchObject({ totalTasks: 0 });
    expect(await given().store.statistics(to.address)).toMatchObject({ totalTasks: 1 });
    expect((await to.lease())[0]?.id).toBe(moved.id);
  });

  test("the name of a moved task is taken for as long as that of a deleted one", async () => {
    const { from } = await twoQueues();
    await from.insert({ id: "a" });
    await move(from, "a");
    expect(await from.run(from.insertion({ id: "a" }))).toEqual({
      ok: false,
      failure: "task_name_tombstoned",
    });
  });

  test("what cannot be moved stays", async () => {
    const { from, to } = await twoQueues();
    await from.insert({ id: "a" });
    expect(await move(from, "unknown")).toEqual({ ok: false, failure: "task_not_found" });
    expect(await move(from, "a", "unknown")).toEqual({
      ok: false,
      failure: "destination_not_found",
    });
    await to.set({ disabled: true });
    expect(await move(from, "a")).toEqual({ ok: false, failure: "destination_refuses" });
    const unknown = { ...from, address: { ...from.address, queue: "unknown" } };
    expect(await move(unknown, "a")).toEqual({ ok: false, failure: "queue_not_found" });
    expect(await given().store.getTask({ ...from.address, id: "a" })).toMatchObject({ id: "a" });
  });

  test("a task goes out of a disabled queue", async () => {
    const { from } = await twoQueues();
    await from.insert({ id: "a" });
    await from.set({ disabled: true });
    expect(await move(from, "a")).toMatchObject({ ok: true });
  });
}
