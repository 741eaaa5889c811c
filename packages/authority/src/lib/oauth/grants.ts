import { randomUUID } from "node:crypto";
import type { Agent, AuthorityContext } from "../context.ts";
import { readJsonList, writeJsonList } from "../database/json-list.ts";

/** What a user has allowed an application. */
export interface GivenGrant {
  id: string;
  scopes: string[];
}

/** Finds what a user has allowed an application so far. */
export async function findGrant(
  context: Pick<AuthorityContext, "database">,
  pair: { userId: string; clientId: string },
): Promise<GivenGrant | undefined> {
  const row = await context.database
    .selectFrom("grants")
    .select(["id", "scopes"])
    .where("user_id", "=", pair.userId)
    .where("client_id", "=", pair.clientId)
    .executeTakeFirst();
  return row === undefined ? undefined : { id: row.id, scopes: readJsonList(row.scopes) };
}

/** Adds scopes to what a user allows an application. */
export async function addToGrant(
  context: Pick<AuthorityContext, "database" | "now">,
  options: { userId: string; clientId: string; scopes: readonly string[] },
): Promise<GivenGrant> {
  const { userId, clientId } = options;
  const nowMs = context.now();
  return context.database.transaction().execute(async (database) => {
    const before = await findGrant({ database }, { userId, clientId });
    const scopes = [...new Set([...(before?.scopes ?? []), ...options.scopes])];
    const { id } = await database
      .insertInto("grants")
      .values({
        id: randomUUID(),
        user_id: userId,
        client_id: clientId,
        scopes: writeJsonList(scopes),
        created_at_ms: nowMs,
        updated_at_ms: nowMs,
      })
      .onConflict((conflict) =>
        conflict
          .columns(["user_id", "client_id"])
          .doUpdateSet({ scopes: writeJsonList(scopes), updated_at_ms: nowMs }),
      )
      .returning("id")
      .executeTakeFirstOrThrow();
    return { id, scopes };
  });
}

/** Takes back all that a user allowed an application; every token and code of it is refused from now on. */
export async function revokeGrant(
  context: AuthorityContext,
  options: { grantId: string; target: string } & Agent,
): Promise<void> {
  const { grantId, target, ...agent } = options;
  // Codes and tokens go with the row.
  await context.database.deleteFrom("grants").where("id", "=", grantId).execute();
  context.forget({ type: "grant", grantId });
  await context.audit({ ...agent, action: "grant.revoke", target });
}
