import { describe, expect, expectTypeOf, test } from "vitest";
import { createCalls } from "../src/client-runtime.ts";
import type { CallOptions } from "../src/client-runtime.ts";
import { items, pages } from "../src/pages.ts";
import type { Paged } from "../src/pages.ts";
import { json, serve } from "./serve.ts";

interface Task {
  id: string;
}

interface TaskPage {
  kind?: string;
  items?: Task[];
  unreachable?: string[];
  nextPageToken?: string;
}

async function collected<Item>(all: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of all) found.push(item);
  return found;
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

describe("items of a generated client", () => {
  const table = {
    "jobs.query": ["POST", "/jobs:query", { items: "jobs", inBody: true }],
    "rows.list": ["GET", "/rows", { items: "rows", next: "pageToken" }],
    "zones.list": ["GET", "/zones", { items: "items" }],
  } as const;
  interface Client {
    jobs: {
      query: ((
        parameters: { project?: string } | undefined,
        options: CallOptions & { body: { filter?: string; pageToken?: string } },
      ) => Promise<{ jobs?: Task[]; errors?: string[]; nextPageToken?: string }>) &
        Paged<"jobs">;
    };
    rows: {
      list: ((
        parameters?: { pageToken?: string },
        options?: CallOptions,
      ) => Promise<{ rows?: Task[]; pageToken?: string }>) &
        Paged<"rows">;
    };
    zones: {
      list: ((
        parameters?: object,
        options?: CallOptions,
      ) => Promise<{ items?: { [key: string]: Task }; nextPageToken?: string }>) &
        Paged<"items">;
    };
  }
  const clientOf = (url: string) => createCalls(table, url, {}) as Client;

  test("come by a token in the body, from the member that holds them", async () => {
    await using server = await serve((_, response, count) =>
      json(response, 200, {
        jobs: [{ id: String(count) }],
        errors: ["e"],
        ...(count === 1 ? { nextPageToken: "t" } : {}),
      }),
    );
    const ids: string[] = [];
    const body = { filter: "f" };
    for await (const job of items(clientOf(server.url).jobs.query, { project: "p" }, { body })) {
      expectTypeOf(job).toEqualTypeOf<Task>();
      ids.push(job.id);
    }
    expect(ids).toEqual(["1", "2"]);
    expect(server.seen.map((request) => request.body)).toEqual([
      '{"filter":"f"}',
      '{"filter":"f","pageToken":"t"}',
    ]);
    expect(server.seen[1]?.url).toBe("/jobs:query?project=p");
  });

  test("come by a token of another name", async () => {
    await using server = await serve((_, response, count) =>
      json(response, 200, { rows: [{ id: "r" }], ...(count === 1 ? { pageToken: "t" } : {}) }),
    );
    const rows = await collected(items(clientOf(server.url).rows.list, {}));
    expect(rows).toEqual([{ id: "r" }, { id: "r" }]);
    expect(server.seen.map(({ url }) => url)).toEqual(["/rows", "/rows?pageToken=t"]);
  });

  test("come from a map as pairs", async () => {
    await using server = await serve((_, response) =>
      json(response, 200, { items: { a: { id: "1" }, b: { id: "2" } } }),
    );
    const pairs = await collected(items(clientOf(server.url).zones.list, {}));
    expectTypeOf(pairs).toEqualTypeOf<[key: string, value: Task][]>();
    expect(pairs).toEqual([
      ["a", { id: "1" }],
      ["b", { id: "2" }],
    ]);
  });

  test("are 10,000 files when all are asked for, and no page more than needed when not", async () => {
    await using server = await serve(({ url }, response) => {
      const page = Number(new URL(url, "http://127.0.0.1").searchParams.get("pageToken") ?? "0");
      const rows = Array.from({ length: 1000 }, (_, index) => ({
        id: String(page * 1000 + index),
      }));
      json(response, 200, { rows, ...(page < 9 ? { pageToken: String(page + 1) } : {}) });
    });
    const { list } = clientOf(server.url).rows;
    let count = 0;
    for await (const { id } of items(list, {})) count += id === String(count) ? 1 : 0;
    expect([count, server.seen.length]).toEqual([10_000, 10]);
    for await (const { id } of items(list, {})) if (id === "2500") break;
    expect(server.seen.length).toBe(13);
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
