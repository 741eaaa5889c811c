import type { AuthorityContext } from "../context.ts";
import { readJsonList } from "../database/json-list.ts";
import { realmOfClientId } from "../openid/site.ts";

/** What a user has allowed one application. */
export interface GrantWithApplication {
  id: string;
  clientId: string;
  /** The application's id when it was deleted. */
  applicationName: string;
  /** A site that was told who the user is and has access to nothing else: it is no application of any project. */
  isSite: boolean;
  /** Undefined when the application was deleted. */
  protocol: "oauth2" | "oauth1" | "openid2" | undefined;
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
    ...applicationOf(row),
    project:
      row.project_id === null
        ? undefined
        : { id: row.project_id, name: row.project_name ?? row.project_id },
    scopes: readJsonList(row.scopes),
    createdAtMs: row.created_at_ms,
    updatedAtMs: row.updated_at_ms,
  }));
}

function applicationOf(row: {
  client_id: string;
  name: string | null;
  consumer_name: string | null;
}): Pick<GrantWithApplication, "applicationName" | "isSite" | "protocol"> {
  const { name, consumer_name: consumerName, client_id: clientId } = row;
  if (name !== null) return { applicationName: name, isSite: false, protocol: "oauth2" };
  if (consumerName !== null) {
    return { applicationName: consumerName, isSite: false, protocol: "oauth1" };
  }
  const realm = realmOfClientId(clientId);
  return realm === undefined
    ? { applicationName: clientId, isSite: false, protocol: undefined }
    : { applicationName: realm, isSite: true, protocol: "openid2" };
}
