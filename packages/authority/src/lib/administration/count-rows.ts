import type { Transaction } from "kysely";
import type { AuthorityTables } from "../database/schema.ts";

/** How many rows of a project a table has. */
export async function countOfProject(
  database: Transaction<AuthorityTables>,
  table: "oauth_clients" | "service_accounts" | "oauth_consumers" | "api_keys",
  project: string,
): Promise<number> {
  const { rows } = await database
    .selectFrom(table)
    .select(({ fn }) => fn.countAll<number>().as("rows"))
    .where("project_id", "=", project)
    .executeTakeFirstOrThrow();
  return rows;
}
