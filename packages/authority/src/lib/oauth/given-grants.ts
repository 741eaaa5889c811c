import type { AuthorityContext } from "../context.ts";
import { readJsonList } from "../database/json-list.ts";

/** What a user has allowed one application. */
export interface GrantWithApplication {
  id: string;
  clientId: string;
  /** The application's id when it was deleted. */
  applicationName: string;
  /** Undefined when the application was deleted. */
  protocol: "oauth2" | "oauth1" | undefined;
  project: { id: string; name: string } | undefined;
  scopes: string[];
  createdAtMs: number;
  updatedAtMs: number;
}

/** The applications with access to a user's account; one that was deleted is listed too, so that it can be removed. */
export async function readGivenGrants(
  { database }: Pick<AuthorityContext, "database">,
  userId: string,
): Promise<GrantWithApplication[]> {
  const rows = await database
    .selectFrom("grants")
    .leftJoin("oauth_clients", "oauth_clients.id", "grants.client_id")
    .leftJoin("oauth_consumers", "oauth_consumers.key", "grants.client_id")
    .leftJoin("projects", (join) =>
      join.on((on) =>
        on(
          "projects.id",
          "=",
          on.fn.coalesce("oauth_clients.project_id", "oauth_consumers.project_id"),
        ),
      ),
    )
    .selectAll("grants")
    .select([
      "oauth_clients.name",
      "oauth_consumers.name as consumer_name",
      "projects.id as project_id",
      "projects.name as project_name",
    ])
    .where("grants.user_id", "=", userId)
    .orderBy("grants.created_at_ms", "desc")
    .execute();
  return rows.map((row) => ({
    id: row.id,
    clientId: row.client_id,
    applicationName: row.name ?? row.consumer_name ?? row.client_id,
    protocol: row.name !== null ? "oauth2" : row.consumer_name !== null ? "oauth1" : undefined,
    project:
      row.project_id === null
        ? undefined
        : { id: row.project_id, name: row.project_name ?? row.project_id },
    scopes: readJsonList(row.scopes),
    createdAtMs: row.created_at_ms,
    updatedAtMs: row.updated_at_ms,
  }));
}
