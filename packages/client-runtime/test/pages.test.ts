import { describe, expect, expectTypeOf, test } from "vitest";
import type { CallOptions } from "../src/client-runtime.ts";
import { items, pages } from "../src/pages.ts";

interface Task {
  id: string;
}

interface TaskPage {
  kind?: string;
  items?: Task[];
  unreachable?: string[];
  nextPageToken?: string;
}

interface ListParameters {
  queue: string;
  pageToken?: string;
}

const answers: Record<string, TaskPage> = {
  first: { items: [{ id: "1" }, { id: "2" }], unreachable: ["x"], nextPageToken: "second" },
  second: { nextPageToken: "third" },
  third: { items: [{ id: "3" }] },
};

function lister(): {
  calls: ListParameters[];
  list: (parameters: ListParameters, options?: CallOptions) => Promise<TaskPage>;
} {
  const calls: ListParameters[] = [];
  const list = async (parameters: ListParameters) => {
    calls.push(parameters);
    return answers[parameters.pageToken ?? "first"] ?? {};
  };
  return { calls, list };
}

describe("items", () => {
  test("goes through the items of all pages, empty ones included", async () => {
    const { calls, list } = lister();
    const ids: string[] = [];
    for await (const item of items(list, { queue: "q" })) {
      expectTypeOf(item).toEqualTypeOf<Task>();
      ids.push(item.id);
    }
    expect(ids).toEqual(["1", "2", "3"]);
    expect(calls).toEqual([
      { queue: "q" },
      { queue: "q", pageToken: "second" },
      { queue: "q", pageToken: "third" },
    ]);
  });

  test.each([
    [0, [], 0],
    [1, ["1"], 1],
    [2, ["1", "2"], 1],
    [3, ["1", "2", "3"], 3],
  ])("with a limit of %i asks for no page too many", async (limit, want, callCount) => {
    const { calls, list } = lister();
    const ids: string[] = [];
    for await (const { id } of items(list, { queue: "q" }, { limit })) ids.push(id);
    expect(ids).toEqual(want);
    expect(calls).toHaveLength(callCount);
  });

  test("takes a call that can be called without parameters", async () => {
    const list = async (parameters: ListParameters = { queue: "q" }) =>
      answers[parameters.pageToken ?? "third"] ?? {};
    const optional: (parameters?: ListParameters, options?: CallOptions) => Promise<TaskPage> =
      list;
    const ids: string[] = [];
    for await (const { id } of items(optional, { queue: "q" })) ids.push(id);
    expect(ids).toEqual(["3"]);
  });

  test("refuses a page with two lists", async () => {
    const list = async (): Promise<{
      tasks: number[];
      queues: number[];
      nextPageToken?: string;
    }> => ({
      tasks: [1],
      queues: [2],
    });
    await expect(items(list, {}).next()).rejects.toThrow(
      "The page has more than one list (tasks, queues): go through it with pages().",
    );
  });
});

describe("pages", () => {
  test("begins at the page token that it is given", async () => {
    const { list } = lister();
    const seen: TaskPage[] = [];
    for await (const page of pages(list, { queue: "q", pageToken: "second" })) seen.push(page);
    expect(seen).toEqual([answers["second"], answers["third"]]);
  });

  test("ends when its signal does", async () => {
    const { calls, list } = lister();
    const controller = new AbortController();
    const all = pages(list, { queue: "q" }, { signal: controller.signal });
    await all.next();
    controller.abort(new Error("enough"));
    await expect(all.next()).rejects.toThrow("enough");
    expect(calls).toHaveLength(1);
  });

  test("ends when the server gives the same token again", async () => {
    const list = async () => ({ nextPageToken: "again" });
    const all = pages(list, {});
    await all.next();
    await all.next();
    await expect(all.next()).rejects.toThrow("The list does not end");
  });
});
