import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "@leasehold/testing/temporary-folder";
import { describe, expect, it } from "vitest";
import { openKeyring } from "../src/lib/keyring.ts";

describe("openKeyring", () => {
  it("makes a key file that only its owner can read, and uses it again", () => {
    using folder = temporaryFolder();
    const path = join(folder.path, "data", "key");
    const sealed = openKeyring(path).seal("a secret", "purpose");
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder.path, "data")).mode & 0o777).toBe(0o700);
    expect(readdirSync(join(folder.path, "data"))).toEqual(["key"]);
    expect(readFileSync(path, "utf8")).toMatch(/^[\w-]{43}\n$/u);
    expect(openKeyring(path).open(sealed, "purpose")).toBe("a secret");
  });

  it("opens nothing under another key, for another purpose, or changed", () => {
    using folder = temporaryFolder();
    const keyring = openKeyring(join(folder.path, "one"));
    const other = openKeyring(join(folder.path, "two"));
    const sealed = keyring.seal("a secret", "purpose");
    const changed = `${sealed.startsWith("A") ? "B" : "A"}${sealed.slice(1)}`;
    const failure = (name: string, purpose: string): string =>
      `The key file ${join(folder.path, name)} does not open what was sealed as ${purpose}: give the file that this data was made with.`;
    expect(() => other.open(sealed, "purpose")).toThrow(failure("two", "purpose"));
    expect(() => keyring.open(sealed, "other")).toThrow(failure("one", "other"));
    expect(() => keyring.open(changed, "purpose")).toThrow(failure("one", "purpose"));
    expect(() => keyring.open("short", "purpose")).toThrow(failure("one", "purpose"));
  });

  it("seals the same text to another one each time", () => {
    using folder = temporaryFolder();
    const keyring = openKeyring(join(folder.path, "key"));
    expect(keyring.seal("a", "p")).not.toBe(keyring.seal("a", "p"));
  });

  it("refuses a key file that holds something else, and names it", () => {
    using folder = temporaryFolder();
    const path = join(folder.path, "key");
    writeFileSync(path, "short\n");
    chmodSync(path, 0o600);
    expect(() => openKeyring(path)).toThrow(
      `The key file ${path} does not hold 32 bytes in base64url: give the file that this data was made with.`,
    );
  });
});
