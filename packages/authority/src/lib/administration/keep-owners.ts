import type { Kysely } from "kysely";
import { AdministrationError } from "../../administration-error.ts";
import type { AuthorityTables } from "../database/schema.ts";

/**
 * Refuses to take people away who are, alone or together, the last owners of a project.
 *
 * @param options.except - a project that is being deleted itself.
 * @throws AdministrationError `refused`
 */
export async function keepOwners(
  database: Kysely<AuthorityTables>,
  emails: readonly string[],
  { except = "" }: { except?: string } = {},
): Promise<void> {
  if (emails.length === 0) return;
  const orphan = await database
    .selectFrom("project_members as own")
    .select(["own.project_id", "own.email"])
    .where("own.email", "in", emails)
    .where("own.role", "=", "owner")
    .where("own.project_id", "!=", except)
    .where((on) =>
      on.not(
        on.exists(
          on
            .selectFrom("project_members as other")
            .select("other.email")
            .whereRef("other.project_id", "=", "own.project_id")
            .where("other.role", "=", "owner")
            .where("other.email", "not in", emails),
        ),
      ),
    )
    .executeTakeFirst();
  if (orphan === undefined) return;
  throw new AdministrationError(
    "refused",
    `${orphan.email} is the last owner of ${orphan.project_id}: make somebody else an owner, or delete the project, first.`,
  );
}
