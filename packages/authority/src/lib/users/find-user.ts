import type { AuthorityContext } from "../context.ts";
import type { User } from "../database/schema.ts";

/** Finds the user with this e-mail, in any case. */
export function findUserByEmail(
  context: Pick<AuthorityContext, "database">,
  email: string,
): Promise<User | undefined> {
  return context.database
    .selectFrom("users")
    .selectAll()
    .where("email", "=", normalizeEmail(email))
    .executeTakeFirst();
}

/** An e-mail address as it is kept and compared: trimmed, lower case. */
export function normalizeEmail(email: string): string {
  return email.trim().toLowerCase();
}
