import { readFileSync } from "node:fs";
import { validate } from "@readme/openapi-parser";
import { parseDiscoveryDocument } from "@leasehold/discovery-document";
import { Validator } from "@seriousme/openapi-schema-validator";
import { describe, expect, test } from "vitest";
import { toOpenApi } from "../../src/openapi.ts";
import type { OpenApiOptions } from "../../src/openapi.ts";
import type { OpenApiDocument } from "../../src/lib/openapi/document.ts";
import { libraryDocument } from "../library.ts";

function convert(file: string, options?: OpenApiOptions): OpenApiDocument {
  const url = new URL(`../../../../discovery/${file}`, import.meta.url);
  return toOpenApi(parseDiscoveryDocument(JSON.parse(readFileSync(url, "utf8"))), options);
}

describe("toOpenApi", () => {
  test("converts the least document there can be", () => {
    expect(toOpenApi(libraryDocument())).toEqual({
      openapi: "3.1.0",
      info: { title: "Library API", version: "v1" },
      servers: [{ url: "https://library.example" }],
      paths: {},
      components: { responses: { Error: expect.anything() } },
      "x-google-id": "library:v1",
      "x-google-name": "library",
      "x-google-servicePath": "",
    });
  });

  test("lists regional endpoints after the root, and a tag for each resource", () => {
    const document = toOpenApi(
      libraryDocument({
        endpoints: [
          { endpointUrl: "https://a.library.example/", location: "a", description: "Regional." },
        ],
        resources: { shelves: { deprecated: true, resources: { books: {} } } },
      }),
    );
    expect(document.servers).toEqual([
      { url: "https://library.example" },
      { url: "https://a.library.example", description: "Regional.", "x-google-location": "a" },
    ]);
    expect(document.tags).toEqual([
      { name: "shelves", "x-google-deprecated": true },
      { name: "shelves.books" },
    ]);
  });

  test("puts global parameters once in components, under legal keys", () => {
    const document = toOpenApi(
      libraryDocument({
        parameters: { "$.xgafv": { type: "string", location: "query", enum: ["1", "2"] } },
        methods: { search: { id: "search", path: "search", httpMethod: "GET" } },
      }),
    );
    expect(document.components.parameters).toEqual({
      "_.xgafv": { name: "$.xgafv", in: "query", schema: { type: "string", enum: ["1", "2"] } },
    });
    expect(document.paths["/search"]?.parameters).toEqual([
      { $ref: "#/components/parameters/_.xgafv" },
    ]);
  });

  test("has all scopes in one scheme, those that only methods name too", () => {
    const document = toOpenApi(
      libraryDocument({
        auth: { oauth2: { scopes: { a: { description: "Read" } } } },
        parameters: { key: { type: "string", location: "query" } },
        methods: {
          search: { id: "search", path: "search", httpMethod: "GET", scopes: ["a", "b"] },
        },
      }),
      { authorizationUrl: "https://a.example/auth", tokenUrl: "https://a.example/token" },
    );
    expect(document.components.securitySchemes).toEqual({
      oauth2: {
        type: "oauth2",
        flows: {
          authorizationCode: {
            authorizationUrl: "https://a.example/auth",
            tokenUrl: "https://a.example/token",
            scopes: { a: "Read", b: "" },
          },
        },
        "x-google-unlistedScopes": ["b"],
      },
      apiKey: { type: "apiKey", in: "query", name: "key" },
    });
  });

  test("converts the Task Queue API", () => {
    const document = convert("taskqueue.v1beta2.json");
    const root = "/taskqueue/v1beta2/projects/{project}/taskqueues/{taskqueue}";
    const verbs = Object.entries(document.paths).map(([path, { parameters, ...operations }]) => [
      path,
      parameters?.length,
      Object.keys(operations).sort(),
    ]);
    expect(verbs).toEqual([
      [root, 9, ["get"]],
      [`${root}/tasks/{task}`, 9, ["delete", "get", "patch", "post"]],
      [`${root}/tasks`, 9, ["get", "post"]],
      [`${root}/tasks/lease`, 9, ["post"]],
    ]);
    const lease = document.paths[`${root}/tasks/lease`]?.post;
    expect(lease?.parameters?.map(({ name, required }) => [name, required ?? false])).toEqual([
      ["project", true],
      ["taskqueue", true],
      ["numTasks", true],
      ["leaseSecs", true],
      ["groupByTag", false],
      ["tag", false],
      ["waitSecs", false],
    ]);
    expect(lease?.security).toEqual([{ oauth2: ["https://www.googleapis.com/auth/taskqueue"] }]);
    expect(document.components.schemas?.["Task"]?.properties?.["leaseTimestamp"]).toMatchObject({
      type: "string",
      format: "int64",
    });
    const body = (id: "patch" | "post") =>
      document.paths[`${root}/tasks/{task}`]?.[id]?.requestBody?.content["application/json"]
        ?.schema;
    expect(body("patch")?.required).toEqual(["queueName"]);
    expect(body("post")?.required).toEqual(["id", "leaseTimestamp"]);
  });

  test("converts the administration API", () => {
    const document = convert("leasehold.v1.json");
    const verbs = (path: string) => {
      const item = document.paths[`/leasehold/v1/${path}`] ?? {};
      return Object.keys(item).filter((key) => key !== "parameters");
    };
    expect(verbs("configuration:apply")).toEqual(["post"]);
    expect(verbs("projects/{project}")).toEqual(["delete", "get", "patch"]);
    expect(verbs("projects/{project}/queues:apply")).toEqual(["post"]);
    expect(verbs("projects/{project}/queues/{queue}")).toEqual(["delete", "get", "patch", "put"]);
    expect(verbs("projects/{project}/queues/{queue}/tasks/{task}/move")).toEqual(["post"]);
    expect(verbs("me/grants/{grant}")).toEqual(["delete"]);
    const kind = document.components.schemas?.["Queue"]?.properties?.["kind"];
    expect(kind?.default).toBe("leasehold#queue");
  });

  test.each(["taskqueue.v1beta2.json", "leasehold.v1.json"])(
    "makes a document of %s that two validators accept, the same bytes each time",
    async (file) => {
      const text = JSON.stringify(convert(file));
      expect(JSON.stringify(convert(file))).toBe(text);
      expect(await validate(JSON.parse(text))).toMatchObject({ valid: true });
      expect(await new Validator().validate(JSON.parse(text))).toEqual({ valid: true });
    },
  );
});
