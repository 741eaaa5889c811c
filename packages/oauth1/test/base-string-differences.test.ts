import * as fc from "fast-check";
import { expect, test } from "vitest";
import { baseStringOf, type Parameter } from "../src/base-string.ts";
import { baseStringDifferences, describeDifferences } from "../src/base-string-differences.ts";

const parameters: Parameter[] = [
  ["a", "1"],
  ["a", "2"],
  ["oauth_nonce", "n"],
  ["name", "Ünïcode & + %"],
];
const ours = baseStringOf({ method: "GET", url: "http://127.0.0.1:9000/path/x", parameters });

test("each part that differs is named with both values, decoded", () => {
  const theirs = baseStringOf({
    method: "POST",
    url: "https://queues.example.com/path/y",
    parameters: [
      ["a", "1"],
      ["a", "3"],
      ["name", "Unicode"],
      ["key", "k"],
    ],
  });
  expect(baseStringDifferences(ours, theirs)).toEqual([
    { part: "method", ours: "GET", theirs: "POST" },
    { part: "scheme", ours: "http", theirs: "https" },
    { part: "host", ours: "127.0.0.1:9000", theirs: "queues.example.com" },
    { part: "path", ours: "/path/x", theirs: "/path/y" },
    { part: "parameter", name: "a", ours: "2", theirs: "3" },
    { part: "parameter", name: "key", ours: undefined, theirs: "k" },
    { part: "parameter", name: "name", ours: "Ünïcode & + %", theirs: "Unicode" },
    { part: "parameter", name: "oauth_nonce", ours: "n", theirs: undefined },
  ]);
});

test("a value that is sent once and counted twice is a difference", () => {
  const theirs = baseStringOf({
    method: "GET",
    url: "http://127.0.0.1:9000/path/x",
    parameters: [...parameters, ["a", "1"]],
  });
  expect(baseStringDifferences(ours, theirs)).toEqual([
    { part: "parameter", name: "a", ours: undefined, theirs: "1" },
  ]);
});

test("the same text differs nowhere, and the words then speak of the secrets", () => {
  expect(baseStringDifferences(ours, ours)).toEqual([]);
  expect(describeDifferences([])).toEqual([
    "Both sides signed the same text: the consumer's secret or key, or the token's secret, is not the one that the server has.",
  ]);
});

// What signers of their own get wrong: decoded, both sides have the same parameters.
test.each([
  ["an encoding", "a%3D~x", "a%3D%257Ex", "~x", "%7Ex"],
  ["lower-case escapes", "a%3D%2520%252B", "a%3D%2520%252b", "B", "b"],
  ["an order", "a%3D1%26b%3D2", "b%3D2%26a%3D1", "a=1&b=2", "b=2&a=1"],
])("%s that differs is shown where it begins", (_name, mine, other, shownHere, shownThere) => {
  const start = "GET&http%3A%2F%2Fa.example%2F&";
  expect(baseStringDifferences(start + mine, start + other)).toEqual([
    { part: "encoding or order", ours: shownHere, theirs: shownThere },
  ]);
});

test("escapes of the base string itself are shown as they are", () => {
  const mine = "GET&http%3A%2F%2Fa.example%2F&a%3D1";
  expect(baseStringDifferences(mine, mine.toLowerCase().replace("get", "GET"))).toEqual([
    {
      part: "encoding or order",
      ours: "A%2F%2Fa.example%2F&a%3D1",
      theirs: "a%2f%2fa.example%2f&a%3d1",
    },
  ]);
});

test("the words name the part, the parameter and both values", () => {
  const host = { part: "host", ours: "a.example", theirs: "b.example" } as const;
  const key = { part: "parameter", name: "key", ours: undefined, theirs: "k" } as const;
  expect(describeDifferences([host, key])).toEqual([
    'host: signed here "a.example", computed by the server "b.example"',
    'parameter key: signed here without it, computed by the server "k"',
  ]);
});

test.each([
  "",
  "GET",
  "GET&x&y",
  "GET&http%3A%2F%2Fa&",
  "GET&%&a",
  `${ours}&more`,
  "GET&http%3A%2F%2Fa%2F&%25zz",
])("%j is no base string", (text) => {
  expect(baseStringDifferences(ours, text)).toBeUndefined();
  expect(baseStringDifferences(text, ours)).toBeUndefined();
});

test("two base strings are the same text exactly when nothing differs", () => {
  const pair = fc.tuple(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }));
  const side = fc.array(pair, { maxLength: 3 });
  const textOf = (list: [string, string][]): string =>
    baseStringOf({ method: "GET", url: "http://a.example/", parameters: list });
  fc.assert(
    fc.property(side, side, (left, right) => {
      const differences = baseStringDifferences(textOf(left), textOf(right));
      expect(differences?.length === 0).toBe(textOf(left) === textOf(right));
    }),
    { numRuns: 2000 },
  );
});
