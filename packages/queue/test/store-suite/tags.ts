import { expect, test } from "vitest";
import { idsOf, type Subject } from "./subject.ts";

export function tagTests(given: () => Subject): void {
  test("a lease by tag takes the tasks of that tag alone", async () => {
    const queue = await given().queue();
    for (const id of ["a1", "b1", "a2", "none"]) {
      await queue.insert({ id, tag: id === "none" ? "" : id.charAt(0) });
    }
    expect(idsOf(await queue.lease({ count: 9, byTag: true, tag: "a" }))).toEqual(["a1", "a2"]);
    expect(await queue.lease({ count: 9, byTag: true, tag: "a" })).toEqual([]);
    expect(await queue.lease({ count: 9, byTag: true, tag: "unknown" })).toEqual([]);
  });

  test("a lease by the empty tag takes untagged tasks alone", async () => {
    const queue = await given().queue();
    await queue.insert({ id: "tagged", tag: "t" });
    await queue.insert({ id: "untagged" });
    expect(idsOf(await queue.lease({ count: 9, byTag: true, tag: "" }))).toEqual(["untagged"]);
  });

  test("a lease by tag without one takes the tag of the oldest available task", async () => {
    const queue = await given().queue();
    await queue.insert({ id: "later", tag: "l", availableAtMicros: given().nowMicros() + 1e9 });
    for (const id of ["b1", "a1", "b2"]) await queue.insert({ id, tag: id.charAt(0) });
    expect(idsOf(await queue.lease({ count: 9, byTag: true }))).toEqual(["b1", "b2"]);
    expect(idsOf(await queue.lease({ count: 9, byTag: true }))).toEqual(["a1"]);
    expect(await queue.lease({ count: 9, byTag: true })).toEqual([]);
  });

  test("a lease by tag without one takes untagged tasks when the oldest has no tag", async () => {
    const queue = await given().queue();
    for (const id of ["u1", "t1", "u2"]) {
      await queue.insert({ id, tag: id.startsWith("t") ? "t" : "" });
    }
    expect(idsOf(await queue.lease({ count: 9, byTag: true }))).toEqual(["u1", "u2"]);
  });

  test("a lease not by tag takes tasks of all tags", async () => {
    const queue = await given().queue();
    for (const tag of ["a", "", "b"]) await queue.insert({ tag });
    expect((await queue.lease({ count: 9 })).map(({ tag }) => tag)).toEqual(["a", "", "b"]);
  });

  test("a renewal that changes the tag moves the task to that tag", async () => {
    const queue = await given().queue();
    const { id } = await queue.insert({ tag: "from" });
    const renewal = queue.renewing(id, { newLeaseSeconds: 0, tag: "to" });
    expect(await queue.run(renewal)).toMatchObject({ ok: true, task: { id, tag: "to" } });
    expect(await queue.lease({ byTag: true, tag: "from" })).toEqual([]);
    expect(idsOf(await queue.lease({ byTag: true, tag: "to" }))).toEqual([id]);
  });

  test("tags differ by letter case", async () => {
    const queue = await given().queue();
    await queue.insert({ tag: "Tag" });
    expect(await queue.lease({ byTag: true, tag: "tag" })).toEqual([]);
  });
}
