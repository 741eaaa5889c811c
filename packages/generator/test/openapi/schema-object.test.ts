import type { DiscoverySchema } from "@leasehold/discovery-document";
import { describe, expect, test } from "vitest";
import { createContext } from "../../src/lib/openapi/context.ts";
import type { SchemaObject } from "../../src/lib/openapi/document.ts";
import { schemaObject } from "../../src/lib/openapi/schema-object.ts";
import { libraryDocument } from "../library.ts";

const schemas = {
  Book: { type: "object" },
  "Book<Old>": { type: "object" },
  Round: { $ref: "Round" },
};
const context = createContext(libraryDocument({ schemas }), { authorizationUrl: "", tokenUrl: "" });

const cases: [string, DiscoverySchema, SchemaObject][] = [
  ["an empty schema", {}, {}],
  [
    "a string",
    { type: "string", description: "A title." },
    { type: "string", description: "A title." },
  ],
  ["any", { type: "any" }, { "x-google-type": "any" }],
  ["a reference", { $ref: "Book" }, { $ref: "#/components/schemas/Book" }],
  [
    "a reference with siblings",
    { $ref: "Book", description: "The first one.", readOnly: true },
    { $ref: "#/components/schemas/Book", description: "The first one.", readOnly: true },
  ],
  [
    "a reference to a name that is no component key",
    { $ref: "Book<Old>" },
    { $ref: "#/components/schemas/Book_Old_" },
  ],
  [
    "a property that is named $ref",
    { type: "object", properties: { $ref: { type: "string" } } },
    { type: "object", properties: { $ref: { type: "string" } } },
  ],
  [
    "an array",
    { type: "array", items: { $ref: "Book" } },
    { type: "array", items: { $ref: "#/components/schemas/Book" } },
  ],
  [
    "a map",
    { type: "object", additionalProperties: { type: "string" } },
    { type: "object", additionalProperties: { type: "string" } },
  ],
  [
    "an integer with limits",
    { type: "integer", format: "int32", minimum: "0", maximum: "604800", default: "1" },
    { type: "integer", format: "int32", default: 1, minimum: 0, maximum: 604800 },
  ],
  [
    "a limit that a number cannot hold",
    { type: "integer", maximum: "18446744073709551615" },
    { type: "integer", "x-google-maximum": "18446744073709551615" },
  ],
  [
    "limits of an int64, which is a string",
    { type: "string", format: "int64", minimum: "1", default: "5" },
    { type: "string", format: "int64", default: "5", "x-google-minimum": "1" },
  ],
  [
    "a default that is true",
    { type: "boolean", default: "true" },
    { type: "boolean", default: true },
  ],
  [
    "a default that is none",
    { type: "boolean", default: "yes" },
    { type: "boolean", "x-google-default": "yes" },
  ],
  [
    "a default in another notation",
    { type: "number", default: "1.0" },
    { type: "number", "x-google-default": "1.0" },
  ],
  [
    "an enum",
    {
      type: "string",
      enum: ["A", "B"],
      enumDescriptions: ["One.", ""],
      enumDeprecated: [false, true],
    },
    {
      type: "string",
      enum: ["A", "B"],
      "x-google-enumDescriptions": ["One.", ""],
      "x-google-enumDeprecated": [false, true],
    },
  ],
  [
    "an enum of numbers",
    { type: "integer", enum: ["1", "2"] },
    { type: "integer", "x-google-enum": ["1", "2"] },
  ],
  [
    "an enum with a value twice",
    { type: "string", enum: ["A", "A"] },
    { type: "string", "x-google-enum": ["A", "A"] },
  ],
  ["an enum without values", { type: "string", enum: [] }, { type: "string", "x-google-enum": [] }],
  [
    "a default that JSON has no number for",
    { type: "number", default: "NaN" },
    { type: "number", "x-google-default": "NaN" },
  ],
  ["a pattern", { type: "string", pattern: "^a+$" }, { type: "string", pattern: "^a+$" }],
  [
    "a pattern that is none in ECMAScript",
    { type: "string", pattern: "(?P<a>b)" },
    { type: "string", "x-google-pattern": "(?P<a>b)" },
  ],
  [
    "annotations",
    { type: "string", annotations: { required: ["library.books.insert"] } },
    { type: "string", "x-google-annotations": { required: ["library.books.insert"] } },
  ],
  [
    "a variant, of which a property tells the schema",
    {
      type: "object",
      variant: {
        discriminant: "kind",
        map: [{ type_value: "b", $ref: "Book" }, { $ref: "No" }],
      },
    },
    {
      type: "object",
      "x-google-variant": {
        discriminant: "kind",
        map: [{ type_value: "b", "x-google-$ref": "Book" }, { "x-google-$ref": "No" }],
      },
      anyOf: [{ $ref: "#/components/schemas/Book" }],
      discriminator: { propertyName: "kind", mapping: { b: "#/components/schemas/Book" } },
    },
  ],
  [
    "a variant without a schema that is there",
    { variant: { map: [{ $ref: "No" }] } },
    { "x-google-variant": { map: [{ "x-google-$ref": "No" }] } },
  ],
  [
    "a reference to no schema",
    { $ref: "No", description: "None." },
    { "x-google-$ref": "No", description: "None." },
  ],
  ["a reference that leads round", { $ref: "Round" }, { "x-google-$ref": "Round" }],
  [
    "a reference beside parts of its own",
    { $ref: "Book", properties: { title: { type: "string" } } },
    {
      "x-google-$ref": "Book",
      allOf: [{ $ref: "#/components/schemas/Book" }],
      properties: { title: { type: "string" } },
    },
  ],
  [
    "an array of nobody knows what",
    { type: "array" },
    { type: "array", items: {}, "x-google-items": null },
  ],
  [
    "patterns of RE2 that are none in ECMAScript",
    { properties: { a: { pattern: "(?i)a" }, b: { pattern: "a++" }, c: { pattern: "\\Aa\\z" } } },
    {
      properties: {
        a: { "x-google-pattern": "(?i)a" },
        b: { "x-google-pattern": "a++" },
        c: { "x-google-pattern": "\\Aa\\z" },
      },
    },
  ],
  [
    "a pattern that looks ahead",
    { type: "string", pattern: "^(?!goog).+$" },
    { type: "string", pattern: "^(?!goog).+$" },
  ],
  [
    "a format of another type, and limits that are no numbers",
    { type: "boolean", format: "int64", default: "yes", minimum: "1", maximum: "many" },
    {
      type: "boolean",
      format: "int64",
      "x-google-default": "yes",
      "x-google-minimum": "1",
      "x-google-maximum": "many",
    },
  ],
  ["deprecation", { type: "string", deprecated: true }, { type: "string", deprecated: true }],
];

describe("schemaObject", () => {
  test.each(cases)("converts %s", (_, given, want) => {
    expect(schemaObject(given, context)).toEqual(want);
  });
});
