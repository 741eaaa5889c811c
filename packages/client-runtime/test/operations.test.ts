import { describe, expect, test } from "vitest";
import { createCalls } from "../src/client-runtime.ts";
import { OperationError, wait } from "../src/operations.ts";
import type { OperationLike } from "../src/operations.ts";
import { json, serve } from "./serve.ts";

type Get = (
  parameters: object,
  options?: { signal?: AbortSignal | undefined },
) => Promise<OperationLike>;

const table = {
  "aip.get": ["GET", "/v1/{+name}"],
  "apps.get": ["GET", "/v1/apps/{appsId}/operations/{operationsId}"],
  "zone.get": ["GET", "/compute/v1/projects/{project}/zones/{zone}/operations/{operation}"],
  "zone.wait": ["POST", "/compute/v1/projects/{project}/zones/{zone}/operations/{operation}/wait"],
} as const;

function clientOf(baseUrl: string): {
  aip: { get: Get };
  apps: { get: Get };
  zone: { get: Get; wait: Get };
} {
  return createCalls(table, baseUrl, {}) as ReturnType<typeof clientOf>;
}

const quick = { delayMaxMs: 1 };
const place = "projects/p/zones/z/operations/o";
const selfLink = `https://compute.example/compute/v1/${place}`;

describe("wait", () => {
  test.each<[string, OperationLike, OperationLike, (url: string) => Get, string]>([
    [
      "by its name, in the style that has done",
      { name: "projects/p/operations/o" },
      { done: true },
      (url) => clientOf(url).aip.get,
      "GET /v1/projects/p/operations/o",
    ],
    [
      "by the parts of its name",
      { name: "apps/a/operations/o" },
      { done: true },
      (url) => clientOf(url).apps.get,
      "GET /v1/apps/a/operations/o",
    ],
    [
      "by its address, in the style that has a status",
      { name: "o", status: "RUNNING", selfLink },
      { status: "DONE" },
      (url) => clientOf(url).zone.get,
      `GET /compute/v1/${place}`,
    ],
    [
      "with a method that waits itself",
      { name: "o", status: "RUNNING", selfLink },
      { status: "DONE" },
      (url) => clientOf(url).zone.wait,
      `POST /compute/v1/${place}/wait`,
    ],
  ])("finds the operation %s", async (_, begun, done, get, want) => {
    await using server = await serve((_request, response, count) =>
      json(response, 200, count < 3 ? begun : { ...begun, ...done, response: { id: 1 } }),
    );
    const seen: OperationLike[] = [];
    const ended = await wait(get(server.url), begun, {
      ...quick,
      onProgress: (operation) => seen.push(operation),
    });
    expect(ended).toEqual({ ...begun, ...done, response: { id: 1 } });
    expect(server.seen.map(({ verb, url }) => `${verb} ${url}`)).toEqual([want, want, want]);
    expect(seen.length).toBe(3);
  });

  test("does not ask about an operation that is done", async () => {
    const done = { name: "operations/o", done: true };
    expect(await wait(clientOf("http://127.0.0.1:9").aip.get, done)).toBe(done);
  });

  test.each<[string, object, number | string | undefined, string]>([
    ["a status", { code: 5, message: "No such disk." }, 5, "No such disk."],
    [
      "a list",
      { errors: [{ code: "QUOTA_EXCEEDED", message: "Quota is used up." }] },
      "QUOTA_EXCEEDED",
      "Quota is used up.",
    ],
    ["nothing", {}, undefined, "The operation o failed without saying why."],
  ])("rejects when the operation failed with %s", async (_, error, code, message) => {
    const failed = await wait(clientOf("http://127.0.0.1:9").aip.get, {
      name: "o",
      done: true,
      error,
    }).catch((reason: unknown) => reason);
    expect(failed).toBeInstanceOf(OperationError);
    expect(failed).toMatchObject({ code, message });
  });

  test("ends when its signal does", async () => {
    const signal = AbortSignal.abort(new Error("enough"));
    const get = clientOf("http://127.0.0.1:9").aip.get;
    await expect(wait(get, { name: "o" }, { signal })).rejects.toThrow("enough");
  });

  test("says so when it cannot know which operation to look at", async () => {
    const { zone } = clientOf("http://127.0.0.1:9");
    await expect(wait(zone.get, { name: "o" })).rejects.toThrow(
      "Say which operation to look at with the option parameters.",
    );
  });
});
