import type { Transaction } from "kysely";
import { AdministrationError } from "../../administration-error.ts";
import type { AuthorityTables } from "../database/schema.ts";

/**
 * Refuses to take somebody away who is the last owner of a project.
 *
 * @throws AdministrationError `refused`
 */
export async function keepOwners(
  database: Transaction<AuthorityTables>,
  email: string,
): Promise<void> {
  const orphan = await database
    .selectFrom("project_members as own")
    .select("own.project_id")
    .where("own.email", "=", email)
    .where("own.role", "=", "owner")
    .where((on) =>
      on.not(
        on.exists(
          on
            .selectFrom("project_members as other")
            .select("other.email")
            .whereRef("other.project_id", "=", "own.project_id")
            .where("other.role", "=", "owner")
            .where("other.email", "!=", email),
        ),
      ),
    )
    .executeTakeFirst();
  if (orphan === undefined) return;
  throw new AdministrationError(
    "refused",
    `${email} is the last owner of ${orphan.project_id}: make somebody else an owner, or delete the project, first.`,
  );
}
