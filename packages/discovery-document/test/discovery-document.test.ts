import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { addressOf } from "../src/address.ts";
import {
  DiscoveryDocumentError,
  findBrokenReferences,
  methodsOf,
  parseDiscoveryDocument,
} from "../src/discovery-document.ts";
import { expressionsOf } from "../src/uri-template.ts";

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
    ["no address at all", without(least, "rootUrl"), "missing", "$.rootUrl"],
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
    ["an unknown verb", withMethod({ httpMethod: "FETCH" }), "not_allowed", `${method}.httpMethod`],
    [
      "a parameter in a header",
      withMethod({ parameters: { book: { location: "header" } } }),
      "not_allowed",
      `${method}.parameters.book.location`,
    ],
  ])("refuses %s", (_, value, code, path) => {
    const error = problemOf(value);
    expect(error.code).toBe(code);
    expect(error.path).toBe(path);
    expect(error.message.startsWith(`${path}: `)).toBe(true);
  });

  test("takes an old document, with a base address in place of rootUrl and servicePath", () => {
    const { rootUrl: _, servicePath: _none, ...rest } = least;
    const old = { ...rest, baseUrl: "https://library.example/v1/", version_module: "True" };
    expect(parseDiscoveryDocument(old)).toBe(old);
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

describe("findBrokenReferences", () => {
  const variable = { type: "string", location: "path" };
  test.each([
    [
      "a reference to no schema",
      { schemas: { Shelf: { type: "array", items: { $ref: "Book" } } } },
      ["unresolved_reference", `$.schemas.Shelf.items["$ref"]`],
    ],
    [
      "a variant to no schema",
      { schemas: { Shelf: { variant: { map: [{ type_value: "a", $ref: "Book" }] } } } },
      ["unresolved_reference", `$.schemas.Shelf.variant.map[0]["$ref"]`],
    ],
    [
      "an undeclared variable",
      { methods: { get: { ...get, path: "{+x}", response: {} } } },
      ["undeclared_variable", "$.methods.get.path"],
    ],
    [
      "a variable that is declared for the query",
      { methods: { get: { ...get, parameters: { book: { location: "query" } }, response: {} } } },
      ["undeclared_variable", "$.methods.get.path"],
    ],
    [
      "an answer of no schema",
      { methods: { get } },
      ["unresolved_reference", `$.methods.get.response["$ref"]`],
    ],
    [
      "two methods of one id",
      { methods: { a: { ...get, response: {} }, b: { ...get, response: {} } } },
      ["duplicate_id", "$.methods.b.id"],
    ],
    ["nothing in a sound document", library, undefined],
    [
      "nothing in variables of the query, or of all methods",
      {
        parameters: { book: variable, fields: { type: "string", location: "query" } },
        methods: { get: { ...get, path: "{book}{?fields}", parameters: {}, response: {} } },
      },
      undefined,
    ],
  ])("finds %s", (_, more, want) => {
    const document = parseDiscoveryDocument({ ...least, ...more });
    const found = findBrokenReferences(document).map(({ code, path }) => [code, path]);
    expect(found).toEqual(want === undefined ? [] : [want]);
  });

  test.each(["taskqueue.v1beta2.json", "leasehold.v1.json"])("finds nothing in %s", (file) => {
    const text = readFileSync(new URL(`../../../discovery/${file}`, import.meta.url), "utf8");
    expect(findBrokenReferences(parseDiscoveryDocument(JSON.parse(text)))).toEqual([]);
  });
});

describe("addressOf", () => {
  test.each([
    [{ rootUrl: "https://a.example/", servicePath: "v1/" }, "https://a.example/", "v1/"],
    [{ rootUrl: "https://a.example/", servicePath: "" }, "https://a.example/", ""],
    [{ rootUrl: "https://a.example/", servicePath: "/v1" }, "https://a.example/", "v1/"],
    [{ baseUrl: "https://a.example/books/v1/" }, "https://a.example/", "books/v1/"],
    [{ rootUrl: "https://a.example/", basePath: "/books/v1/" }, "https://a.example/", "books/v1/"],
    [{ basePath: "/books/v1/" }, "https://www.googleapis.com/", "books/v1/"],
    [{ baseUrl: "nowhere", servicePath: "v1" }, "https://www.googleapis.com/", "v1/"],
  ])("of %o is %s and %s", (document, rootUrl, servicePath) => {
    expect(addressOf(document)).toEqual({ rootUrl, servicePath });
  });
});

describe("expressionsOf", () => {
  test("reads operators and lists of names", () => {
    expect(expressionsOf("v1/{+name}/{a,b}:go{?x,$.y}")).toEqual([
      { operator: "+", names: ["name"], text: "{+name}" },
      { operator: "", names: ["a", "b"], text: "{a,b}" },
      { operator: "?", names: ["x", "$.y"], text: "{?x,$.y}" },
    ]);
  });
});

describe("methodsOf", () => {
  test("gives the second method of an id one of its own, which no method has", () => {
    const one = (id: string) => ({ id, path: "x", httpMethod: "GET" });
    const document = parseDiscoveryDocument({
      ...least,
      methods: { a: one("x"), b: one("x"), c: one("x_2"), d: one("x") },
    });
    expect(methodsOf(document).map(({ id }) => id)).toEqual(["x", "x_3", "x_2", "x_4"]);
  });

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
