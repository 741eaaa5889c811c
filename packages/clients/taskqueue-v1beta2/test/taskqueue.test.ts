import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { ApiError } from "@leasehold/client-runtime";
import { items } from "@leasehold/client-runtime/pages";
import { describe, expect, expectTypeOf, test } from "vitest";
import { createTaskqueue, createTaskqueueFetchClient } from "../src/taskqueue.gen.ts";
import type { Task, TaskqueueClient, Tasks, TasksLeaseParameters } from "../src/taskqueue.gen.ts";

const queue = { project: "s~acme", taskqueue: "images" };

interface Answer {
  status?: number;
  body?: unknown;
}

/** A server that answers in turn, and keeps the request lines, bodies and authorization that it saw. */
async function serve(
  ...answers: Answer[]
): Promise<AsyncDisposable & { client: TaskqueueClient; seen: unknown[][]; url: string }> {
  const seen: unknown[][] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      seen.push([`${request.method} ${request.url}`, body, request.headers.authorization]);
      const { status = 200, body: answer } = answers[seen.length - 1] ?? {};
      response.writeHead(status, { "content-type": "application/json" });
      response.end(answer === undefined ? "" : JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = createTaskqueue({
    baseUrl: url,
    authorize: (request) => {
      request.headers.set("authorization", "Bearer t");
      return request;
    },
  });
  return {
    client,
    seen,
    url,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

describe("the client against a server", () => {
  test("inserts, leases, renews and deletes", async () => {
    const task: Task = { id: "t", leaseTimestamp: "1780000000000000", retry_count: 1 };
    await using server = await serve(
      { body: task },
      { body: { kind: "taskqueue#tasks", items: [task] } },
      { body: task },
      {},
    );
    const { tasks } = server.client;
    expect(await tasks.insert(queue, { body: { payloadBase64: "aGk=", tag: "a" } })).toEqual(task);
    const leased = await tasks.lease({
      ...queue,
      numTasks: 2,
      leaseSecs: 60,
      groupByTag: true,
      tag: "",
    });
    expect(leased.items).toEqual([task]);
    const id = { ...queue, task: "t" };
    await tasks.update(
      { ...id, newLeaseSeconds: 0 },
      { body: { id: "t", leaseTimestamp: "1780000000000000" } },
    );
    expect(await tasks.delete(id)).toBeUndefined();
    const root = "/taskqueue/v1beta2/projects/s~acme/taskqueues/images/tasks";
    expect(server.seen).toEqual([
      [`POST ${root}`, '{"payloadBase64":"aGk=","tag":"a"}', "Bearer t"],
      [`POST ${root}/lease?numTasks=2&leaseSecs=60&groupByTag=true&tag=`, "", "Bearer t"],
      [
        `POST ${root}/t?newLeaseSeconds=0`,
        '{"id":"t","leaseTimestamp":"1780000000000000"}',
        "Bearer t",
      ],
      [`DELETE ${root}/t`, "", "Bearer t"],
    ]);
  });

  test("goes through the tasks of a queue", async () => {
    await using server = await serve(
      { body: { items: [{ id: "a" }, { id: "b" }], nextPageToken: "n" } },
      { body: { items: [{ id: "c" }] } },
    );
    const ids: (string | undefined)[] = [];
    for await (const task of items(server.client.tasks.list, { ...queue, maxResults: 2 })) {
      expectTypeOf(task).toEqualTypeOf<Task>();
      ids.push(task.id);
    }
    expect(ids).toEqual(["a", "b", "c"]);
    expect(server.seen[1]?.[0]).toContain("/tasks?maxResults=2&pageToken=n");
  });

  test("rejects with the reason of the server", async () => {
    const detail = { domain: "global", reason: "notFound", message: "No such task." };
    await using server = await serve({
      status: 404,
      body: { error: { errors: [detail], code: 404, message: "No such task." } },
    });
    const error = await server.client.tasks.get({ ...queue, task: "t" }).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ status: 404, reason: "notFound", errors: [detail] });
  });

  test("has an openapi-fetch client beside it", async () => {
    await using server = await serve({ body: { id: "projects/acme/taskqueues/images" } });
    const client = createTaskqueueFetchClient({ baseUrl: server.url });
    const { data } = await client.GET(
      "/taskqueue/v1beta2/projects/{project}/taskqueues/{taskqueue}",
      { params: { path: queue, query: { getStats: true } } },
    );
    expect(data?.id).toBe("projects/acme/taskqueues/images");
  });
});

describe("the types", () => {
  test("require what the API requires, and know no other parameter", () => {
    const calls = ({ tasks }: TaskqueueClient) => [
      // @ts-expect-error leaseSecs is required
      tasks.lease({ ...queue, numTasks: 1 }),
      // @ts-expect-error there is no parameter leaseSeconds
      tasks.lease({ ...queue, numTasks: 1, leaseSecs: 60, leaseSeconds: 60 }),
      // @ts-expect-error a number of tasks is a number
      tasks.lease({ ...queue, numTasks: "1", leaseSecs: 60 }),
      // @ts-expect-error a task is inserted with a payload
      tasks.insert(queue, { body: { tag: "a" } }),
      // @ts-expect-error a body is required
      tasks.insert(queue),
      // @ts-expect-error a lease takes no body
      tasks.lease({ ...queue, numTasks: 1, leaseSecs: 60 }, { body: {} }),
      // @ts-expect-error an update needs the task's id
      tasks.update({ ...queue, task: "t", newLeaseSeconds: 1 }, { body: { leaseTimestamp: "1" } }),
      // @ts-expect-error an int64 is a string
      tasks.insert(queue, { body: { payloadBase64: "", leaseTimestamp: 1 } }),
    ];
    expect(calls).toBeTypeOf("function");
  });

  test("say what calls take and answer", () => {
    expectTypeOf<TaskqueueClient["tasks"]["lease"]>().returns.resolves.toEqualTypeOf<Tasks>();
    expectTypeOf<TaskqueueClient["tasks"]["delete"]>().returns.resolves.toBeVoid();
    expectTypeOf<TasksLeaseParameters["leaseSecs"]>().toEqualTypeOf<number>();
    expectTypeOf<TasksLeaseParameters["waitSecs"]>().toEqualTypeOf<number | undefined>();
    expectTypeOf<Task["leaseTimestamp"]>().toEqualTypeOf<string | undefined>();
    expectTypeOf<Task["retry_count"]>().toEqualTypeOf<number | undefined>();
    expectTypeOf<Tasks["items"]>().toEqualTypeOf<Task[] | undefined>();
  });

  test("take a task that was read back as the body of an update", () => {
    const renew = (client: TaskqueueClient, task: Task & { id: string; leaseTimestamp: string }) =>
      client.tasks.update({ ...queue, task: task.id, newLeaseSeconds: 60 }, { body: task });
    expect(renew).toBeTypeOf("function");
  });
});
