import { describe, expect, test } from "vitest";
import { expandPath } from "../src/lib/expand-path.ts";

describe("expandPath", () => {
  test.each([
    ["/v1/{x}", { x: "a" }, "/v1/a"],
    ["/v1/{x}/y/{z}", { x: "a", z: "b" }, "/v1/a/y/b"],
    ["/v1/{x}", { x: "a/b" }, "/v1/a%2Fb"],
    ["/v1/{x}", { x: "s~acme" }, "/v1/s~acme"],
    ["/v1/{x}", { x: "a b?c#d%e" }, "/v1/a%20b%3Fc%23d%25e"],
    ["/v1/{x}", { x: "!'()*" }, "/v1/%21%27%28%29%2A"],
    ["/v1/{x}", { x: "é" }, "/v1/%C3%A9"],
    ["/v1/{x}", { x: 7 }, "/v1/7"],
    ["/v1/{x}", { x: "..." }, "/v1/..."],
    ["/v1/{x}:get", { x: ".." }, "/v1/..:get"],
    ["/v1/{+name}", { name: "projects/a/queues/b" }, "/v1/projects/a/queues/b"],
    ["/v1/{+name}:run", { name: "projects/a b" }, "/v1/projects/a%20b:run"],
    ["/v1/{+name}", { name: "a?b/c#d" }, "/v1/a%3Fb/c%23d"],
    ["/v1/{x}", { x: "$&" }, "/v1/%24%26"],
    ["/v1/{x,y}", { x: "a,b", y: "c" }, "/v1/a%2Cb,c"],
    ["/v1/{+x,y}/z", { x: "a/b", y: "c" }, "/v1/a/b,c/z"],
    ["/v1{/x,y}", { x: "a/b", y: "c" }, "/v1/a%2Fb/c"],
    ["/v1{.x,y}", { x: "a", y: "b" }, "/v1.a.b"],
    ["/v1{;x,y}", { x: "a=b", y: "c" }, "/v1;x=a%3Db;y=c"],
    ["/v1{#x,y}", { x: "a/b", y: "c" }, "/v1#a/b,c"],
    ["/v1/{x}", { x: ["a", "b,c"] }, "/v1/a,b%2Cc"],
    ["/v1/{$.x}/{@type}", { "$.x": "a", "@type": "b" }, "/v1/a/b"],
  ])("%s with %o is %s", (template, values, want) => {
    expect(expandPath(template, values)).toBe(want);
  });

  test.each([
    ["a missing value", "/v1/{x}", {}, 'The path parameter "x" needs a value.'],
    ["an empty value", "/v1/{+x}", { x: "" }, 'The path parameter "x" needs a value.'],
    ["an object", "/v1/{x}", { x: {} }, 'The path parameter "x" must be a string.'],
    ["an empty list", "/v1/{x}", { x: [] }, 'The path parameter "x" needs a value.'],
    ["a missing value of a list", "/v1{/x,y}", { x: "a" }, 'The path parameter "y" needs a value.'],
    [".. in a segment of its own", "/v1{/x}", { x: ".." }, "must not be"],
    ["..", "/v1/{x}/y", { x: ".." }, "must not be"],
    [".", "/v1/{x}", { x: "." }, "must not be"],
    [".. in a reserved value", "/v1/{+x}", { x: "projects/../../admin" }, "must not be"],
    [". at the end of a reserved value", "/v1/{+x}", { x: "projects/." }, "must not be"],
  ])("refuses %s", (_, template, values, message) => {
    const expanded = () => expandPath(template, values);
    expect(expanded).toThrow(TypeError);
    expect(expanded).toThrow(message);
  });
});
