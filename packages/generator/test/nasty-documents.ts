import type {
  DiscoveryDocument,
  DiscoveryMethod,
  DiscoveryParameter,
  DiscoverySchema,
} from "@leasehold/discovery-document";
import { parseDiscoveryDocument } from "@leasehold/discovery-document";
import { libraryDocument } from "./library.ts";

/** Names that are words of the language, members of every object, globals, or what generated files use themselves. */
export const nastyNames: readonly string[] = `
  then constructor toString __proto__ prototype name length call arguments
  class delete new default await async keyof infer readonly unique intrinsic any unknown undefined
  Array Promise Record Omit Pick Required NonNullable Date Error Map String Function Blob Response
  CallOptions ClientOptions FetchClient Paged Upload Download StandardParameters RecursiveArray1
  components operations paths schema methods rootUrl createCalls calls fetchClient batchUrl endpoints
  a.b a-b @type $ref $id $.xgafv 1st 日本 a/b A<B> x*/y \${x} ' " \\
`
  .trim()
  .split(/\s+/);

const variable: DiscoveryParameter = { type: "string", location: "path", required: true };

function method(more: Partial<DiscoveryMethod> & { id: string }): DiscoveryMethod {
  return { path: more.id, httpMethod: "POST", ...more };
}

/** Each name, with the same value. */
function everyName<Value>(
  value: (name: string) => Value,
  names: readonly string[] = nastyNames,
): Record<string, Value> {
  return Object.fromEntries(names.map((name) => [name, value(name)]));
}

const usableNames = nastyNames.filter((name) => !(name in Object.prototype));

const texts = [
  "*/ alert()",
  "`tick` ${x} \\ \\u0000",
  "one\r\ntwo\rthree\u2028four",
  "\u0000\u0001\u0008\u007f",
  "@deprecated",
  "   ",
  "",
];

const schemas: Record<string, DiscoverySchema> = {
  List: { id: "List", type: "array", items: { $ref: "List" }, description: "A list of lists." },
  Odd: { id: "Odd", type: "array", items: { type: "array", items: { $ref: "Even" } } },
  Even: { id: "Even", type: "array", items: { $ref: "Odd" } },
  Round: { id: "Round", $ref: "Trip" },
  Trip: { id: "Trip", $ref: "Round" },
  Tree: { id: "Tree", type: "object", additionalProperties: { $ref: "Tree" } },
  Lists: {
    id: "Lists",
    type: "object",
    additionalProperties: { type: "array", items: { type: "array", items: { type: "any" } } },
    properties: { any: { type: "any" }, nothing: {}, list: { type: "array" } },
  },
  Shape: {
    id: "Shape",
    type: "object",
    variant: {
      discriminant: "kind",
      map: [
        { type_value: "tree", $ref: "Tree" },
        { type_value: "shape", $ref: "Shape" },
        { type_value: "lost", $ref: "Lost" },
      ],
    },
  },
  Wrapper: { id: "Wrapper", $ref: "Tree", properties: { more: { $ref: "Lost" } } },
  Enum: {
    id: "Enum",
    type: "string",
    enum: Array.from({ length: 2000 }, (_, index) => `VALUE_${index}`),
    enumDescriptions: ["The first."],
    enumDeprecated: [true],
  },
  Facts: {
    id: "Facts",
    type: "object",
    properties: {
      wrong: { type: "boolean", format: "int64", default: "maybe" },
      limits: { type: "string", format: "int64", minimum: "-9223372036854775808", maximum: "x" },
      numbers: { type: "number", default: "1.50", minimum: "1e400", maximum: "-0" },
      re2: { type: "string", pattern: "\\A(?i)a++\\z" },
      ahead: { type: "string", pattern: "^(?!x).*$" },
      enum: { type: "integer", enum: ["1", "1"], enumDescriptions: texts },
      ...Object.fromEntries(texts.map((description, index) => [`text${index}`, { description }])),
    },
  },
};

const templates = [
  "{a}{/b,c}/d{.e}{;f,g}{?h,i}{&j}{#k}",
  "list/{l,m}/{+n,o}:go",
  "fixed?kind=a&kind=b{&p}",
  "/lead//{q}/{q}",
  "{$.r}/{@s}/{t-u}",
  "",
];

/** Two methods of one verb and path, one id twice, uploads of all kinds, and nesting. */
const methods: Record<string, DiscoveryMethod> = {
  same: method({ id: "x.same", path: "same/{x}", flatPath: "same/{xId}" }),
  again: method({ id: "x.same", path: "same/{y}", parameters: { y: variable } }),
  lost: method({
    id: "x.lost",
    request: { $ref: "Lost", parameterName: "a" },
    response: { $ref: "Lost" },
  }),
  round: method({ id: "x.round", request: { $ref: "Round" }, response: { $ref: "List" } }),
  inline: method({
    id: "x.inline",
    request: { type: "array", items: { type: "integer" } },
    response: { type: "any" },
  }),
  media: method({
    id: "x.media",
    request: { $ref: "Facts" },
    supportsMediaUpload: true,
    supportsMediaDownload: true,
    supportsSubscription: true,
    useMediaDownloadService: true,
    mediaUpload: { accept: ["*/*", "*/*"], protocols: { simple: { path: "upload/x" } } },
  }),
  resumable: method({
    id: "x.resumable",
    mediaUpload: {
      maxSize: "",
      protocols: { resumable: { path: "/r/{+x}" }, other: { path: "o" } },
    },
  }),
  none: method({ id: "x.none", mediaUpload: {} }),
  ...Object.fromEntries(
    templates.map((path, index) => [
      `template${index}`,
      method({
        id: `x.template${index}`,
        path,
        parameters: { e: variable, q: { type: "string", location: "query" } },
      }),
    ]),
  ),
};

const { rootUrl: _root, servicePath: _service, ...withoutAddress } = libraryDocument();

/** What old revisions, hand-written documents and accidents hold. */
export const nastyDocuments: readonly [name: string, DiscoveryDocument][] = [
  ["a document with strange schemas and methods", libraryDocument({ schemas, methods })],
  [
    "a document with strange schemas in wrapped answers",
    libraryDocument({ features: ["dataWrapper"], schemas, methods }),
  ],
  [
    "a document with strange names",
    libraryDocument({
      auth: { oauth2: { scopes: {} } },
      // TypeScript finds a constructor in every object: a parameter or property of that name would be of its type.
      parameters: {
        ...everyName(() => ({ type: "string", location: "query" }), usableNames),
        at: variable,
      },
      schemas: everyName((id) => ({
        id,
        type: "object",
        properties: everyName(($ref) => ({ $ref }), usableNames),
        enum: [...nastyNames],
      })),
      methods: everyName((name) =>
        method({
          id: `library.${name}`,
          path: `at/{at}/${encodeURIComponent(name)}`,
          request: { $ref: name },
          response: { $ref: name },
        }),
      ),
      resources: everyName((name) => ({
        methods: {
          [name]: method({ id: `library.r.${name}`, path: `r/${encodeURIComponent(name)}` }),
          upload: method({ id: `library.u.${name}`, path: `u/${encodeURIComponent(name)}` }),
        },
        resources: { deep: { resources: { deep: { resources: { deep: { resources: {} } } } } } },
      })),
    }),
  ],
  [
    "a document with strange texts",
    libraryDocument({
      title: texts[0] ?? "",
      description: texts.join("\n"),
      documentationLink: "none",
      endpoints: texts.map((description, index) => ({
        endpointUrl: "https://e.example/",
        location: `place-${index}`,
        description,
      })),
      methods: Object.fromEntries(
        texts.map((description, index) => [
          `m${index}`,
          method({
            id: `library.m${index}`,
            description,
            parameters: {
              x: { ...variable, location: "query", description, default: description },
            },
          }),
        ]),
      ),
    }),
  ],
  ["a document with nothing", libraryDocument()],
  [
    "a document with a base address only",
    parseDiscoveryDocument({
      ...withoutAddress,
      baseUrl: "https://library.example/books/v1/",
      basePath: "/books/v1/",
      rpcUrl: "https://library.example/rpc",
      rpcPath: "/rpc",
      version_module: "True",
      methods: { get: method({ id: "library.get", path: "{x}", parameters: { x: variable } }) },
    }),
  ],
  [
    "a document with a service path without slashes",
    libraryDocument({ servicePath: "books/v1", methods: { get: method({ id: "library.get" }) } }),
  ],
];
