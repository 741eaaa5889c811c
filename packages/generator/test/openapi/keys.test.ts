import { addressOf } from "@leasehold/discovery-document/address";
import { methodsOf } from "@leasehold/discovery-document";
import type { DiscoveryMethod } from "@leasehold/discovery-document";
import { describe, expect, test } from "vitest";
import { componentKeys } from "../../src/lib/openapi/component-keys.ts";
import { pathKeys } from "../../src/lib/openapi/path-keys.ts";
import { libraryDocument } from "../library.ts";

describe("componentKeys", () => {
  test("keeps names that are keys, cases apart, and makes others legal and different", () => {
    expect([...componentKeys(["$.xgafv", "Task", "task", "_.xgafv", "a b", "a/b"])]).toEqual([
      ["Task", "Task"],
      ["task", "task"],
      ["_.xgafv", "_.xgafv"],
      ["$.xgafv", "_.xgafv_"],
      ["a b", "a_b"],
      ["a/b", "a_b_"],
    ]);
  });
});

describe("pathKeys", () => {
  const parameter = { type: "string", location: "path" as const };
  const keysOf = (servicePath: string, paths: Partial<DiscoveryMethod>[]) => {
    const methods = Object.fromEntries(
      paths.map((method, index) => [
        `m${index}`,
        {
          id: `m${index}`,
          path: "x",
          httpMethod: "GET",
          parameters: { name: parameter, a: parameter, b: parameter },
          ...method,
        },
      ]),
    );
    const document = libraryDocument({ servicePath, methods });
    return [...pathKeys(addressOf(document).servicePath, methodsOf(document)).values()];
  };

  test("begins with the service path", () => {
    expect(keysOf("library/v1/", [{ path: "books/{a}" }])).toEqual(["/library/v1/books/{a}"]);
  });

  test("goes by flatPath, since many methods share a path", () => {
    expect(
      keysOf("", [
        { path: "v1/{+name}", flatPath: "v1/shelves/{shelvesId}" },
        { path: "v1/{+name}", flatPath: "v1/books/{booksId}:read" },
      ]),
    ).toEqual(["/v1/shelves/{shelvesId}", "/v1/books/{booksId}:read"]);
  });

  test("writes out operators, and leaves the query out", () => {
    const paths = ["v1{/a,b}", "v1{.a,b}", "v1{;a,b}", "v1{#a}", "{a,b}/{+c,d}", "q?k=v{&a}{?b}"];
    expect(
      keysOf(
        "",
        paths.map((path) => ({ path })),
      ),
    ).toEqual([
      "/v1/{a}/{b}",
      "/v1.{a}.{b}",
      "/v1;a={a};b={b}",
      "/v1#{a}",
      "/{a},{b}/{c},{d}",
      "/q",
    ]);
  });

  test("makes one path of templates that differ in the names of variables only", () => {
    expect(
      keysOf("", [{ path: "books/{a}" }, { path: "books/{b}", httpMethod: "DELETE" }]),
    ).toEqual(["/books/{a}", "/books/{a}"]);
  });

  test("keeps two methods of one verb and path apart", () => {
    expect(keysOf("", [{ path: "books/{a}" }, { path: "books/{b}" }])).toEqual([
      "/books/{a}",
      "/books/{a}#2",
    ]);
  });
});
