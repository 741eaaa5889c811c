import { expect, test } from "vitest";
import { createPacer, paceFor } from "../src/lib/commit-pace.ts";

test.each([
  [0.2, { batchesInFlight: 2, gatherMs: 0 }],
  [0.59, { batchesInFlight: 2, gatherMs: 0 }],
  [0.6, { batchesInFlight: 1, gatherMs: 0 }],
  [0.99, { batchesInFlight: 1, gatherMs: 0 }],
  [1, { batchesInFlight: 1, gatherMs: 0.3 }],
  [10, { batchesInFlight: 1, gatherMs: 3 }],
])("commits of %f ms go at the pace %j", (commitMs, want) => {
  expect(paceFor(commitMs)).toEqual(want);
});

test("a store that has not answered yet is taken for a fast one", () => {
  expect(createPacer(() => 0).batchesInFlight()).toBe(2);
});

test("slow commits gather until as many wait as were answered, or three tenths of a commit is over", () => {
  let nowMs = 0;
  const pacer = createPacer(() => nowMs);
  for (let commit = 0; commit < 200; commit += 1) {
    const handedMs = nowMs;
    nowMs += 10;
    pacer.noteAnswer({ size: 8, handedMs });
  }
  expect(pacer.batchesInFlight()).toBe(1);
  expect(pacer.restMs(8)).toBe(0);
  expect(pacer.restMs(7)).toBeCloseTo(3, 1);
  nowMs += 2;
  expect(pacer.restMs(7)).toBeCloseTo(1, 1);
  nowMs += 2;
  expect(pacer.restMs(1)).toBe(0);
});

test("one slow commit among fast ones does not change the pace", () => {
  let nowMs = 0;
  const pacer = createPacer(() => nowMs);
  for (const commitMs of [0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 80, 0.2]) {
    const handedMs = nowMs;
    nowMs += commitMs;
    pacer.noteAnswer({ size: 1, handedMs });
  }
  expect(pacer.batchesInFlight()).toBe(2);
});

test("the time that a batch waits for the one before it is not its own", () => {
  let nowMs = 0;
  const pacer = createPacer(() => nowMs);
  for (let commit = 0; commit < 100; commit += 1) {
    const handedMs = nowMs;
    nowMs += 0.4;
    pacer.noteAnswer({ size: 1, handedMs });
    nowMs += 0.4;
    pacer.noteAnswer({ size: 1, handedMs });
  }
  expect(pacer.batchesInFlight()).toBe(2);
});
