import type { Kysely } from "kysely";
import type { AuthorityTables } from "../database/schema.ts";

/** Sets a user's password and ends what was begun with the one before: sessions, and links to set one. */
export async function setPassword(
  database: Kysely<AuthorityTables>,
  { userId, passwordHash }: { userId: string; passwordHash: string },
): Promise<void> {
  await database
    .updateTable("users")
    .set({ password_hash: passwordHash })
    .where("id", "=", userId)
    .execute();
  await database.deleteFrom("sessions").where("user_id", "=", userId).execute();
  await database.deleteFrom("invitations").where("user_id", "=", userId).execute();
}
