import { describe, expect, it } from "vitest";
import { countAttempt } from "../src/lib/attempts.ts";
import { writeJsonList } from "../src/lib/database/json-list.ts";
import { sweepExpired } from "../src/lib/sweep.ts";
import { openTestContext } from "./support/open-test-context.ts";

const day = 24 * 60 * 60 * 1000;

describe("sweepExpired", () => {
  it("drops what is over and keeps what is not", async () => {
    await using opened = await openTestContext();
    await opened.applyExample();
    const { context, clock } = opened;
    const { database } = context;
    const { id: user_id } = await database
      .selectFrom("users")
      .select("id")
      .executeTakeFirstOrThrow();
    const [now, soon] = [clock.now(), clock.now() + 2 * day];
    await database
      .insertInto("grants")
      .values({
        id: "grant",
        user_id,
        client_id: "web-client",
        scopes: writeJsonList([]),
        created_at_ms: now,
        updated_at_ms: now,
      })
      .execute();
    for (const [name, expires_at_ms] of [
      ["over", now],
      ["alive", soon],
    ] as const) {
      await opened.addToken(name, { expires_at_ms });
      await database
        .insertInto("sessions")
        .values({ id_hash: name, user_id, created_at_ms: now, expires_at_ms })
        .execute();
      await database
        .insertInto("invitations")
        .values({ token_hash: name, purpose: "password", user_id, expires_at_ms })
        .execute();
      await database
        .insertInto("authorization_codes")
        .values({
          code_hash: name,
          grant_id: "grant",
          client_id: "web-client",
          redirect_uri: "https://app.example.com/",
          scopes: writeJsonList([]),
          nonce: null,
          code_challenge: null,
          code_challenge_method: null,
          offline: 0,
          authenticated_at_ms: now,
          expires_at_ms,
          used_at_ms: null,
        })
        .execute();
    }
    await countAttempt(context, { subject: "a", limit: 1, windowMs: 60_000 });
    // The code is remembered for another day: its second use must still be seen.
    expect(await sweepExpired(context)).toBe(3);
    clock.advance(day);
    expect(await sweepExpired(context)).toBe(2);
    expect(await sweepExpired(context)).toBe(0);
    clock.advance(2 * day);
    expect(await sweepExpired(context)).toBe(4);
    expect(await database.selectFrom("grants").selectAll().execute()).toHaveLength(1);
  });

  it("keeps the audit log for 400 days", async () => {
    await using opened = await openTestContext();
    const { context, clock } = opened;
    const actions = async (): Promise<string[]> => {
      const rows = await context.database.selectFrom("audit_log").select("action").execute();
      return rows.map(({ action }) => action);
    };
    await context.audit({ actor: "ada@example.com", action: "old", target: "x" });
    clock.advance(1);
    await context.audit({ actor: "ada@example.com", action: "young", target: "x" });
    clock.advance(400 * day - 2);
    await sweepExpired(context);
    expect(await actions()).toEqual(["old", "young"]);
    clock.advance(1);
    await sweepExpired(context);
    expect(await actions()).toEqual(["young"]);
  });

  it("goes on until thousands are gone", async () => {
    await using opened = await openTestContext();
    await opened.context.database.transaction().execute(async (database) => {
      for (let index = 0; index < 1201; index += 1) {
        await database
          .insertInto("attempts")
          .values({ subject: `s${index}`, window_start_ms: 0, count: 1 })
          .execute();
      }
    });
    expect(await sweepExpired(opened.context)).toBe(1201);
  });
});
