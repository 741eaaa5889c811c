import type { AuthorityContext } from "../context.ts";
import type { OAuthClient } from "../database/schema.ts";

/** An application with the name of its project. */
export type ClientWithProject = OAuthClient & { project_name: string };

/** Finds the application with this client id. */
export async function findClient(
  context: Pick<AuthorityContext, "database">,
  clientId: string,
): Promise<ClientWithProject | undefined> {
  return context.database
    .selectFrom("oauth_clients")
    .innerJoin("projects", "projects.id", "oauth_clients.project_id")
    .selectAll("oauth_clients")
    .select("projects.name as project_name")
    .where("oauth_clients.id", "=", clientId)
    .executeTakeFirst();
}
