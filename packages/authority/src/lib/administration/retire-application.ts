import type { Kysely } from "kysely";
import type { AuthorityTables } from "../database/schema.ts";

/** Takes everything away that was given to an application or to a service account. Its tokens and codes go with it. */
export async function retireApplication(
  database: Kysely<AuthorityTables>,
  id: string,
): Promise<void> {
  // Codes and tokens that users gave go with the grants.
  await database.deleteFrom("grants").where("client_id", "=", id).execute();
  await database.deleteFrom("tokens").where("client_id", "=", id).execute();
  await database.deleteFrom("delegations").where("client", "=", id).execute();
}

/** Takes everything away that an address may do: whoever has it next begins with nothing. */
export async function retireAddress(
  database: Kysely<AuthorityTables>,
  email: string,
): Promise<void> {
  await database.deleteFrom("tokens").where("subject", "=", email).execute();
  await database.deleteFrom("project_members").where("email", "=", email).execute();
  await database.deleteFrom("queue_acl").where("email", "=", email).execute();
}

/** Takes a service account away: its keys, its tokens, what it may do and what was exchanged for it. */
export async function retireServiceAccount(
  database: Kysely<AuthorityTables>,
  email: string,
): Promise<void> {
  await retireApplication(database, email);
  await retireAddress(database, email);
  await database.deleteFrom("trusted_issuers").where("service_account", "=", email).execute();
  await database.deleteFrom("service_accounts").where("email", "=", email).execute();
}
