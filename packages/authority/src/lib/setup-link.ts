import { randomBytes } from "node:crypto";
import type { AuthorityContext } from "./context.ts";
import { secretHash } from "./keyring.ts";

const lifetimeMs = 24 * 60 * 60 * 1000;

/**
 * Makes the one-time link by which the first administrator is made: `/setup?token=…`. It holds for a day; a new one
 * puts an end to the one before.
 *
 * @returns undefined when there is an administrator.
 * @throws Error when the service does not know an origin of its own yet.
 */
export async function createSetupUrl(context: AuthorityContext): Promise<string | undefined> {
  const administrator = await context.database
    .selectFrom("users")
    .select("id")
    .where("is_administrator", "=", 1)
    .limit(1)
    .executeTakeFirst();
  if (administrator !== undefined) return undefined;
  const origin = context.originOf(undefined);
  if (origin === undefined) {
    throw new Error(
      "There is no origin for a set-up link yet: ask for it once the server listens.",
    );
  }
  const token = randomBytes(32).toString("base64url");
  await context.database.transaction().execute(async (database) => {
    await database.deleteFrom("invitations").where("purpose", "=", "setup").execute();
    await database
      .insertInto("invitations")
      .values({
        token_hash: secretHash(token),
        purpose: "setup",
        user_id: null,
        expires_at_ms: context.now() + lifetimeMs,
      })
      .execute();
  });
  return `${origin}/setup?token=${token}`;
}
