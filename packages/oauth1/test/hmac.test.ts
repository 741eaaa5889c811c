import { createHmac } from "node:crypto";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { hmacBase64 } from "../src/lib/crypto/hmac.ts";

const ascii = (constraints: fc.StringConstraints): fc.Arbitrary<string> =>
  fc.string({ ...constraints, unit: "binary-ascii" });

test.each(["sha1", "sha256"] as const)("HMAC with %s is what node:crypto makes of it", (hash) => {
  fc.assert(
    fc.property(ascii({ maxLength: 200 }), ascii({ maxLength: 2000 }), (key, text) => {
      const wanted = createHmac(hash, key).update(text).digest("base64");
      expect(hmacBase64(hash, key, text)).toBe(wanted);
    }),
  );
});

test("a key may be as long as a block, and longer", () => {
  for (const length of [0, 63, 64, 65, 200]) {
    const key = "k".repeat(length);
    const wanted = createHmac("sha1", key).update("text").digest("base64");
    expect(hmacBase64("sha1", key, "text")).toBe(wanted);
  }
});

test.each([0, 1, 2000, 100_000])("a text of %i characters is covered to its end", (length) => {
  const text = "t".repeat(length);
  const wanted = createHmac("sha256", "key").update(text).digest("base64");
  expect(hmacBase64("sha256", "key", text)).toBe(wanted);
  expect(hmacBase64("sha256", "key", `${text}x`)).not.toBe(wanted);
});
