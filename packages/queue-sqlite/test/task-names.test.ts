import * as fc from "fast-check";
import { expect, test } from "vitest";
import { decryptBlock, encryptBlock, speckKey } from "../src/lib/speck.ts";
import { createTaskNames, looksGenerated } from "../src/lib/task-names.ts";

const key = Uint8Array.from({ length: 16 }, (_, index) => index * 7);

test("the permutation is Speck64/128, by its published test vector", () => {
  const round = speckKey([0x03020100, 0x0b0a0908, 0x13121110, 0x1b1a1918]);
  const text = { high: 0x3b726574, low: 0x7475432d };
  const cipher = { high: 0x8c6fa548, low: 0x454e028b };
  expect(encryptBlock(round, text)).toEqual(cipher);
  expect(decryptBlock(round, cipher)).toEqual(text);
});

test("a name tells its row number, for every number there is", () => {
  const names = createTaskNames(key);
  const property = fc.property(fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), (rowId) => {
    const name = names.nameOf(rowId);
    expect(name).toMatch(/^[0-9a-f]{16}$/);
    expect(names.rowIdOf(name)).toBe(rowId);
  });
  fc.assert(property, { numRuns: 2000 });
});

test("names of following rows have nothing in common, and differ from file to file", () => {
  const names = createTaskNames(key);
  const others = createTaskNames(key.map((byte) => byte ^ 1));
  const some = [1, 2, 3].map((rowId) => names.nameOf(rowId));
  expect(new Set(some.map((name) => name.slice(0, 4))).size).toBe(3);
  expect(others.nameOf(1)).not.toBe(names.nameOf(1));
});

test.each([
  "",
  "abc",
  "0123456789ABCDEF",
  "0123456789abcde",
  "0123456789abcdef0",
  "g123456789abcdef",
])("%j is no generated name", (name) => {
  expect(looksGenerated(name)).toBe(false);
  expect(createTaskNames(key).rowIdOf(name)).toBe(undefined);
});
