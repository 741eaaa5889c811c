import type { AuthorityContext } from "../context.ts";
import { readJsonList } from "../database/json-list.ts";

/**
 * The scopes in which an application may act as a user without asking: what the administrator of the user's domain
 * has granted it (*Manage API client access*).
 *
 * @param options.client - a service account's e-mail or an OAuth 1.0 consumer key.
 * @param options.user - the user's e-mail, lower case.
 */
export async function delegatedScopes(
  context: Pick<AuthorityContext, "database">,
  options: { client: string; user: string },
): Promise<ReadonlySet<string>> {
  const domain = options.user.slice(options.user.lastIndexOf("@") + 1);
  const row = await context.database
    .selectFrom("delegations")
    .select("scopes")
    .where("domain", "=", domain)
    .where("client", "=", options.client)
    .executeTakeFirst();
  return new Set(row === undefined ? [] : readJsonList(row.scopes));
}
