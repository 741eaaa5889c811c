import { parseDiscoveryDocument } from "@leasehold/discovery-document";
import type { DiscoveryDocument, DiscoveryMethod } from "@leasehold/discovery-document";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toDiscovery } from "../src/discovery.ts";
import { toOpenApi } from "../src/openapi.ts";
import type { OpenApiDocument } from "../src/lib/openapi/document.ts";
import { libraryDocument } from "./library.ts";

function thereAndBack(document: DiscoveryDocument): DiscoveryDocument {
  return toDiscovery(JSON.parse(JSON.stringify(toOpenApi(document))) as OpenApiDocument);
}

function withMethod(method: Partial<DiscoveryMethod>): Partial<DiscoveryDocument> {
  const ping = { id: "library.ping", path: "ping", httpMethod: "GET", ...method };
  return { methods: { ping } };
}

const variable = { type: "string", location: "path" as const, required: true };

const oddities: [string, Partial<DiscoveryDocument>][] = [
  ["members that are there and empty", { endpoints: [], parameters: {}, schemas: {} }],
  ["no methods and no resources", { methods: {}, resources: {} }],
  ["a root that does not end in a slash", { rootUrl: "https://library.example" }],
  ["a documentation link that is no address", { documentationLink: "see the shelf" }],
  ["auth without scopes", { auth: { oauth2: {} } }],
  ["scopes without a description", { auth: { oauth2: { scopes: { a: {} } } } }],
  ["no scopes at all in a scheme", { auth: { oauth2: { scopes: {} } } }],
  ["a schema whose id is another", { schemas: { A: { id: "B", type: "object" } } }],
  ["a schema without an id", { schemas: { A: { type: "object" } } }],
  [
    "schemas that differ in case",
    { schemas: { Tasks: { id: "Tasks", type: "object" }, tasks: { id: "tasks", type: "array" } } },
  ],
  [
    "names that are no component keys",
    { schemas: { "A<B>": { id: "A<B>", properties: { next: { $ref: "A<B>" } } } } },
  ],
  [
    "a property named $ref",
    { schemas: { A: { id: "A", type: "object", properties: { $ref: { type: "string" } } } } },
  ],
  [
    "a variant",
    { schemas: { A: { id: "A", variant: { discriminant: "k", map: [{ $ref: "A" }] } } } },
  ],
  ["a resource with nothing in it", { resources: { shelves: { methods: {}, resources: {} } } }],
  [
    "resources with a dot in the name",
    { resources: { "a.b": { resources: { c: {} } }, a: { resources: { "b.c": {}, b: {} } } } },
  ],
  ["a method named otherwise than its id", withMethod({ id: "library.v1.other" })],
  ["a method with no scopes in a list", withMethod({ scopes: [] })],
  ["scopes of a document without auth", withMethod({ scopes: ["a"] })],
  [
    "scopes that auth does not list",
    { auth: { oauth2: { scopes: {} } }, ...withMethod({ scopes: ["a"] }) },
  ],
  ["no parameters in a list", withMethod({ parameters: {}, parameterOrder: [] })],
  ["a path that begins with a slash", withMethod({ path: "/ping" })],
  ["a path parameter that the path does not have", withMethod({ parameters: { shelf: variable } })],
  [
    "a variable that is a parameter of all methods",
    { parameters: { shelf: variable }, ...withMethod({ path: "{shelf}" }) },
  ],
  [
    "a variable twice in a path",
    withMethod({ path: "{shelf}/{shelf}", parameters: { shelf: variable } }),
  ],
  [
    "a reserved variable without a flat path",
    withMethod({ path: "{+shelf}:read", parameters: { shelf: variable } }),
  ],
  [
    "a repeated path parameter and an array that is not repeated",
    withMethod({
      path: "{ids}",
      parameters: {
        ids: { ...variable, repeated: true },
        list: { type: "array", items: { type: "string" }, location: "query" },
      },
    }),
  ],
  [
    "a body with a name and required properties",
    {
      schemas: {
        Book: {
          id: "Book",
          properties: { title: { type: "string", annotations: { required: ["library.ping"] } } },
        },
      },
      ...withMethod({ httpMethod: "POST", request: { $ref: "Book", parameterName: "book" } }),
    },
  ],
  [
    "an inline body with required properties",
    withMethod({
      httpMethod: "POST",
      request: { properties: { t: { annotations: { required: ["library.ping"] } } } },
      response: {},
    }),
  ],
  ["wrapped answers", { features: ["dataWrapper"], ...withMethod({ response: { type: "any" } }) }],
  [
    "uploads and downloads",
    withMethod({
      httpMethod: "POST",
      supportsMediaUpload: true,
      supportsMediaDownload: true,
      mediaUpload: {
        accept: ["image/*"],
        maxSize: "1GB",
        protocols: {
          simple: { multipart: true, path: "/upload/ping" },
          resumable: { multipart: true, path: "/upload/ping" },
        },
      },
    }),
  ],
  [
    "methods of one verb and path",
    {
      methods: {
        a: { id: "library.a", path: "{x}", httpMethod: "GET", parameters: { x: variable } },
        b: { id: "library.b", path: "{y}", httpMethod: "GET", parameters: { y: variable } },
      },
    },
  ],
  [
    "variables that no parameter declares",
    withMethod({ path: "{a}/{+b}{?c,d}", parameters: { d: { type: "string", location: "path" } } }),
  ],
  [
    "a variable that is declared for the query",
    withMethod({ path: "{shelf}", parameters: { shelf: { type: "string", location: "query" } } }),
  ],
  ...["{#x}", "a{.x}", "a{/x,y}", "a{;x,y}", "a{?x,y}", "a?kind=b{&x}", "{x,y}", "{+x,y}"].map(
    (path): [string, Partial<DiscoveryDocument>] => [
      `the path ${path}`,
      withMethod({ path, parameters: { x: variable, y: { ...variable, location: "query" } } }),
    ],
  ),
  [
    "two methods of one id",
    {
      methods: {
        a: { id: "library.a", path: "a", httpMethod: "GET" },
        b: { id: "library.a", path: "b", httpMethod: "GET" },
      },
    },
  ],
  [
    "references that lead nowhere or round",
    {
      schemas: {
        A: { id: "A", $ref: "A" },
        B: { id: "B", $ref: "C", properties: { a: { $ref: "A" } } },
        C: { id: "C", $ref: "B" },
      },
      ...withMethod({ response: { $ref: "None" }, request: { $ref: "A" } }),
    },
  ],
  [
    "a reference with parts of its own as a body with required properties",
    {
      schemas: {
        A: { id: "A", properties: { t: { annotations: { required: ["library.ping"] } } } },
      },
      ...withMethod({ request: { $ref: "A", properties: { u: { type: "array" } } } }),
    },
  ],
  [
    "names that every object has",
    {
      schemas: Object.fromEntries(
        ["constructor", "__proto__", "toString"].map((name) => [
          name,
          { id: name, properties: { valueOf: { $ref: name } } },
        ]),
      ),
    },
  ],
  ["a service path without slashes", { servicePath: "v1", ...withMethod({ path: "ping" }) }],
  [
    "members of remote procedure calls",
    { ...({ rpcPath: "/rpc", rpcUrl: "https://r/" } as object) },
  ],
  [
    "members that nobody has heard of",
    {
      ...withMethod({ ...({ quota: { $ref: null, cost: 1 } } as object) }),
      ...({ tomorrow: [{ $ref: "x" }, null] } as object),
    },
  ],
];

describe("toDiscovery", () => {
  test.each(oddities)("gives back %s", (_, more) => {
    const document = libraryDocument(more);
    expect(thereAndBack(document)).toEqual(document);
  });

  test("gives back an old document, with a base address in place of rootUrl and servicePath", () => {
    const { rootUrl: _, servicePath: _none, ...rest } = libraryDocument(withMethod({}));
    const old = parseDiscoveryDocument({ ...rest, baseUrl: "https://library.example/v1/" });
    expect(Object.keys(toOpenApi(old).paths)).toEqual(["/v1/ping"]);
    expect(thereAndBack(old)).toEqual(old);
  });

  test("gives back a document without a title", () => {
    const { title: _, ...document } = libraryDocument();
    expect(thereAndBack(document)).toEqual(document);
  });

  test("gives back whatever a document may be", () => {
    fc.assert(
      fc.property(anyDocument, (document) => {
        expect(thereAndBack(parseDiscoveryDocument(document))).toEqual(document);
      }),
      { numRuns: 200 },
    );
  });
});

const word = fc.constantFrom(
  "a",
  "B",
  "b",
  "list",
  "a.b",
  "$.x",
  "constructor",
  "A<B>",
  "kind",
  "",
);
const text = fc.constantFrom("", "text", "1", "1.0", "true", "-0", "Infinity", "(?P<x>");
const schemaNames = ["Book", "book", "Date", "x y"];

/** Two levels are enough to show what holds of all. */
function shallow(
  node: fc.Arbitrary<Record<string, unknown>>,
): fc.Arbitrary<Record<string, unknown>> {
  return fc.oneof({ maxDepth: 1, depthIdentifier: "node" }, fc.constant({}), node);
}

const { schema } = fc.letrec<{ schema: Record<string, unknown> }>((tie) => ({
  schema: fc.record(
    {
      id: word,
      $ref: fc.constantFrom(...schemaNames),
      type: fc.constantFrom("any", "array", "boolean", "integer", "number", "object", "string"),
      format: fc.constantFrom("int32", "int64", "google-datetime"),
      description: text,
      default: text,
      minimum: text,
      maximum: text,
      pattern: text,
      required: fc.boolean(),
      readOnly: fc.boolean(),
      deprecated: fc.boolean(),
      repeated: fc.boolean(),
      enum: fc.array(word, { maxLength: 3 }),
      enumDescriptions: fc.array(text, { maxLength: 3 }),
      enumDeprecated: fc.array(fc.boolean(), { maxLength: 3 }),
      properties: fc.dictionary(word, shallow(tie("schema")), { maxKeys: 2 }),
      additionalProperties: shallow(tie("schema")),
      items: shallow(tie("schema")),
      annotations: fc.record({ required: fc.array(fc.constant("m0"), { maxLength: 1 }) }),
    },
    { requiredKeys: [] },
  ),
}));

const parameter = fc
  .tuple(schema, fc.constantFrom("query", "path", undefined))
  .map(([node, location]) => (location === undefined ? node : { ...node, location }));

const method = fc.record(
  {
    path: fc.constantFrom("a", "{p}", "a/{p}", "{+p}:b", "/a", "{p}/{q}", ""),
    httpMethod: fc.constantFrom("GET", "POST", "PUT", "DELETE"),
    flatPath: fc.constantFrom("a", "a/{p}", "a/{aId}/{aId}"),
    description: text,
    deprecated: fc.boolean(),
    parameters: fc.dictionary(word, parameter, { maxKeys: 3 }),
    parameterOrder: fc.array(word, { maxLength: 2 }),
    request: schema,
    response: schema,
    scopes: fc.array(fc.constantFrom("s", "t"), { maxLength: 2 }),
    supportsMediaDownload: fc.boolean(),
    mediaUpload: fc.record(
      {
        accept: fc.array(fc.constantFrom("*/*", "image/png"), { maxLength: 2 }),
        protocols: fc.dictionary(
          fc.constantFrom("simple", "resumable"),
          fc.record({ path: fc.constantFrom("/u", "/u/{+p}"), multipart: fc.boolean() }),
        ),
      },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: ["path", "httpMethod"] },
);

const { resource } = fc.letrec<{ resource: Record<string, unknown> }>((tie) => ({
  resource: fc.record(
    {
      deprecated: fc.boolean(),
      methods: fc.dictionary(word, method, { maxKeys: 3 }),
      resources: fc.dictionary(word, shallow(tie("resource")), { maxKeys: 2 }),
    },
    { requiredKeys: [] },
  ),
}));

/** Methods are given ids of their own, and the variables of their paths. */
function withIds(root: Record<string, unknown>): Record<string, unknown> {
  let count = 0;
  const visit = (node: Record<string, unknown>): Record<string, unknown> => ({
    ...node,
    ...(node["methods"] === undefined
      ? {}
      : {
          methods: Object.fromEntries(
            Object.entries(node["methods"] as Record<string, Record<string, unknown>>).map(
              ([name, one]) => {
                const id = `m${count}${count % 2 === 0 ? "" : `.${name}`}`;
                count += 1;
                const needed = [...String(one["path"]).matchAll(/\{\+?(\w+)\}/g)].map(
                  ([, key = ""]) => [key, { type: "string", location: "path" }] as const,
                );
                const parameters = {
                  ...(one["parameters"] as object | undefined),
                  ...Object.fromEntries(needed),
                };
                const hasNone = needed.length === 0 && one["parameters"] === undefined;
                return [name, { ...one, id, ...(hasNone ? {} : { parameters }) }];
              },
            ),
          ),
        }),
    ...(node["resources"] === undefined
      ? {}
      : {
          resources: Object.fromEntries(
            Object.entries(node["resources"] as Record<string, Record<string, unknown>>).map(
              ([name, child]) => [name, visit(child)],
            ),
          ),
        }),
  });
  return visit(root);
}

const anyDocument = fc
  .record({
    facts: fc.record(
      {
        title: text,
        description: text,
        documentationLink: fc.constantFrom("", "https://a.example/b", "x y"),
        rootUrl: fc.constantFrom("https://a.example/", "https://a.example", "https://a.example//"),
        servicePath: fc.constantFrom("", "a/v1/", "/a/"),
        features: fc.constant(["dataWrapper"]),
        endpoints: fc.array(
          fc.record(
            {
              endpointUrl: fc.constantFrom("https://b.example/", ""),
              location: text,
              description: text,
            },
            { requiredKeys: ["endpointUrl"] },
          ),
          { maxLength: 2 },
        ),
        auth: fc.constantFrom(
          {},
          { oauth2: {} },
          { oauth2: { scopes: {} } },
          { oauth2: { scopes: { s: { description: "S" } } } },
          { oauth2: { scopes: { s: { description: "S", more: 1 } }, more: {} } },
        ),
        parameters: fc.dictionary(word, parameter, { maxKeys: 2 }),
        // JSON writes -0 as 0.
        unheardOf: fc
          .jsonValue({ maxDepth: 2 })
          .map((value): unknown => JSON.parse(JSON.stringify(value))),
      },
      { requiredKeys: ["rootUrl", "servicePath"] },
    ),
    schemas: fc.tuple(schema, schema, schema, schema),
    root: resource,
  })
  .map(({ facts, schemas, root: { deprecated: _none, ...root } }) => {
    const named = schemaNames.map((name, index) => [name, schemas[index]] as const);
    return {
      id: "library:v1",
      name: "library",
      version: "v1",
      ...facts,
      schemas: Object.fromEntries(named),
      ...withIds(root),
    };
  });
