import type { DiscoveryMethod } from "@leasehold/discovery-document";
import { describe, expect, test } from "vitest";
import type { OperationObject } from "../../src/lib/openapi/document.ts";
import { toOpenApi } from "../../src/openapi.ts";
import { libraryDocument } from "../library.ts";

const scope = "https://library.example/auth/books";

function operationOf(method: Partial<DiscoveryMethod>): OperationObject {
  const document = libraryDocument({
    auth: { oauth2: { scopes: { [scope]: { description: "Manage your books" } } } },
    parameters: { key: { type: "string", location: "query" } },
    schemas: {
      Book: {
        id: "Book",
        type: "object",
        properties: {
          title: { type: "string", annotations: { required: ["library.books.call"] } },
          pages: { type: "integer" },
        },
      },
      Empty: { id: "Empty", type: "object" },
    },
    resources: {
      shelves: {
        resources: {
          books: {
            methods: {
              call: { id: "library.books.call", path: "v1/books", httpMethod: "POST", ...method },
            },
          },
        },
      },
    },
  });
  const [item] = Object.values(toOpenApi(document).paths);
  if (!item?.post) throw new Error("There is no operation.");
  return item.post;
}

describe("operationObject", () => {
  test("has the id, the tag of its resource, and the error envelope", () => {
    expect(operationOf({ description: "Calls.", deprecated: true })).toEqual({
      operationId: "library.books.call",
      description: "Calls.",
      deprecated: true,
      tags: ["shelves.books"],
      responses: {
        200: { description: "The method succeeded." },
        default: { $ref: "#/components/responses/Error" },
      },
      security: [{ apiKey: [] }, {}],
    });
  });

  test("takes any one of the scopes", () => {
    expect(operationOf({ scopes: [scope, `${scope}.readonly`] }).security).toEqual([
      { oauth2: [scope] },
      { oauth2: [`${scope}.readonly`] },
    ]);
  });

  test("requires the properties that are annotated for the method", () => {
    expect(
      operationOf({ request: { $ref: "Book", parameterName: "resource" } }).requestBody,
    ).toEqual({
      required: true,
      content: {
        "application/json": {
          schema: { allOf: [{ $ref: "#/components/schemas/Book" }], required: ["title"] },
        },
      },
      "x-google-parameterName": "resource",
    });
  });

  test("requires no body whose schema has no properties", () => {
    expect(operationOf({ request: { $ref: "Empty" } }).requestBody).toEqual({
      content: { "application/json": { schema: { $ref: "#/components/schemas/Empty" } } },
    });
  });

  test("answers with the schema of the response, an inline one too", () => {
    expect(
      operationOf({ response: { type: "object", additionalProperties: { $ref: "Book" } } })
        .responses["200"],
    ).toEqual({
      description: "The method succeeded.",
      content: {
        "application/json": {
          schema: {
            type: "object",
            additionalProperties: { $ref: "#/components/schemas/Book" },
          },
        },
      },
    });
  });

  test("declares the variables of flatPath and keeps the real template and parameters beside", () => {
    const operation = operationOf({
      path: "v1/{+parent}/books",
      flatPath: "v1/shelves/{shelvesId}/books",
      parameters: {
        parent: { type: "string", location: "path", required: true, pattern: "^shelves/[^/]+$" },
        pageSize: { type: "integer", location: "query" },
      },
      parameterOrder: ["parent"],
    });
    expect(operation.parameters).toEqual([
      { name: "shelvesId", in: "path", required: true, schema: { type: "string" } },
      { name: "pageSize", in: "query", schema: { type: "integer" } },
    ]);
    expect(operation).toMatchObject({
      "x-google-path": "v1/{+parent}/books",
      "x-google-flatPath": "v1/shelves/{shelvesId}/books",
      "x-google-parameterOrder": ["parent"],
      "x-google-pathParameters": [
        {
          name: "parent",
          in: "path",
          required: true,
          schema: { type: "string", pattern: "^shelves/[^/]+$" },
        },
      ],
    });
  });

  test("marks variables that the path has and no parameter declares", () => {
    const marked = { "x-google-undeclaredVariable": true };
    const operation = operationOf({ path: "v1/{book}/{+rest}{?page}", parameters: {} });
    expect(operation.parameters).toEqual([
      { name: "book", in: "path", required: true, schema: { type: "string" }, ...marked },
      { name: "rest", in: "path", required: true, schema: { type: "string" }, ...marked },
      { name: "page", in: "query", schema: { type: "string" }, ...marked },
    ]);
    expect(operation["x-google-path"]).toBe("v1/{book}/{+rest}{?page}");
  });

  test("writes out what a template has for the query as parameters", () => {
    const x = { type: "string", location: "path" as const };
    expect(operationOf({ path: "v1?kind=a{&x}", parameters: { x } }).parameters).toEqual([
      {
        name: "x",
        in: "query",
        schema: { type: "string" },
        "x-google-undeclaredVariable": true,
      },
      {
        name: "kind",
        in: "query",
        required: true,
        schema: { type: "string", enum: ["a"] },
        "x-google-undeclaredVariable": true,
      },
    ]);
  });

  test("keeps what OpenAPI cannot say", () => {
    const mediaUpload = { accept: ["*/*"], protocols: { simple: { path: "/upload/v1/books" } } };
    expect(operationOf({ supportsMediaUpload: true, mediaUpload })).toMatchObject({
      "x-google-supportsMediaUpload": true,
      "x-google-mediaUpload": mediaUpload,
    });
  });
});
