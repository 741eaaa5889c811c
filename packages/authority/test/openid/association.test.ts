import { describe, expect, it } from "vitest";
import type { AuthorityContext } from "../../src/lib/context.ts";
import { newAssociation, openAssociation, sign } from "../../src/lib/openid/association.ts";
import { checkAuthentication } from "../../src/lib/openid/check-authentication.ts";
import { identifierFor } from "../../src/lib/openid/identifier.ts";
import { keyValueForm } from "../../src/lib/openid/key-value-form.ts";
import { newResponseNonce } from "../../src/lib/openid/response-nonce.ts";
import { openTestContext, origin } from "../support/open-test-context.ts";

/** An answer that is signed by us alone. */
function signedAnswer(context: AuthorityContext): Map<string, string> {
  const association = newAssociation(context, { kind: "private", type: "HMAC-SHA256" });
  const fields = new Map([
    ["mode", "id_res"],
    ["response_nonce", newResponseNonce(context.now())],
    ["assoc_handle", association.handle],
  ]);
  const sig = sign(association, fields);
  return fields.set("signed", [...fields.keys()].join(",")).set("sig", sig);
}

describe("after a restart", () => {
  it("associations and identifiers are what they were", async () => {
    await using opened = await openTestContext();
    const { context } = opened;
    const made = newAssociation(context, { kind: "shared", type: "HMAC-SHA1" });
    const person = { origin, userId: "1", realm: "https://app.example.com/" };
    const identifier = await identifierFor(context, person);
    const { context: again } = await opened.openAgain();
    expect(openAssociation(again, { kind: "shared", handle: made.handle })).toEqual(made);
    expect(await identifierFor(again, person)).toBe(identifier);
    await again.database.destroy();
  });

  it("an answer that was confirmed is not confirmed again, by either of two processes", async () => {
    await using opened = await openTestContext();
    const { context } = opened;
    const answer = signedAnswer(context);
    expect(await checkAuthentication(context, answer)).toEqual([["is_valid", "true"]]);
    const { context: again } = await opened.openAgain();
    expect(await checkAuthentication(again, answer)).toEqual([["is_valid", "false"]]);
    const next = signedAnswer(again);
    const both = await Promise.all([context, again].map((each) => checkAuthentication(each, next)));
    const answers = both.flat().map(([, value]) => value);
    expect(new Set(answers)).toEqual(new Set(["true", "false"]));
    await again.database.destroy();
  });

  it("with another key file every handle is unknown", async () => {
    await using opened = await openTestContext();
    await using other = await openTestContext();
    const { handle } = newAssociation(opened.context, { kind: "shared", type: "HMAC-SHA256" });
    expect(openAssociation(other.context, { kind: "shared", handle })).toBeUndefined();
  });
});

describe("an association", () => {
  it("costs no row, however many are made", async () => {
    await using opened = await openTestContext();
    const { database } = opened.context;
    const rows = async () => {
      const tables = await database.introspection.getTables();
      const counts = tables.map(({ name }) =>
        database
          .selectFrom(name as "settings")
          .select(({ fn }) => fn.countAll<number>().as("count"))
          .executeTakeFirstOrThrow(),
      );
      return (await Promise.all(counts)).map(({ count }) => count);
    };
    const before = await rows();
    for (let made = 0; made < 1000; made += 1) {
      newAssociation(opened.context, { kind: "shared", type: "HMAC-SHA256" });
    }
    expect(await rows()).toEqual(before);
  });

  it("is over to the second after 14 days when shared, and after ten minutes when not", async () => {
    await using opened = await openTestContext();
    const { context, clock } = opened;
    for (const [kind, seconds] of [
      ["shared", 1_209_600],
      ["private", 600],
    ] as const) {
      const { handle } = newAssociation(context, { kind, type: "HMAC-SHA256" });
      clock.advance(seconds * 1000 - 1);
      expect(openAssociation(context, { kind, handle })?.handle).toBe(handle);
      clock.advance(1);
      expect(openAssociation(context, { kind, handle })).toBeUndefined();
    }
  });

  it("of one kind is none of the other", async () => {
    await using opened = await openTestContext();
    const { context } = opened;
    const shared = newAssociation(context, { kind: "shared", type: "HMAC-SHA256" });
    const own = newAssociation(context, { kind: "private", type: "HMAC-SHA256" });
    expect(openAssociation(context, { kind: "private", handle: shared.handle })).toBeUndefined();
    expect(openAssociation(context, { kind: "shared", handle: own.handle })).toBeUndefined();
  });
});

describe("what is signed", () => {
  it("is one line for each field", () => {
    expect(
      keyValueForm([
        ["mode", "id_res"],
        ["ax.value.name", "Ada: Lovelace ä"],
      ]),
    ).toBe("mode:id_res\nax.value.name:Ada: Lovelace ä\n");
  });

  it.each([
    ["a:b", "c"],
    ["a\nb", "c"],
    ["a", "b\nc:d"],
    ["", "b"],
  ])("is never a field that reads as another: %j", (name, value) => {
    expect(() => keyValueForm([[name, value]])).toThrow(TypeError);
  });
});
