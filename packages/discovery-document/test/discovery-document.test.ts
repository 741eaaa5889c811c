import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import {
  DiscoveryDocumentError,
  methodsOf,
  parseDiscoveryDocument,
} from "../src/discovery-document.ts";

const least = {
  id: "library:v1",
  name: "library",
  version: "v1",
  rootUrl: "https://library.example/",
  servicePath: "v1/",
};

const get = {
  id: "library.books.get",
  path: "books/{book}",
  httpMethod: "GET",
  parameters: { book: { type: "string", location: "path", required: true } },
  response: { $ref: "Book" },
};

const library = {
  ...least,
  schemas: { Book: { id: "Book", type: "object", properties: { title: { type: "string" } } } },
  resources: { books: { methods: { get } } },
};

describe("parseDiscoveryDocument", () => {
  test("takes the least document there can be", () => {
    expect(parseDiscoveryDocument(least)).toBe(least);
  });

  test("keeps members that it does not know", () => {
    expect(parseDiscoveryDocument({ ...least, ofTomorrow: [1] })).toHaveProperty("ofTomorrow", [1]);
  });

  test("takes a property that is named $ref for a property", () => {
    const schemas = { Link: { type: "object", properties: { $ref: { type: "string" } } } };
    expect(() => parseDiscoveryDocument({ ...least, schemas })).not.toThrow();
  });

  const withMethod = (method: object) => ({
    ...library,
    resources: { books: { methods: { get: { ...get, ...method } } } },
  });
  const method = "$.resources.books.methods.get";

  test.each([
    ["text", "null", "wrong_type", "$"],
    ["an array", [], "wrong_type", "$"],
    ["null", null, "wrong_type", "$"],
    ["no name", { ...least, name: undefined }, "wrong_type", "$.name"],
    ["no rootUrl", without(least, "rootUrl"), "missing", "$.rootUrl"],
    ["another kind", { ...least, kind: "discovery#rpc" }, "not_allowed", "$.kind"],
    ["another protocol", { ...least, protocol: "rpc" }, "not_allowed", "$.protocol"],
    ["labels that are text", { ...least, labels: "beta" }, "wrong_type", "$.labels"],
    ["a label that is a number", { ...least, labels: ["a", 1] }, "wrong_type", "$.labels[1]"],
    [
      "a minimum that is a number",
      { ...least, parameters: { "$.xgafv": { type: "string", minimum: 1 } } },
      "wrong_type",
      '$.parameters["$.xgafv"].minimum',
    ],
    [
      "an unknown type",
      { ...least, schemas: { Book: { type: "date" } } },
      "not_allowed",
      "$.schemas.Book.type",
    ],
    [
      "a reference to no schema",
      { ...least, schemas: { Shelf: { type: "array", items: { $ref: "Book" } } } },
      "unresolved_reference",
      `$.schemas.Shelf.items["$ref"]`,
    ],
    ["an unknown verb", withMethod({ httpMethod: "FETCH" }), "not_allowed", `${method}.httpMethod`],
    [
      "a parameter in a header",
      withMethod({ parameters: { book: { location: "header" } } }),
      "not_allowed",
      `${method}.parameters.book.location`,
    ],
    [
      "an undeclared variable",
      withMethod({ path: "{+x}" }),
      "undeclared_variable",
      `${method}.path`,
    ],
    [
      "an answer of no schema",
      withMethod({ response: { $ref: "Books" } }),
      "unresolved_reference",
      `${method}.response["$ref"]`,
    ],
    ["two methods of one id", { ...library, methods: { get } }, "duplicate_id", `${method}.id`],
  ])("refuses %s", (_, value, code, path) => {
    const error = problemOf(value);
    expect(error.code).toBe(code);
    expect(error.path).toBe(path);
    expect(error.message.startsWith(`${path}: `)).toBe(true);
  });

  test("refuses a schema that is nested more than 200 levels deep", () => {
    expect(problemOf({ ...least, schemas: { A: nested(250) } }).code).toBe("too_deep");
  });

  test("says what it wanted and what it found", () => {
    expect(problemOf({ ...least, labels: "beta" }).message).toBe(
      "$.labels: must be an array, is string",
    );
  });
});

describe("methodsOf", () => {
  test("lists the methods of the API, then those of each resource before its sub-resources", () => {
    const one = (id: string) => ({ id, path: "x", httpMethod: "GET" });
    const document = parseDiscoveryDocument({
      ...least,
      resources: {
        shelves: {
          resources: { books: { methods: { list: one("c") } } },
          methods: { list: one("b") },
        },
      },
      methods: { search: one("a") },
    });
    expect(
      methodsOf(document).map(({ id, resourcePath, name }) => [id, resourcePath, name]),
    ).toEqual([
      ["a", [], "search"],
      ["b", ["shelves"], "list"],
      ["c", ["shelves", "books"], "list"],
    ]);
  });

  test("finds the eight methods of the Task Queue API", () => {
    const url = new URL("../../../discovery/taskqueue.v1beta2.json", import.meta.url);
    const document = parseDiscoveryDocument(JSON.parse(readFileSync(url, "utf8")));
    expect(methodsOf(document).map(({ id }) => id)).toEqual([
      "taskqueue.taskqueues.get",
      "taskqueue.tasks.delete",
      "taskqueue.tasks.get",
      "taskqueue.tasks.insert",
      "taskqueue.tasks.lease",
      "taskqueue.tasks.list",
      "taskqueue.tasks.patch",
      "taskqueue.tasks.update",
    ]);
  });
});

function problemOf(value: unknown): DiscoveryDocumentError {
  try {
    parseDiscoveryDocument(value);
  } catch (error) {
    if (error instanceof DiscoveryDocumentError) return error;
    throw error;
  }
  throw new Error("The document was accepted.");
}

function without(value: Record<string, unknown>, name: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== name));
}

function nested(levels: number): object {
  return levels === 0 ? { type: "string" } : { type: "array", items: nested(levels - 1) };
}
