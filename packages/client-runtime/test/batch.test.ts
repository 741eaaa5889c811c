import { describe, expect, test } from "vitest";
import { batchingFetch } from "../src/batch.ts";
import { createCalls } from "../src/client-runtime.ts";
import { serve } from "./serve.ts";

type Call = (parameters: object, options?: object) => Promise<unknown>;

const table = {
  "books.get": ["GET", "/v1/books/{book}"],
  "books.insert": ["POST", "/v1/books"],
} as const;

function clientOf(url: string, requestsMax?: number): { books: { get: Call; insert: Call } } {
  const fetch = batchingFetch({
    url: `${url}/batch/library/v1`,
    ...(requestsMax === undefined ? {} : { requestsMax }),
  });
  const authorize = (request: Request) => {
    request.headers.set("authorization", "Bearer t");
    return request;
  };
  return createCalls(table, url, { fetch, authorize }) as ReturnType<typeof clientOf>;
}

function part(id: number, status: string, body: string): string {
  const head = `HTTP/1.1 ${status}\r\nContent-Type: application/json\r\n\r\n`;
  return `--b1\r\nContent-Type: application/http\r\nContent-ID: <response-${id}>\r\n\r\n${head}${body}\r\n`;
}

const mixed = { "content-type": "multipart/mixed; boundary=b1" };

describe("batchingFetch", () => {
  test("sends the calls of one moment as one request, and gives each its own answer", async () => {
    await using server = await serve((_, response) => {
      const parts = [
        part(2, "404 Not Found", '{"error":{"message":"No."}}'),
        part(1, "200 OK", '{"id":"a"}'),
      ];
      response.writeHead(200, mixed).end(`${parts.join("")}--b1--\r\n`);
    });
    const { books } = clientOf(server.url);
    const answers = await Promise.allSettled([
      books.get({ book: "a" }),
      books.insert({ dry: true }, { body: { title: "é" } }),
    ]);
    expect(answers).toMatchObject([
      { status: "fulfilled", value: { id: "a" } },
      { status: "rejected", reason: { name: "ApiError", status: 404, message: "No." } },
    ]);
    expect(server.seen.length).toBe(1);
    const [first, second] = server.seen[0]?.body.split(/--batch_[\w-]+\r\n/).slice(1) ?? [];
    expect(first).toContain("Content-ID: <1>\r\n\r\nGET /v1/books/a HTTP/1.1\r\n");
    expect(first).toContain("authorization: Bearer t\r\n");
    expect(second).toContain("POST /v1/books?dry=true HTTP/1.1\r\n");
    expect(second).toContain('content-length: 14\r\n\r\n{"title":"é"}\r\n');
  });

  test("sends more than fit one batch in several", async () => {
    await using server = await serve((_, response) =>
      response
        .writeHead(200, mixed)
        .end(`${part(1, "200 OK", "{}")}${part(2, "200 OK", "{}")}--b1--`),
    );
    const { books } = clientOf(server.url, 2);
    await Promise.all(["a", "b", "c"].map((book) => books.get({ book })));
    expect(server.seen.length).toBe(2);
  });

  test("gives every call the error when the batch is refused, and an error when an answer is missing", async () => {
    await using server = await serve((_, response, count) => {
      if (count === 1) response.writeHead(401).end();
      else response.writeHead(200, mixed).end("--b1--");
    });
    const { books } = clientOf(server.url);
    await expect(books.get({ book: "a" })).rejects.toMatchObject({ status: 401 });
    await expect(books.get({ book: "a" })).rejects.toThrow("without an answer to this request");
  });

  test("leaves out a call whose signal has ended", async () => {
    await using server = await serve((_, response) => response.end());
    const { books } = clientOf(server.url);
    const signal = AbortSignal.abort(new Error("enough"));
    await expect(books.get({ book: "a" }, { signal })).rejects.toThrow("enough");
    expect(server.seen).toEqual([]);
  });

  test.each([0, 1001, Number.NaN])("refuses batches of %d", (requestsMax) => {
    expect(() => batchingFetch({ url: "http://127.0.0.1:9", requestsMax })).toThrow(
      "requestsMax must be from 1 to 1000.",
    );
  });
});
