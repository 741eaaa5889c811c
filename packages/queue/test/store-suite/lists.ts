import { expect, test } from "vitest";
import type { ListTasks } from "../../src/store.ts";
import type { Task } from "../../src/operation.ts";
import { rowsPerPage } from "../../src/rules.ts";
import { idsOf, type Subject } from "./subject.ts";

export function listTests(given: () => Subject): void {
  async function pages(request: ListTasks): Promise<string[][]> {
    const found: string[][] = [];
    let pageToken: string | undefined;
    do {
      const page = await given().store.listTasks({
        ...request,
        ...(pageToken === undefined ? {} : { pageToken }),
      });
      found.push(idsOf(page?.tasks ?? []));
      pageToken = page?.nextPageToken;
    } while (pageToken !== undefined);
    return found;
  }

  test("tasks are listed without payloads, in the order of leases, leased ones too", async () => {
    const queue = await given().queue();
    const { payloadBase64: _, ...a } = await queue.insert({ id: "a", tag: "t" });
    await queue.insert({ id: "b", availableAtMicros: given().nowMicros() - 1000 });
    const [{ payloadBase64: __, ...b }] = (await queue.lease()) as [Task];
    expect(await given().store.listTasks({ ...queue.address, count: 10 })).toEqual({
      tasks: [a, b],
    });
  });

  test("a list goes on where the page before ended", async () => {
    const queue = await given().queue();
    const availableAtMicros = given().nowMicros() - 5;
    for (const id of ["a", "b", "c"]) await queue.insert({ id, availableAtMicros });
    for (const id of ["A", "B"]) await queue.insert({ id });
    expect(await pages({ ...queue.address, count: 2 })).toEqual([["a", "b"], ["c", "A"], ["B"]]);
  });

  test("the last page has no token, even when it is full", async () => {
    const queue = await given().queue();
    for (const id of ["a", "b"]) await queue.insert({ id });
    expect(await pages({ ...queue.address, count: 2 })).toEqual([["a", "b"]]);
    expect(await pages({ ...queue.address, count: 1 })).toEqual([["a"], ["b"]]);
  });

  test("an empty queue has one empty page, an unknown one none", async () => {
    const queue = await given().queue();
    expect(await given().store.listTasks({ ...queue.address, count: 5 })).toEqual({ tasks: [] });
    const unknown = { project: queue.address.project, queue: "unknown", count: 5 };
    expect(await given().store.listTasks(unknown)).toBe(undefined);
  });

  test("a token is good after the store was opened again", async () => {
    const queue = await given().queue();
    for (const id of ["a", "b"]) await queue.insert({ id });
    const { nextPageToken = "" } = (await given().store.listTasks({ ...queue.address, count: 1 }))!;
    await given().reopen();
    const next = { ...queue.address, count: 1, pageToken: nextPageToken };
    expect(idsOf((await given().store.listTasks(next))!.tasks)).toEqual(["b"]);
  });

  test("a token that the store did not make for this queue is refused", async () => {
    const queue = await given().queue();
    const other = await given().queue();
    for (const each of [queue, other]) {
      for (const id of ["a", "b"]) await each.insert({ id });
    }
    const { nextPageToken = "" } = (await given().store.listTasks({ ...other.address, count: 1 }))!;
    const forged = nextPageToken.slice(0, -2) + (nextPageToken.endsWith("AA") ? "BB" : "AA");
    for (const pageToken of ["", "x", "not a token", nextPageToken, forged]) {
      const request = { ...queue.address, count: 1, pageToken };
      await expect(given().store.listTasks(request)).rejects.toThrow(RangeError);
    }
  });

  test("a list of a tag or of a state has those tasks alone, page by page", async () => {
    const queue = await given().queue();
    const later = given().nowMicros() + 90_000_000;
    for (const id of ["a", "b", "c"]) await queue.insert({ id, tag: id === "c" ? "other" : "" });
    await queue.lease({ count: 2 });
    await queue.insert({ id: "d", tag: "other", availableAtMicros: later });
    await queue.insert({ id: "e", availableAtMicros: later + 1 });
    given().advanceSeconds(1);
    const of = (filter: Partial<ListTasks>): Promise<string[][]> =>
      pages({ ...queue.address, count: 1, ...filter });
    expect(await of({ tag: "other" })).toEqual([["c"], ["d"]]);
    expect((await of({ tag: "" })).flat()).toEqual(["a", "b", "e"]);
    expect(await of({ tag: "unknown" })).toEqual([[]]);
    expect(await of({ state: "available" })).toEqual([["c"]]);
    expect(await of({ state: "leased" })).toEqual([["a"], ["b"]]);
    expect(await of({ state: "delayed" })).toEqual([["d"], ["e"]]);
    expect(await of({ state: "delayed", tag: "other" })).toEqual([["d"]]);
    given().advanceSeconds(100);
    expect((await of({ state: "available" })).flat()).toEqual(["c", "a", "b", "d", "e"]);
    expect(await of({ state: "leased" })).toEqual([[]]);
  });

  test("a page of a state that is rare may be empty, and the list goes on", async () => {
    const queue = await given().queue();
    const availableAtMicros = given().nowMicros() + 60_000_000;
    const delayed = Array.from({ length: rowsPerPage }, () =>
      queue.insertion({ availableAtMicros }),
    );
    await given().store.execute(delayed);
    await queue.insert({ id: "leased" });
    given().advanceSeconds(1);
    await queue.lease({ leaseSeconds: 3600 });
    expect(await pages({ ...queue.address, count: 10, state: "leased" })).toEqual([[], ["leased"]]);
  });
}
