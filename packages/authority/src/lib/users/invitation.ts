import type { Kysely } from "kysely";
import type { AuthorityContext } from "../context.ts";
import type { AuthorityTables, User } from "../database/schema.ts";
import { secretHash } from "../keyring.ts";
import { newSecret } from "../oauth/secrets.ts";

/** Where the page is that a one-time link leads to. */
export const passwordPath = "/password";

const dayMs = 24 * 60 * 60 * 1000;

/** How long the link of an invitation holds. */
export const invitationLifetimeMs: number = 7 * dayMs;

/** How long the link to set a new password holds. */
export const passwordResetLifetimeMs: number = dayMs;

/**
 * Makes a link by which a user sets a password, once. It puts an end to the one before.
 *
 * @throws Error when the service does not know an origin of its own yet.
 */
export async function createInvitation(
  context: Pick<AuthorityContext, "originOf" | "now">,
  database: Kysely<AuthorityTables>,
  { userId, lifetimeMs }: { userId: string; lifetimeMs: number },
): Promise<{ url: string; expireTime: string }> {
  const origin = context.originOf(undefined);
  if (origin === undefined) {
    throw new Error("There is no origin for a link yet: ask for it once the server listens.");
  }
  const token = newSecret("invitation");
  const expiresAtMs = context.now() + lifetimeMs;
  await database.deleteFrom("invitations").where("user_id", "=", userId).execute();
  await database
    .insertInto("invitations")
    .values({
      token_hash: secretHash(token),
      purpose: "password",
      user_id: userId,
      expires_at_ms: expiresAtMs,
    })
    .execute();
  const expireTime = new Date(expiresAtMs).toISOString();
  return { url: `${origin}${passwordPath}?token=${token}`, expireTime };
}

/** The user whom a link that still holds was made for. */
export function findInvited(
  { now }: Pick<AuthorityContext, "now">,
  database: Kysely<AuthorityTables>,
  token: string,
): Promise<User | undefined> {
  return database
    .selectFrom("invitations")
    .innerJoin("users", "users.id", "invitations.user_id")
    .selectAll("users")
    .where("invitations.token_hash", "=", secretHash(token))
    .where("invitations.purpose", "=", "password")
    .where("invitations.expires_at_ms", ">", now())
    .executeTakeFirst();
}
