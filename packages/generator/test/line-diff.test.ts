import { describe, expect, test } from "vitest";
import { lineDiff } from "../src/lib/line-diff.ts";

const letters = (text: string) => text.split("").join("\n");

describe("lineDiff", () => {
  test.each([
    ["abc", "abc", ""],
    ["abc", "axc", "@@ line 2 @@| a|-b|+x| c"],
    ["abcdef", "abcdefg", "@@ line 7 @@| e| f|+g"],
    ["abc", "bc", "@@ line 1 @@|-a| b| c"],
    ["abcdefghi", "xbcdefghy", "@@ line 1 @@|-a|+x| b| c|@@| g| h|-i|+y"],
    ["aabb", "abab", "@@ line 2 @@| a|-a| b|+a| b"],
  ])("from %s to %s", (before, after, want) => {
    expect(lineDiff(letters(before), letters(after))).toBe(want.split("|").join("\n"));
  });

  test("shows texts that differ in very many lines as a whole", () => {
    const many = (word: string) => Array.from({ length: 4000 }, () => word).join("\n");
    const lines = lineDiff(many("a"), many("b")).split("\n");
    expect([lines.length, lines[1], lines.at(-1)]).toEqual([8001, "-a", "+b"]);
  });
});
