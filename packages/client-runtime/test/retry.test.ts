import { describe, expect, test } from "vitest";
import { createFetchClient } from "../src/client-runtime.ts";
import { retryAfterSecondsOf } from "../src/lib/retry-after.ts";
import { retryingFetch } from "../src/lib/retrying-fetch.ts";
import { serve } from "./serve.ts";

const quick = { delayMs: 1, random: () => 0 };

describe("retryingFetch", () => {
  test("sends an idempotent request with its body again until it is answered", async () => {
    await using server = await serve((_, response, count) =>
      response.writeHead(count < 3 ? 503 : 200).end(String(count)),
    );
    const send = retryingFetch(fetch, quick);
    const response = await send(new Request(server.url, { method: "PUT", body: "b" }));
    expect([response.status, await response.text()]).toEqual([200, "3"]);
    expect(server.seen.map(({ body }) => body)).toEqual(["b", "b", "b"]);
  });

  test("sends a POST again when it is told that this does no harm", async () => {
    await using server = await serve((_, response, count) =>
      response.writeHead(count === 1 ? 429 : 200, { "retry-after": "0" }).end(),
    );
    const send = retryingFetch(fetch, { ...quick, verbs: ["POST"] });
    const response = await send(new Request(server.url, { method: "POST", body: "b" }));
    expect([response.status, server.seen.map(({ body }) => body)]).toEqual([200, ["b", "b"]]);
  });

  test("gives the last answer when the attempts are used up", async () => {
    await using server = await serve((_, response, count) =>
      response.writeHead(500).end(String(count)),
    );
    const response = await retryingFetch(fetch, { ...quick, attemptsMax: 2 })(
      new Request(server.url),
    );
    expect([response.status, await response.text()]).toEqual([500, "2"]);
  });

  test.each([
    ["POST", 503],
    ["PATCH", 503],
    ["GET", 404],
    ["GET", 409],
  ])("sends %s that was answered %i once", async (method, status) => {
    await using server = await serve((_, response) => response.writeHead(status).end());
    const response = await retryingFetch(fetch, quick)(new Request(server.url, { method }));
    expect([response.status, server.seen.length]).toEqual([status, 1]);
  });

  test("sends again when the connection broke", async () => {
    await using server = await serve((_, response, count) =>
      count === 1 ? response.destroy() : response.end("here"),
    );
    const response = await retryingFetch(fetch, quick)(new Request(server.url));
    expect(await response.text()).toBe("here");
  });

  test("does not wait for a Retry-After beyond delayMaxMs", async () => {
    await using server = await serve((_, response) =>
      response.writeHead(429, { "retry-after": "60" }).end(),
    );
    const response = await retryingFetch(fetch, quick)(new Request(server.url));
    expect([response.status, server.seen.length]).toEqual([429, 1]);
  });

  test("stops waiting when the request's signal ends", async () => {
    const controller = new AbortController();
    await using server = await serve((_, response) => {
      response.writeHead(503, { "retry-after": "20" }).end();
      setTimeout(() => controller.abort(new Error("enough")), 20);
    });
    const call = retryingFetch(
      fetch,
      quick,
    )(new Request(server.url, { signal: controller.signal }));
    await expect(call).rejects.toThrow("enough");
    expect(server.seen.length).toBe(1);
  });

  test.each([1, 11, Number.NaN])("refuses %d attempts", (attemptsMax) => {
    expect(() => retryingFetch(fetch, { attemptsMax })).toThrow("attemptsMax must be from 2 to 10");
  });

  test("authorizes each attempt", async () => {
    await using server = await serve((_, response, count) =>
      response.writeHead(count === 1 ? 503 : 200).end("{}"),
    );
    let tokens = 0;
    const client = createFetchClient<{ "/": { get: { responses: { 200: object } } } }>(server.url, {
      retry: quick,
      authorize: (request) => {
        tokens += 1;
        return new Request(request, { headers: { authorization: `Bearer ${tokens}` } });
      },
    });
    await client.GET("/");
    expect(server.seen.map(({ headers }) => headers.authorization)).toEqual([
      "Bearer 1",
      "Bearer 2",
    ]);
  });
});

describe("retryAfterSecondsOf", () => {
  const now = Date.parse("2026-11-23T12:00:00Z");

  test.each([
    ["7", 7],
    ["0", 0],
    ["Mon, 23 Nov 2026 12:00:30 GMT", 30],
    ["Mon, 23 Nov 2026 11:00:00 GMT", 0],
    ["soon", undefined],
  ])("%s is %s", (value, want) => {
    const response = new Response("", { headers: { "retry-after": value } });
    expect(retryAfterSecondsOf(response, now)).toBe(want);
  });

  test("is undefined without the header", () => {
    expect(retryAfterSecondsOf(new Response(""), now)).toBeUndefined();
  });
});
