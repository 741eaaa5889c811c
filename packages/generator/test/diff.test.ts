import { existsSync, readFileSync, readdirSync } from "node:fs";
import { parseDiscoveryDocument } from "@leasehold/discovery-document";
import type { DiscoveryDocument, DiscoverySchema } from "@leasehold/discovery-document";
import { describe, expect, test } from "vitest";
import { diffDocuments } from "../src/diff.ts";
import { edits } from "./diff-edits.ts";
import { libraryDocument } from "./library.ts";

const corpus = new URL("../../../../shared/corpus/", import.meta.url);
const own = new URL("../../../discovery/taskqueue.v1beta2.json", import.meta.url);

function read(url: URL): DiscoveryDocument {
  return parseDiscoveryDocument(JSON.parse(readFileSync(url, "utf8")));
}

/** Has a place for every edit. */
const library = libraryDocument({
  parameters: { alt: { type: "string", location: "query" } },
  schemas: {
    Book: {
      id: "Book",
      type: "object",
      properties: {
        title: { type: "string" },
        state: { type: "string", enum: ["A", "B"] },
        next: { $ref: "Book" },
        words: { type: "array", items: { type: "string" } },
      },
    },
    Books: {
      id: "Books",
      type: "object",
      properties: { mood: { type: "string", enum: ["A", "B"] } },
    },
  },
  methods: {
    search: {
      id: "library.search",
      path: "search",
      httpMethod: "GET",
      parameters: {
        query: { type: "string", location: "query", required: true },
        order: { type: "string", location: "query", enum: ["A", "B"] },
        count: { type: "integer", location: "query" },
      },
      response: { $ref: "Books" },
    },
    insert: {
      id: "library.insert",
      path: "books",
      httpMethod: "POST",
      request: { $ref: "Book" },
      response: { $ref: "Book" },
      mediaUpload: { protocols: { simple: { path: "/upload/books", multipart: true } } },
    },
  },
});

describe("diffDocuments", () => {
  test.each(edits)("%s: %s", (name, bump, edit) => {
    const after = structuredClone(library);
    expect([name, edit(after)]).toEqual([name, true]);
    const diff = diffDocuments(library, after);
    expect([diff.bump, diff.changes]).toEqual([bump, diff.changes]);
    expect(diff.changes[0]?.bump ?? "none").toBe(bump);
  });

  const shelf = { type: "object", properties: { name: { type: "string" } } };
  const state = { type: "string", enum: ["A", "B"], enumDescriptions: ["a", "b"] };
  const base = {
    schemas: {
      In: { id: "In", type: "object", properties: { shelf, state } },
      Out: { id: "Out", type: "object", properties: { shelf, state } },
      Same: { id: "Same", ...shelf },
      Twin: { id: "Twin", ...shelf },
      Either: { id: "Either", variant: { discriminant: "kind", map: [{ $ref: "Same" }] } },
    },
    methods: {
      put: {
        id: "library.put",
        path: "a",
        httpMethod: "POST",
        request: { $ref: "In" },
        response: { $ref: "Out" },
      },
      same: { id: "library.same", path: "b", httpMethod: "GET", response: { $ref: "Same" } },
      either: { id: "library.either", path: "c", httpMethod: "GET", response: { $ref: "Either" } },
    },
  };
  const withSchemas = (schemas: Record<string, DiscoverySchema>) => ({
    ...base,
    schemas: { ...base.schemas, ...schemas },
  });
  const { In, Out } = base.schemas;
  const longer = { ...state, enum: ["A", "B", "C"] };
  const map = [{ $ref: "Same" }, { $ref: "Twin" }];

  test.each<[string, Partial<DiscoveryDocument>, string]>([
    ["its members come in another order", reversed(base), "none"],
    [
      "a schema has another name and is the same",
      {
        schemas: { ...without(base.schemas, "Same"), Other: { id: "Other", ...shelf }, Either: {} },
        methods: {
          ...without(base.methods, "either"),
          same: { ...base.methods.same, response: { $ref: "Other" } },
        },
      },
      "major",
    ],
    [
      "an inline schema has a name now",
      withSchemas({ Out: { ...Out, properties: { shelf: { $ref: "Same" }, state } } }),
      "major",
    ],
    [
      "a reference goes to an equal schema",
      {
        ...base,
        methods: { ...base.methods, same: { ...base.methods.same, response: { $ref: "Twin" } } },
      },
      "major",
    ],
    [
      "an answer has another value",
      withSchemas({ Out: { ...Out, properties: { shelf, state: longer } } }),
      "minor",
    ],
    [
      "a body may have another value",
      withSchemas({ In: { ...In, properties: { shelf, state: longer } } }),
      "minor",
    ],
    [
      "a property deep inside is described",
      withSchemas({
        Out: {
          ...Out,
          properties: {
            shelf: { ...shelf, properties: { name: { type: "string", description: "Its name." } } },
            state,
          },
        },
      }),
      "patch",
    ],
    [
      "a new property is required",
      withSchemas({
        In: {
          ...In,
          properties: { shelf, state, tag: { annotations: { required: ["library.put"] } } },
        },
      }),
      "major",
    ],
    [
      "an object may be one more schema",
      withSchemas({ Either: { id: "Either", variant: { discriminant: "kind", map } } }),
      "minor",
    ],
    [
      "an object may be one schema fewer",
      withSchemas({ Either: { id: "Either", variant: { discriminant: "kind", map: [] } } }),
      "major",
    ],
    [
      "another property tells what an object is",
      withSchemas({
        Either: { id: "Either", variant: { discriminant: "type", map: [{ $ref: "Same" }] } },
      }),
      "major",
    ],
    [
      "a reference leads nowhere any more",
      { ...base, schemas: without(base.schemas, "Same") },
      "major",
    ],
  ])("%s", (_, after, bump) => {
    const diff = diffDocuments(libraryDocument(base), libraryDocument(after));
    expect([diff.bump, diff.changes]).toEqual([bump, diff.changes]);
  });

  test("follows the schemas of a variant", () => {
    const before = libraryDocument(withSchemas({ Either: { variant: { map } } }));
    const after = libraryDocument(
      withSchemas({ Either: { variant: { map } }, Twin: { id: "Twin", type: "object" } }),
    );
    expect(diffDocuments(before, after).bump).toBe("major");
  });

  test("finds nothing between equal documents", () => {
    expect(diffDocuments(library, structuredClone(library))).toEqual({ bump: "none", changes: [] });
  });

  test("says what changed, the gravest first", () => {
    const after = structuredClone(library);
    const { search } = after.methods ?? {};
    if (search?.parameters) {
      delete search.parameters["order"];
      search.parameters["limit"] = { type: "integer", location: "query" };
      search.description = "Searches.";
    }
    expect(diffDocuments(library, after).changes).toEqual([
      {
        bump: "major",
        code: "parameter-removed",
        place: "search, parameter order",
        text: "is gone",
      },
      {
        bump: "minor",
        code: "parameter-added",
        place: "search, parameter limit",
        text: "is new",
      },
      {
        bump: "patch",
        code: "description-changed",
        place: "search",
        text: "has another description",
      },
    ]);
  });

  test("follows references of what methods take, however deep", () => {
    const before = libraryDocument({
      schemas: {
        A: { id: "A", type: "object", properties: { b: { type: "array", items: { $ref: "B" } } } },
        B: { id: "B", type: "object", additionalProperties: { $ref: "C" } },
        C: { id: "C", type: "string", enum: ["x", "y"] },
      },
      methods: { put: { id: "put", path: "a", httpMethod: "PUT", request: { $ref: "A" } } },
    });
    const after = structuredClone(before);
    if (after.schemas?.["C"]) after.schemas["C"].enum = ["x"];
    expect(diffDocuments(before, after)).toEqual({
      bump: "major",
      changes: [
        {
          bump: "major",
          code: "enum-value-removed",
          place: "C",
          text: "has the value y no more",
        },
      ],
    });
    const unreached = structuredClone(before);
    delete unreached.methods;
    const edited = structuredClone(after);
    delete edited.methods;
    expect(diffDocuments(unreached, edited).bump).toBe("patch");
  });

  test("gives the same bump for edits of our own document", () => {
    expect(wrongBumps(read(own))).toEqual([]);
  });

  test.skipIf(!existsSync(corpus))("gives the same bump for edits of public documents", () => {
    const files = readdirSync(corpus).filter((name) => /^[bcdst].*\.json$/.test(name));
    const some = files.filter((_, index) => index % 4 === 0);
    expect(some.flatMap((file) => wrongBumps(read(new URL(file, corpus))))).toEqual([]);
  });
});

function without<Value>(record: Record<string, Value>, name: string): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => key !== name));
}

/** The same, with the members of every object in the other order. */
function reversed<Value>(value: Value): Value {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const members = Object.entries(value).map(([name, member]) => [name, reversed(member)] as const);
  return Object.fromEntries(members.toReversed()) as Value;
}

/** What came out otherwise than expected, of the edits that the document has a place for. */
function wrongBumps(before: DiscoveryDocument): string[] {
  return edits.flatMap(([name, want, edit]) => {
    const after = structuredClone(before);
    const bump = edit(after) ? diffDocuments(before, after).bump : want;
    return bump === want ? [] : [`${before.id}: ${name} is ${bump}`];
  });
}
