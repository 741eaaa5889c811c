import { describe, expect, test } from "vitest";
import { serializeQuery } from "../src/lib/serialize-query.ts";

describe("serializeQuery", () => {
  test.each([
    [{}, ""],
    [{ a: "1", b: 2, c: true, d: false }, "a=1&b=2&c=true&d=false"],
    [{ a: undefined, b: null, c: "x" }, "c=x"],
    [{ tag: "" }, "tag="],
    [{ id: ["1", "2"] }, "id=1&id=2"],
    [{ id: [] }, ""],
    [
      { eta: "9007199254740993", etb: 9007199254740993n },
      "eta=9007199254740993&etb=9007199254740993",
    ],
    [{ "$.xgafv": "1", "a.b": "c&d=e f+g" }, "%24.xgafv=1&a.b=c%26d%3De%20f%2Bg"],
  ])("%o is %s", (query, want) => {
    expect(serializeQuery(query)).toBe(want);
  });

  test("refuses an object", () => {
    expect(() => serializeQuery({ filter: { a: 1 } })).toThrow(
      'The query parameter "filter" must be a string, a number, true or false, or an array of them.',
    );
  });
});
