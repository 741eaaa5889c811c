import { expect, test } from "vitest";
import { clientPackage } from "../src/package.ts";
import { compile } from "./compile.ts";
import { libraryDocument } from "./library.ts";

const query = (node: object) => ({ location: "query" as const, ...node });
const inPath = (node: object) => ({ location: "path" as const, required: true, ...node });
const shelfName = inPath({ type: "string", pattern: "^shelves/[^/]+$" });

const document = libraryDocument({
  features: ["dataWrapper"],
  batchPath: "batch/library/v1",
  endpoints: [
    { endpointUrl: "https://eu.library.example/", location: "eu", description: "Europe." },
    { endpointUrl: "https://eu2.library.example/", location: "eu" },
  ],
  schemas: {
    Book: {
      id: "Book",
      type: "object",
      properties: {
        pages: { type: "string", format: "int64" },
        state: { type: "string", enum: ["NEW", "OLD"] },
        owner: { type: "string", deprecated: true },
      },
    },
    Books: {
      id: "Books",
      type: "object",
      properties: {
        books: { type: "array", items: { $ref: "Book" } },
        missing: { type: "array", items: { type: "string" } },
        nextPageToken: { type: "string" },
      },
    },
    ByShelf: {
      id: "ByShelf",
      type: "object",
      properties: {
        items: { type: "object", additionalProperties: { $ref: "Books" } },
        nextPageToken: { type: "string" },
      },
    },
    Shape: {
      id: "Shape",
      type: "object",
      variant: {
        discriminant: "kind",
        map: [
          { type_value: "book", $ref: "Book" },
          { type_value: "lists", $ref: "Lists" },
        ],
      },
    },
    Lists: { id: "Lists", type: "array", items: { $ref: "Lists" } },
    Lost: {
      id: "Lost",
      type: "object",
      properties: { what: { $ref: "Nowhere" }, lists: { $ref: "Lists" } },
    },
    Search: { id: "Search", type: "object", properties: { pageToken: { type: "string" } } },
    HttpBody: {
      id: "HttpBody",
      type: "object",
      properties: { contentType: { type: "string" }, data: { type: "string" } },
    },
    Operation: {
      id: "Operation",
      type: "object",
      properties: { name: { type: "string" }, done: { type: "boolean" } },
    },
  },
  resources: {
    books: {
      methods: {
        list: {
          id: "library.books.list",
          path: "v1/{+parent}/books",
          httpMethod: "GET",
          parameters: {
            parent: shelfName,
            pageToken: query({ type: "string" }),
            minPages: query({ type: "string", format: "int64" }),
            order: query({ type: "string", enum: ["TITLE", "AGE"] }),
            old: query({ type: "boolean", deprecated: true }),
            pageSize: query({ type: "integer", required: true }),
          },
          response: { $ref: "Books" },
        },
        aggregated: {
          id: "library.books.aggregated",
          path: "v1/books",
          httpMethod: "GET",
          parameters: { pageToken: query({ type: "string" }) },
          response: { $ref: "ByShelf" },
        },
        search: {
          id: "library.books.search",
          path: "v1/books:search",
          httpMethod: "POST",
          request: { $ref: "Search" },
          response: { $ref: "Books" },
        },
        create: {
          id: "library.books.create",
          path: "v1/books",
          httpMethod: "POST",
          request: { $ref: "Book" },
          response: { $ref: "Book" },
          mediaUpload: {
            protocols: {
              simple: { multipart: true, path: "/upload/v1/books" },
              resumable: { multipart: true, path: "/resumable/upload/v1/books" },
            },
          },
        },
        get: {
          id: "library.books.get",
          path: "v1/books/{book}",
          httpMethod: "GET",
          parameters: { book: inPath({ type: "string" }) },
          response: { $ref: "Book" },
          supportsMediaDownload: true,
        },
        scan: {
          id: "library.books.scan",
          path: "v1/scan",
          httpMethod: "GET",
          response: { $ref: "HttpBody" },
        },
      },
    },
    shapes: {
      methods: {
        find: {
          id: "library.shapes.find",
          path: "v1{/lost,found}{?page}{;depth}",
          httpMethod: "POST",
          parameters: {
            found: query({ type: "string" }),
            depth: inPath({ type: "integer" }),
            ids: query({ type: "string", repeated: true }),
          },
          request: { $ref: "Lost" },
          response: { $ref: "Shape" },
        },
      },
    },
    operations: {
      methods: {
        get: {
          id: "library.operations.get",
          path: "v1/{+name}",
          httpMethod: "GET",
          parameters: { name: inPath({ type: "string" }) },
          response: { $ref: "Operation" },
        },
      },
    },
  },
});

const usage = `import { wait } from "@leasehold/client-runtime/operations";
import { items, pages } from "@leasehold/client-runtime/pages";
import { batchUrl, createLibrary, endpoints } from "./library.gen.ts";
import type { Book, Books, BooksListParameters, Lists, Lost, Operation, Shape, ShapesFindParameters } from "./library.gen.ts";

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const holds = <T extends true>(): T | undefined => undefined;

const client = createLibrary({ baseUrl: endpoints.eu });
holds<Equal<typeof batchUrl, "https://library.example/batch/library/v1">>();
holds<Equal<(typeof endpoints)["eu"], "https://eu.library.example/">>();

holds<Equal<BooksListParameters["parent"], \`shelves/\${string}\` | (string & {})>>();
holds<Equal<BooksListParameters["pageSize"], number>>();
holds<Equal<BooksListParameters["minPages"], string | undefined>>();
holds<Equal<BooksListParameters["order"], "TITLE" | "AGE" | (string & {}) | undefined>>();
holds<Equal<Book["pages"], string | undefined>>();
holds<Equal<BooksListParameters["old"], boolean | undefined>>();
// A variable that no parameter declares, or one for the query, is a required string all the same.
holds<Equal<ShapesFindParameters["lost"], string>>();
holds<Equal<ShapesFindParameters["found"], string>>();
holds<Equal<ShapesFindParameters["depth"], number>>();
holds<Equal<ShapesFindParameters["page"], string | undefined>>();
holds<Equal<ShapesFindParameters["ids"], string[] | undefined>>();
holds<Equal<Shape, Book | Lists>>();
holds<Equal<Lost["what"], unknown>>();
const lists: Lists = [[], [[]]];
holds<Equal<Lists[number], Lists>>();
holds<Equal<Awaited<ReturnType<typeof client.shapes.find>>, Shape>>();
await client.shapes.find({ lost: "a", found: "b", depth: 1 }, { body: { lists, what: 7 } });
// @ts-expect-error a variable of the path is missing
await client.shapes.find({ lost: "a", depth: 1 }, { body: {} });
// @ts-expect-error a list of lists has no text in it
await client.shapes.find({ lost: "a", found: "b", depth: 1 }, { body: { lists: ["a"] } });
// @ts-expect-error a required parameter is missing
await client.books.list({ parent: "shelves/1" });
// @ts-expect-error all parameters are missing
await client.books.list();
await client.books.list({ parent: "shelves/1", pageSize: 1, order: undefined, pageToken: "t" });
await client.books.list({ parent: "elsewhere", pageSize: 1, order: "LATER" });
// @ts-expect-error an enum is text
await client.books.list({ parent: "shelves/1", pageSize: 1, order: 1 });
// @ts-expect-error the body has no such property
await client.books.create({}, { body: { title: "x" } });
// @ts-expect-error the body is needed
await client.books.create({});
holds<Equal<Book["state"], "NEW" | "OLD" | (string & {}) | undefined>>();

for await (const book of items(client.books.list, { parent: "shelves/1", pageSize: 5 }, { limit: 3 })) {
  holds<Equal<typeof book, Book>>();
}
for await (const [shelf, page] of items(client.books.aggregated, {})) {
  holds<Equal<typeof shelf, string>>();
  holds<Equal<typeof page, Books>>();
}
for await (const page of pages(client.books.search, {}, { body: {} })) {
  holds<Equal<typeof page, Books>>();
}
// @ts-expect-error the search takes a body
items(client.books.search, {});
// @ts-expect-error pageSize is required
items(client.books.list, { parent: "shelves/1" });

holds<Equal<Awaited<ReturnType<typeof client.books.create.upload>>, Book>>();
await client.books.create.upload({}, { media: new Blob(["x"]), body: { state: "LATER" } });
// @ts-expect-error the resource has no such property
await client.books.create.upload({}, { media: "x", body: { title: "x" } });
// @ts-expect-error an upload has media
await client.books.create.upload({}, {});
// @ts-expect-error this method takes no media
client.books.get.upload;
holds<Equal<Awaited<ReturnType<typeof client.books.get.download>>, Response>>();
await client.books.scan.download({});
// @ts-expect-error this method does not answer with a file
client.books.create.download;

holds<Equal<Awaited<ReturnType<typeof done>>, Operation>>();
function done(): Promise<Operation> {
  return wait(client.operations.get, { name: "operations/1" });
}
// @ts-expect-error there is no such parameter
await client.books.get({ book: "b", boook: "c" });
// @ts-expect-error an int64 is a string
await client.books.create({}, { body: { pages: 1 } });
`;

test("types say what a method takes, answers, and can do beside", async () => {
  const { files } = await clientPackage(document);
  expect(compile({ ...files, "src/usage.ts": usage })).toBe("");
});

test("the table says what the run time must know, and imports are those that are needed", async () => {
  const { files } = await clientPackage(document);
  const source = files["src/library.gen.ts"] ?? "";
  expect(source).toContain('"/v1/{+parent}/books", { items: "books" }],');
  expect(source).toContain('"/v1/books:search", { items: "books", inBody: true }],');
  expect(source).toContain(
    '{ upload: { simple: "/upload/v1/books", resumable: "/resumable/upload/v1/books", multipart: true } }],',
  );
  expect(source).toContain('"/v1/books/{book}", { download: "media" }],');
  expect(source).toContain('"/v1/scan", { download: "plain" }],');
  expect(source).toContain("{ abilities: [downloads, uploads], dataWrapper: true }");
  expect(source).toContain("  /** @deprecated */\n  old?: boolean | undefined;\n");
  const plain = await clientPackage(libraryDocument({ methods: {} }));
  expect(plain.files["src/library.gen.ts"]).not.toContain("client-runtime/");
});
