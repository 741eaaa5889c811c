import { describe, expect, it } from "vitest";
import { clearAttempts, countAttempt } from "../src/lib/attempts.ts";
import { openTestContext } from "./support/open-test-context.ts";

const minute = 60_000;

describe("countAttempt", () => {
  it("allows so many in a window, then says how long to wait", async () => {
    await using opened = await openTestContext();
    const attempt = { subject: "sign-in:ada@example.com", limit: 2, windowMs: minute };
    expect(await countAttempt(opened.context, attempt)).toEqual({ allowed: true });
    expect(await countAttempt(opened.context, attempt)).toEqual({ allowed: true });
    opened.clock.advance(15_500);
    expect(await countAttempt(opened.context, attempt)).toEqual({
      allowed: false,
      retryAfterSeconds: 45,
    });
    opened.clock.advance(44_500);
    expect(await countAttempt(opened.context, attempt)).toEqual({ allowed: true });
  });

  it("counts each subject for itself, and anew after clearAttempts", async () => {
    await using opened = await openTestContext();
    const ada = { subject: "sign-in:ada@example.com", limit: 1, windowMs: minute };
    const bob = { ...ada, subject: "sign-in:bob@example.com" };
    await countAttempt(opened.context, ada);
    expect((await countAttempt(opened.context, ada)).allowed).toBe(false);
    expect((await countAttempt(opened.context, bob)).allowed).toBe(true);
    await clearAttempts(opened.context, ada.subject);
    expect((await countAttempt(opened.context, ada)).allowed).toBe(true);
  });

  it("counts attempts of the same moment one by one", async () => {
    await using opened = await openTestContext();
    const attempt = { subject: "token:203.0.113.7", limit: 5, windowMs: minute };
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => countAttempt(opened.context, attempt)),
    );
    expect(answers.filter((answer) => answer.allowed)).toHaveLength(5);
  });

  it("keeps a subject of any length in a short row", async () => {
    await using opened = await openTestContext();
    const attempt = { subject: `sign-in:${"x".repeat(100_000)}`, limit: 1, windowMs: minute };
    await countAttempt(opened.context, attempt);
    expect((await countAttempt(opened.context, attempt)).allowed).toBe(false);
    const row = await opened.context.database
      .selectFrom("attempts")
      .selectAll()
      .executeTakeFirstOrThrow();
    expect(row.subject).toHaveLength(50);
  });

  it("refuses a window of more than a day, which sweep would cut short", async () => {
    await using opened = await openTestContext();
    const attempt = { subject: "a", limit: 1, windowMs: 24 * 60 * minute + 1 };
    await expect(countAttempt(opened.context, attempt)).rejects.toThrow(
      "windowMs is more than 0 and at most a day.",
    );
  });
});
