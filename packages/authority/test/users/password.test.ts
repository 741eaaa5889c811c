import { describe, expect, it } from "vitest";
import { hashPassword, verifyPassword } from "../../src/lib/users/password.ts";

describe("passwords", () => {
  it("are hashed with a salt of their own, and verified", async () => {
    const [one, two] = [await hashPassword("correct-horse"), await hashPassword("correct-horse")];
    expect(one).not.toBe(two);
    expect(one).toMatch(/^scrypt\$32768\$8\$3\$[\w-]{22}\$[\w-]{43}$/u);
    expect(await verifyPassword("correct-horse", one)).toBe(true);
    expect(await verifyPassword("correct-hors", one)).toBe(false);
    expect(await verifyPassword("", one)).toBe(false);
  });

  it("are verified with the cost that they were hashed with", async () => {
    // scrypt of "pleaseletmein" from RFC 7914, 12, cut to its first 32 bytes.
    const hash = "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2";
    const stored = [
      "scrypt$16384$8$1",
      Buffer.from("SodiumChloride").toString("base64url"),
      Buffer.from(hash, "hex").toString("base64url"),
    ].join("$");
    expect(await verifyPassword("pleaseletmein", stored)).toBe(true);
    expect(await verifyPassword("pleaseletmeout", stored)).toBe(false);
  });

  it("are the same in either Unicode form", async () => {
    expect(await verifyPassword("cafe\u0301", await hashPassword("caf\u00e9"))).toBe(true);
  });

  it("are false for a user without one", async () => {
    expect(await verifyPassword("x", null)).toBe(false);
    expect(await verifyPassword("x", undefined)).toBe(false);
  });

  it("have 1 to 1024 characters", async () => {
    await expect(hashPassword("")).rejects.toThrow(TypeError);
    await expect(hashPassword("x".repeat(1025))).rejects.toThrow(TypeError);
    expect(await verifyPassword("x".repeat(1024), await hashPassword("x".repeat(1024)))).toBe(true);
  });
});
