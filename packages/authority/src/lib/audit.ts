import { randomUUID } from "node:crypto";
import type { Kysely } from "kysely";
import type { AuditEntry } from "./context.ts";
import type { AuthorityTables } from "./database/schema.ts";

/** Adds a line to the audit log, in the caller's transaction when there is one. */
export async function writeAudit(options: {
  database: Kysely<AuthorityTables>;
  nowMs: number;
  entry: AuditEntry;
}): Promise<void> {
  const { database, nowMs, entry } = options;
  await database
    .insertInto("audit_log")
    .values({
      id: randomUUID(),
      at_ms: nowMs,
      actor: entry.actor,
      action: entry.action,
      target: entry.target,
      detail: JSON.stringify(entry.detail ?? null),
    })
    .execute();
}
