import { assert, constantFrom, integer, property, string } from "fast-check";
import { describe, expect, it } from "vitest";
import {
  createAddressMatcher,
  parseAddressBlock,
} from "../../src/lib/credentials/address-matcher.ts";
import {
  isRefererPattern,
  matchesReferer,
  matchesWildcard,
} from "../../src/lib/credentials/referer-pattern.ts";

describe("an address block", () => {
  it.each([
    ["203.0.113.0/24", "203.0.113.255", true],
    ["203.0.113.0/24", "203.0.114.0", false],
    ["203.0.113.7", "203.0.113.7", true],
    ["203.0.113.7", "203.0.113.8", false],
    ["0.0.0.0/0", "198.51.100.1", true],
    ["0.0.0.0/0", "2001:db8::1", false],
    ["2001:db8::/32", "2001:db8:ffff::1", true],
    ["2001:db8::/32", "2001:db9::1", false],
    ["::1", "::1", true],
    ["::1/128", "0:0:0:0:0:0:0:1", true],
    ["127.0.0.1/32", "::ffff:127.0.0.1", true],
    ["127.0.0.1/32", "::FFFF:127.0.0.1", true],
    ["::/0", "nonsense", false],
    ["127.0.0.0/8", "", false],
  ])("%s and the address %s: %s", (block, address, within) => {
    expect(createAddressMatcher([block])(address)).toBe(within);
  });

  it.each([
    "",
    "localhost",
    "1.2.3",
    "1.2.3.4/33",
    "1.2.3.4/-1",
    "1.2.3.4/",
    "1.2.3.4/8/8",
    "::/129",
    "::1/x",
    " 1.2.3.4",
  ])("is not %j", (text) => {
    expect(parseAddressBlock(text)).toBeUndefined();
  });

  it("holds exactly the IPv4 addresses whose first bits are its own", () => {
    const address = integer({ min: 0, max: 2 ** 32 - 1 });
    const dotted = (value: number): string =>
      [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join(".");
    assert(
      property(address, address, integer({ min: 0, max: 32 }), (network, other, bits) => {
        const shift = BigInt(32 - bits);
        const within = BigInt(network) >> shift === BigInt(other) >> shift;
        expect(createAddressMatcher([`${dotted(network)}/${bits}`])(dotted(other))).toBe(within);
      }),
      { numRuns: 2000 },
    );
  });
});

describe("a referer pattern", () => {
  it.each([
    ["http://127.0.0.1:9005/*", "http://127.0.0.1:9005/", true],
    ["http://127.0.0.1:9005/*", "http://127.0.0.1:9005/app?x=1#y", true],
    ["http://127.0.0.1:9005/*", "http://127.0.0.1:9006/", false],
    ["http://127.0.0.1:9005/*", "https://127.0.0.1:9005/", false],
    ["https://app.example.com/*", "https://APP.example.com/a", true],
    ["https://app.example.com:443/*", "https://app.example.com/a", true],
    ["https://app.example.com/a", "https://app.example.com/ab", false],
    ["https://app.example.com", "https://app.example.com/any/page", true],
    ["app.example.com", "http://app.example.com/", true],
    ["app.example.com/*", "https://app.example.com/", true],
    ["*.example.com/*", "https://app.example.com/", true],
    ["*.example.com/*", "https://a.b.example.com/x", true],
    ["*.example.com/*", "https://example.com/", false],
    ["*.example.com/*", "https://evil.example/x.example.com/", false],
    ["*.example.com/*", "https://evil.example/?x.example.com/", false],
    ["*.example.com/*", "https://app.example.com.evil.example/", false],
    ["app.example.com/*", "https://app.example.com@evil.example/", false],
    ["localhost:*/*", "http://localhost:9005/", true],
    ["*", "https://anything.example/", true],
    ["*", "file:///etc/passwd", false],
    ["*", "nonsense", false],
  ])("%s and the referer %s: %s", (pattern, referer, fits) => {
    expect(matchesReferer(pattern, referer)).toBe(fits);
  });

  it.each(["", "/", "ftp://a.example/*", "https://", "https:///x", "a b", "https://u@a.example/"])(
    "is not %j",
    (text) => {
      expect(isRefererPattern(text)).toBe(false);
    },
  );

  it("fits as the regular expression would, with * for any text", () => {
    const text = string({ unit: constantFrom("a", "b"), maxLength: 12 });
    const pattern = string({ unit: constantFrom("a", "b", "*"), maxLength: 8 });
    assert(
      property(pattern, text, (wildcard, candidate) => {
        const expression = new RegExp(`^${wildcard.replaceAll("*", ".*")}$`, "u");
        expect(matchesWildcard(wildcard, candidate)).toBe(expression.test(candidate));
      }),
      { numRuns: 5000 },
    );
  });

  it("costs no more for a pattern made to be slow", () => {
    expect(matchesWildcard("*a".repeat(2000), `${"a".repeat(5000)}b`)).toBe(false);
  });
});
