import { describe, expect, test } from "vitest";
import { ApiError, createCalls, createFetchClient } from "../src/client-runtime.ts";
import type { CallOptions, ClientOptions } from "../src/client-runtime.ts";
import { json, serve } from "./serve.ts";

type Call = (parameters?: object, options?: CallOptions & { body?: unknown }) => Promise<unknown>;

interface Library {
  books: { get: Call; insert: Call; delete: Call; list: Call & { pages: { list: Call } } };
  constructor: { get: Call };
}

const table = {
  "books.get": ["GET", "/library/v1/{+name}"],
  "books.insert": ["POST", "/library/v1/shelves/{shelf}/books"],
  "books.delete": ["DELETE", "/library/v1/{+name}"],
  "books.list": ["GET", "/library/v1/shelves/{shelf}/books"],
  "books.list.pages.list": ["GET", "/library/v1/pages"],
  "constructor.get": ["GET", "/library/v1/constructor"],
} as const;

function library(options: ClientOptions): Library {
  return createCalls(table, "http://127.0.0.1:9/", options) as Library;
}

async function errorOf(call: Promise<unknown>): Promise<ApiError> {
  const error = await call.then(
    () => new Error("The call succeeded."),
    (reason: unknown) => reason,
  );
  if (error instanceof ApiError) return error;
  throw error;
}

describe("a call", () => {
  test("puts parameters in the path and the query, and the body in the body", async () => {
    await using server = await serve((_, response) => json(response, 200, { name: "b" }));
    const client = library({ baseUrl: `${server.url}/`, headers: { "x-client": "one" } });
    const answer = await client.books.insert(
      { shelf: "a/b", validateOnly: true, labels: ["x", "y"], requestId: undefined },
      { body: { title: "é", pages: "9007199254740993" }, headers: { "x-call": "two" } },
    );
    expect(answer).toEqual({ name: "b" });
    expect(server.seen).toMatchObject([
      {
        verb: "POST",
        url: "/library/v1/shelves/a%2Fb/books?validateOnly=true&labels=x&labels=y",
        body: '{"title":"é","pages":"9007199254740993"}',
        headers: { "content-type": "application/json", "x-client": "one", "x-call": "two" },
      },
    ]);
  });

  test("keeps the slashes of a reserved variable and sends no body when there is none", async () => {
    await using server = await serve((_, response) => json(response, 200, {}));
    await library({ baseUrl: server.url }).books.get({ name: "shelves/a/books/b" });
    expect(server.seen[0]).toMatchObject({ url: "/library/v1/shelves/a/books/b", body: "" });
    expect(server.seen[0]?.headers["content-type"]).toBeUndefined();
  });

  test("sends nothing when a path parameter would climb", async () => {
    await using server = await serve((_, response) => json(response, 200, {}));
    const call = library({ baseUrl: server.url }).books.get({ name: "shelves/../../admin" });
    await expect(call).rejects.toThrow(TypeError);
    expect(server.seen).toEqual([]);
  });

  test("resolves to undefined for an empty answer, with a length or without", async () => {
    await using server = await serve((_, response, count) => {
      if (count === 1) response.writeHead(200, { "content-length": "0" }).end();
      else if (count === 2) response.writeHead(204).end();
      else response.writeHead(200, { "transfer-encoding": "chunked" }).end();
    });
    const { books } = library({ baseUrl: server.url });
    expect(await books.delete({ name: "a" })).toBeUndefined();
    expect(await books.delete({ name: "a" })).toBeUndefined();
    expect(await books.delete({ name: "a" })).toBeUndefined();
  });

  test("may be named as what every function and every object has, and have a dot in its name", async () => {
    await using server = await serve((request, response) =>
      json(response, 200, { url: request.url }),
    );
    const names = ["name", "length", "call", "constructor", "__proto__", "toString", "then"];
    const nested = Object.fromEntries(
      names.flatMap((name) => [
        [`list.${name}`, ["GET", `/${name}`]],
        [`list.bind.${name}`, ["GET", `/bind/${name}`]],
      ]),
    ) as Record<string, ["GET", string]>;
    const odd = {
      list: ["GET", "/list"],
      ...nested,
      other: ["GET", "/dotted", { place: ["a.b", "c"] }],
    } as const;
    const client = createCalls(odd, server.url, {}) as {
      list: Call & Record<string, Call> & { bind: Record<string, Call> };
      "a.b": { c: Call };
    };
    for (const name of names) {
      expect(await client.list[name]?.()).toEqual({ url: `/${name}` });
      expect(await client.list.bind[name]?.()).toEqual({ url: `/bind/${name}` });
    }
    expect(await client["a.b"].c()).toEqual({ url: "/dotted" });
    expect(await client.list()).toEqual({ url: "/list" });
  });

  test("writes paths of all forms of RFC 6570, and what a path has for the query", async () => {
    await using server = await serve((request, response) =>
      json(response, 200, { url: request.url }),
    );
    const forms = {
      get: ["GET", "/v1{/a,b}{.c}{;d}/{e,f}", { query: { kind: "x" } }],
    } as const;
    const { get } = createCalls(forms, server.url, {}) as { get: Call };
    const answer = await get({ a: "1", b: "2", c: "3", d: "4", e: "5", f: ["6", "7"], g: true });
    expect(answer).toEqual({ url: "/v1/1/2.3;d=4/5,6,7?kind=x&g=true" });
  });

  test("of a resource beside a method of its name is a member of the method", async () => {
    await using server = await serve((request, response) => json(response, 200, request.url));
    const client = library({ baseUrl: server.url });
    expect(await client.books.list({ shelf: "a" })).toBe("/library/v1/shelves/a/books");
    expect(await client.books.list.pages.list()).toBe("/library/v1/pages");
    expect(await client.constructor.get()).toBe("/library/v1/constructor");
  });

  test("goes to the root of the document when there is no baseUrl", async () => {
    const urls: string[] = [];
    const fetch = async (request: Request) => {
      urls.push(request.url);
      return Response.json({});
    };
    await library({ fetch }).books.get({ name: "a" });
    expect(urls).toEqual(["http://127.0.0.1:9/library/v1/a"]);
  });

  test("is authorized", async () => {
    await using server = await serve((_, response) => json(response, 200, {}));
    const client = library({
      baseUrl: server.url,
      authorize: async (request) => {
        const headers = new Headers(request.headers);
        headers.set("authorization", "Bearer t");
        return new Request(request, { headers });
      },
    });
    await client.books.insert({ shelf: "a" }, { body: { title: "b" } });
    expect(server.seen[0]?.headers.authorization).toBe("Bearer t");
    expect(server.seen[0]?.body).toBe('{"title":"b"}');
  });

  test("never resolves with a part of an answer", async () => {
    await using server = await serve((_, response) => {
      response.writeHead(200, { "content-type": "application/json", "content-length": "100" });
      response.write('{"name":', () => response.destroy());
    });
    const call = library({ baseUrl: server.url }).books.get({ name: "a" });
    await expect(call).rejects.toThrow("terminated");
  });

  test("ends when its signal does", async () => {
    const controller = new AbortController();
    await using server = await serve(() => controller.abort(new Error("enough")));
    const call = library({ baseUrl: server.url }).books.get(
      { name: "a" },
      { signal: controller.signal },
    );
    await expect(call).rejects.toThrow("enough");
  });
});

describe("an ApiError", () => {
  test("has the facts of Google's envelope", async () => {
    const detail = {
      domain: "global",
      reason: "invalidParameter",
      message: "numTasks must be from 1 to 1000.",
      locationType: "parameter",
      location: "numTasks",
    };
    await using server = await serve((_, response) =>
      json(response, 400, { error: { errors: [detail], code: 400, message: detail.message } }),
    );
    const error = await errorOf(library({ baseUrl: server.url }).books.get({ name: "a" }));
    expect(error).toMatchObject({
      name: "ApiError",
      status: 400,
      reason: "invalidParameter",
      message: "numTasks must be from 1 to 1000.",
      errors: [detail],
      location: "numTasks",
      retryAfterSeconds: undefined,
    });
    expect(error.response.headers.get("content-type")).toBe("application/json");
  });

  test.each([
    [
      "the newer envelope",
      { error: { code: 404, message: "No such book.", status: "NOT_FOUND" } },
      "NOT_FOUND",
      "No such book.",
    ],
    [
      "OAuth's form",
      { error: "invalid_grant", error_description: "The token is gone." },
      "invalid_grant",
      "The token is gone.",
    ],
    ["another form", [1], undefined, "The server answered 404 Not Found without saying why."],
  ])("reads %s", async (_, body, reason, message) => {
    await using server = await serve((_request, response) => json(response, 404, body));
    const error = await errorOf(library({ baseUrl: server.url }).books.get({ name: "a" }));
    expect([error.status, error.reason, error.message]).toEqual([404, reason, message]);
  });

  test("is thrown for an empty body and for HTML", async () => {
    await using server = await serve((_, response, count) => {
      if (count === 1) response.writeHead(502, { "content-length": "0" }).end();
      else response.writeHead(503, { "retry-after": "7" }).end("<h1>Busy</h1>");
    });
    const { books } = library({ baseUrl: server.url });
    const empty = await errorOf(books.get({ name: "a" }));
    expect([empty.status, empty.message]).toEqual([
      502,
      "The server answered 502 Bad Gateway without saying why.",
    ]);
    const html = await errorOf(books.get({ name: "a" }));
    expect([html.status, html.reason, html.retryAfterSeconds]).toEqual([503, undefined, 7]);
  });

  test("is thrown for a good answer that is not JSON", async () => {
    await using server = await serve((_, response) => response.end("<p>Welcome</p>"));
    const error = await errorOf(library({ baseUrl: server.url }).books.get({ name: "a" }));
    expect([error.status, error.reason]).toEqual([200, "invalidAnswer"]);
    expect(error.message).toContain("Is the base URL that of the API?");
    expect(error.cause).toBeInstanceOf(SyntaxError);
  });
});

describe("createFetchClient", () => {
  test("is an openapi-fetch client with the same paths, queries and authorization", async () => {
    await using server = await serve((_, response) => json(response, 200, { id: "b" }));
    interface Paths {
      "/v1/{x}": {
        get: {
          parameters: { path: { x: string }; query?: { ids?: string[] } };
          responses: { 200: { content: { "application/json": { id?: string } } } };
        };
      };
    }
    const client = createFetchClient<Paths>("http://127.0.0.1:9/", {
      baseUrl: server.url,
      authorize: (request) => new Request(request, { headers: { authorization: "Bearer t" } }),
    });
    const { data } = await client.GET("/v1/{x}", {
      params: { path: { x: "a/b" }, query: { ids: ["1", "2"] } },
    });
    expect(data?.id).toBe("b");
    expect(server.seen[0]?.url).toBe("/v1/a%2Fb?ids=1&ids=2");
    expect(server.seen[0]?.headers.authorization).toBe("Bearer t");
  });
});
