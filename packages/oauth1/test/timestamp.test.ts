import { describe, expect, test } from "vitest";
import { checkTimestamp } from "../src/timestamp.ts";
import { errorOf } from "./error-of.ts";

const nowMs = 1_795_000_000_999;

describe("checkTimestamp", () => {
  test.each([1_794_999_400, 1_795_000_000, 1_795_000_600])("takes %i", (timestampSeconds) => {
    expect(() => checkTimestamp({ timestampSeconds, nowMs })).not.toThrow();
  });

  test.each([1_794_999_399, 1_795_000_601, 137_131_200])("refuses %i", async (timestampSeconds) => {
    expect(await errorOf(() => checkTimestamp({ timestampSeconds, nowMs }))).toMatchObject({
      code: "timestamp_refused",
      message: `The timestamp ${timestampSeconds} is not between 1794999400 and 1795000600: set the clock and sign again.`,
      acceptableTimestamps: { from: 1_794_999_400, to: 1_795_000_600 },
    });
  });

  test("knows milliseconds for what they are", async () => {
    const late = { timestampSeconds: nowMs, nowMs };
    expect(await errorOf(() => checkTimestamp(late))).toMatchObject({
      code: "timestamp_refused",
      message: `The timestamp ${nowMs} is not between 1794999400 and 1795000600: it counts milliseconds, send seconds.`,
    });
  });

  test("takes a window of the caller's", async () => {
    checkTimestamp({ timestampSeconds: 1_795_000_005, nowMs, windowSeconds: 5 });
    const late = { timestampSeconds: 1_795_000_006, nowMs, windowSeconds: 5 };
    expect((await errorOf(() => checkTimestamp(late))).code).toBe("timestamp_refused");
  });
});
