import type { Kysely } from "kysely";
import type { AuthorityTables } from "../database/schema.ts";
import { consoleClientId } from "../oauth/console-client.ts";

/**
 * Sets a user's password and ends what was begun with the one before: sessions, the console's tokens, which stand for
 * a session, and links to set a password. What other applications were allowed stays. Forget tokens afterwards.
 */
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
  await database
    .deleteFrom("grants")
    .where("user_id", "=", userId)
    .where("client_id", "=", consoleClientId)
    .execute();
  await database.deleteFrom("invitations").where("user_id", "=", userId).execute();
}
