import { describe, expect, test } from "vitest";
import { clientPackage } from "../src/package.ts";
import { compile, readmeCode } from "./compile.ts";
import { libraryDocument } from "./library.ts";

const text = { type: "string", location: "path" as const, required: true };

/** Everything that is hard to name or to type, in one document. */
const odd = libraryDocument({
  description: "Books */ and shelves.",
  parameters: {
    "$.xgafv": { type: "string", location: "query", enum: ["1", "2"] },
    fields: { type: "string", location: "query" },
  },
  schemas: {
    Date: { id: "Date", type: "object", properties: { day: { type: "integer" } } },
    Promise: { id: "Promise", type: "object", properties: { "end-date": { $ref: "Date" } } },
    "old-shelf": { id: "old-shelf", type: "object", properties: { "@type": { type: "any" } } },
    string: { id: "string", type: "object" },
    Book: {
      id: "Book",
      type: "object",
      description: "A book. */ alert(1) /*",
      properties: {
        title: { type: "string", annotations: { required: ["library.books.insert"] } },
        state: {
          type: "string",
          enum: ["NEW", "OLD"],
          enumDescriptions: ["From the press.", ""],
          default: "NEW",
        },
        children: { type: "array", items: { $ref: "Book" } },
        $ref: { type: "string" },
      },
    },
    Books: {
      id: "Books",
      type: "object",
      properties: {
        books: { type: "array", items: { $ref: "Book" } },
        nextPageToken: { type: "string" },
      },
    },
  },
  methods: { ping: { id: "library.ping", path: "ping", httpMethod: "GET" } },
  resources: {
    books: {
      methods: {
        insert: {
          id: "library.books.insert",
          path: "v1/{+parent}/books",
          flatPath: "v1/shelves/{shelvesId}/books",
          httpMethod: "POST",
          parameters: {
            parent: { ...text, pattern: "^shelves/[^/]+$" },
            fields: { type: "string", location: "query", repeated: true },
          },
          parameterOrder: ["parent"],
          request: { $ref: "Book" },
          response: { $ref: "Book" },
        },
        list: {
          id: "library.books.list",
          path: "v1/books",
          httpMethod: "GET",
          parameters: {
            pageToken: { type: "string", location: "query" },
            order: { type: "string", location: "query", enum: ["A", "B"], repeated: true },
          },
          response: { $ref: "Books" },
        },
        "get-all": {
          id: "library.books.get-all",
          path: "v1/all",
          httpMethod: "POST",
          request: { type: "object", additionalProperties: { type: "string" } },
          response: { type: "array", items: { $ref: "Book" } },
        },
        pages: { id: "library.books.pages", path: "v1/pages", httpMethod: "GET", deprecated: true },
      },
      resources: {
        pages: {
          methods: {
            delete: {
              id: "library.books.pages.delete",
              path: "v1/books/{book}",
              httpMethod: "DELETE",
              parameters: { book: text },
            },
          },
        },
      },
    },
  },
});

const usage = `import { items } from "@leasehold/client-runtime/pages";
import { createLibrary } from "./library.gen.ts";
import type { Book, Promise_ } from "./library.gen.ts";

const client = createLibrary({ baseUrl: "https://library.example" });
await client.books.insert({ parent: "shelves/1", fields: ["a"] }, { body: { title: "T", state: "LATER" } });
await client.books.pages({ "$.xgafv": "1" });
await client.books.pages.delete({ book: "b" });
await client.ping();
for await (const book of items(client.books.list, { order: ["A", "C"] })) book satisfies Book;
const all: Book[] = await client.books["get-all"]({}, { body: { a: "b" } });
export const later: Promise_ = { "end-date": { day: all.length } };
// @ts-expect-error title is required
await client.books.insert({ parent: "shelves/1" }, { body: {} });
// @ts-expect-error parent is required
await client.books.insert({}, { body: { title: "T" } });
// @ts-expect-error there is no such parameter
await client.books.list({ pageTokens: "x" });
`;

describe("clientPackage", () => {
  test("names and types everything so that strict TypeScript takes it, and its README", async () => {
    const { files } = await clientPackage(odd);
    const readme = readmeCode(files["README.md"] ?? "").replace(
      '"library-v1"',
      '"./library.gen.ts"',
    );
    expect(compile({ ...files, "src/usage.ts": usage, "src/readme.ts": readme })).toBe("");
  });

  test("writes what the document describes, and lets no description out of its comment", async () => {
    const { folder, files } = await clientPackage(odd);
    expect(folder).toBe("library-v1");
    const source = files["src/library.gen.ts"] ?? "";
    expect(source).toContain('  "books.insert": ["POST", "/v1/{+parent}/books"],\n');
    expect(source).toContain("/** A book. *\\/ alert(1) /* */\nexport type Book =");
    expect(source).toContain("  parent: `shelves/${string}` | (string & {});\n");
    expect(source).toContain('  order?: ("A" | "B" | (string & {}))[] | undefined;\n');
    expect(source).toContain('extends Omit<StandardParameters, "fields"> {');
    expect(source).toContain('body: Book & Required<Pick<Book, "title">>');
    expect(source).toContain("  /** @deprecated */\n  readonly pages: (");
    expect(source).toContain(") & BooksPagesResource;\n");
    const types = files["src/schema.gen.ts"] ?? "";
    expect(types).toContain('state?: "NEW" | "OLD" | (string & {});');
    expect(types).toContain("- `NEW`: From the press.");
    expect(types).not.toContain("null");
  });

  test("leaves the document's revision out, so that a new one alone changes nothing", async () => {
    const one = await clientPackage({ ...odd, revision: "20261123" });
    const other = await clientPackage({ ...odd, revision: "20261124" });
    expect(one).toEqual(other);
  });

  test("keeps the name, the version and the scripts of the package that is there", async () => {
    const existing = {
      name: "@books/client",
      version: "3.1.4",
      license: "MIT",
      scripts: { generate: "make" },
      dependencies: { "@leasehold/client-runtime": "2.0.0", other: "1.0.0" },
    };
    const { files } = await clientPackage(libraryDocument(), {
      readExisting: (folder, path) =>
        folder === "library-v1" && path === "package.json" ? JSON.stringify(existing) : undefined,
    });
    expect(JSON.parse(files["package.json"] ?? "")).toEqual({
      ...existing,
      description: "Typed client for the Library API v1.",
      files: ["dist"],
      type: "module",
      sideEffects: false,
      exports: { ".": "./src/library.gen.ts" },
      publishConfig: {
        exports: {
          ".": { types: "./dist/library.gen.d.ts", default: "./dist/library.gen.js" },
        },
        access: "public",
      },
    });
    expect(files["README.md"]).toContain('from "@books/client";');
  });

  test("keeps the name of a document from leading out of the folder", async () => {
    const document = libraryDocument({ name: "../../etc", version: "v1/../.." });
    const { folder, files } = await clientPackage(document);
    expect(folder).toBe("-..-etc-v1-..-..");
    expect(Object.keys(files)).toContain("src/_.._etc.gen.ts");
  });

  test("goes to the base URL that it was made with", async () => {
    const { files } = await clientPackage(odd, { baseUrl: "http://127.0.0.1:8085/" });
    expect(files["src/library.gen.ts"]).toContain('const rootUrl = "http://127.0.0.1:8085/";');
    expect(files["README.md"]).toContain('baseUrl: "http://127.0.0.1:8085",');
  });
});
