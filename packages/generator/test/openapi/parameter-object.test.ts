import type { DiscoveryParameter } from "@leasehold/discovery-document";
import { describe, expect, test } from "vitest";
import { createContext } from "../../src/lib/openapi/context.ts";
import type { ParameterObject } from "../../src/lib/openapi/document.ts";
import { parameterObject } from "../../src/lib/openapi/parameter-object.ts";
import { libraryDocument } from "../library.ts";

const context = createContext(libraryDocument(), { authorizationUrl: "", tokenUrl: "" });

const cases: [string, DiscoveryParameter, ParameterObject][] = [
  [
    "one of the path, which is always required",
    { type: "string", location: "path", required: true, pattern: "^a$" },
    { name: "p", in: "path", required: true, schema: { type: "string", pattern: "^a$" } },
  ],
  [
    "one of the path that does not say so",
    { type: "string", location: "path" },
    {
      name: "p",
      in: "path",
      required: true,
      "x-google-required": null,
      schema: { type: "string" },
    },
  ],
  [
    "one without a place, which is in the query",
    { type: "string", repeated: false },
    {
      name: "p",
      in: "query",
      "x-google-location": null,
      "x-google-repeated": false,
      schema: { type: "string" },
    },
  ],
  [
    "a required one of the query",
    { type: "integer", location: "query", required: true, description: "How many." },
    {
      name: "p",
      in: "query",
      description: "How many.",
      required: true,
      schema: { type: "integer" },
    },
  ],
  [
    "a repeated one",
    { type: "string", location: "query", repeated: true, enum: ["A"] },
    {
      name: "p",
      in: "query",
      style: "form",
      explode: true,
      schema: { type: "array", items: { type: "string", enum: ["A"] } },
    },
  ],
  [
    "a deprecated one",
    { type: "boolean", location: "query", deprecated: true },
    { name: "p", in: "query", deprecated: true, schema: { type: "boolean" } },
  ],
];

describe("parameterObject", () => {
  test.each(cases)("converts %s", (_, given, want) => {
    expect(parameterObject("p", given, context)).toEqual(want);
  });
});
