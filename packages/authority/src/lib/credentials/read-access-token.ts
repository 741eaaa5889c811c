import type { AuthorityContext } from "../context.ts";
import { readJsonList } from "../database/json-list.ts";
import type { RememberedToken } from "../memory.ts";

/**
 * Reads an access token by its SHA-256: undefined when there is none, when it is over, or when its application or
 * whom it acts as is no more.
 */
export async function readAccessToken(
  context: Pick<AuthorityContext, "database" | "now">,
  tokenHash: string,
): Promise<RememberedToken | undefined> {
  const row = await context.database
    .selectFrom("tokens")
    .leftJoin("oauth_clients", (join) =>
      join
        .onRef("oauth_clients.id", "=", "tokens.client_id")
        .on("tokens.application_kind", "=", "oauth-client"),
    )
    .leftJoin("service_accounts", (join) =>
      join
        .onRef("service_accounts.email", "=", "tokens.client_id")
        .on("tokens.application_kind", "=", "service-account"),
    )
    .leftJoin("users", "users.email", "tokens.subject")
    .leftJoin("service_accounts as subject_account", "subject_account.email", "tokens.subject")
    .select([
      "tokens.application_kind",
      "tokens.client_id",
      "tokens.grant_id",
      "tokens.subject",
      "tokens.scopes",
      "tokens.expires_at_ms",
      "oauth_clients.name as client_name",
      "oauth_clients.project_id as client_project",
      "service_accounts.name as account_name",
      "service_accounts.project_id as account_project",
      "users.is_administrator",
      "subject_account.email as subject_account",
    ])
    .where("tokens.token_hash", "=", tokenHash)
    .where("tokens.kind", "=", "access")
    .executeTakeFirst();
  if (row === undefined || row.expires_at_ms <= context.now()) return undefined;
  const project = row.client_project ?? row.account_project;
  if (project === null) return undefined;
  if (row.is_administrator === null && row.subject_account === null) return undefined;
  return {
    answer: {
      ok: true,
      caller: {
        application: {
          kind: row.application_kind,
          id: row.client_id,
          name: row.client_name ?? row.account_name ?? row.client_id,
          project,
        },
        user: row.subject,
        administrator: row.is_administrator === 1,
        scopes: new Set(readJsonList(row.scopes)),
      },
    },
    grantId: row.grant_id,
    expiresAtMs: row.expires_at_ms,
  };
}
