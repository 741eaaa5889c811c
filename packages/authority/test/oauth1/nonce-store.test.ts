import { describe, expect, it } from "vitest";
import { createNonceStore, type NonceClaim } from "../../src/lib/oauth1/nonce-store.ts";
import { claimsInMemory } from "../support/claims-in-memory.ts";

const nonce = {
  consumerKey: "consumer",
  token: "token",
  timestampSeconds: Date.UTC(2026, 0, 1) / 1000,
  nonce: "n",
};

describe("the nonces of requests", () => {
  it("are claimed under a hash, a minute longer than their timestamp is taken", async () => {
    const claims: NonceClaim[] = [];
    const store = createNonceStore(async (claim) => {
      claims.push(claim);
      return true;
    });
    await store.use(nonce);
    expect(claims).toEqual([
      {
        key: expect.stringMatching(/^[\w-]{22}$/) as string,
        untilMs: nonce.timestampSeconds * 1000 + 660_000,
      },
    ]);
  });

  it("are good once for a consumer, a token and a timestamp", async () => {
    const store = createNonceStore(claimsInMemory());
    const others = [
      { ...nonce, consumerKey: "another" },
      { ...nonce, token: undefined },
      { ...nonce, timestampSeconds: nonce.timestampSeconds + 1 },
      { ...nonce, nonce: "m" },
    ];
    for (const each of [nonce, ...others]) {
      expect(await store.use(each)).toBe(true);
      expect(await store.use(each)).toBe(false);
    }
  });

  it("are refused with what the store says when it fails", async () => {
    const store = createNonceStore(() => Promise.reject(new Error("The disk is full.")));
    await expect(store.use(nonce)).rejects.toThrow("The disk is full.");
  });
});
