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
