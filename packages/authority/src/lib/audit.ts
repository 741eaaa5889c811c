import { randomBytes } from "node:crypto";
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
      id: lineId(nowMs),
      at_ms: nowMs,
      actor: entry.actor,
      action: entry.action,
      target: entry.target,
      project_id: entry.project ?? null,
      application: entry.application ?? null,
      detail: JSON.stringify(entry.detail ?? null),
    })
    .execute();
}

// Ids are in the order of time, so that the log can be read page by page: milliseconds, then whatever came first in one.
function lineId(nowMs: number): string {
  const order = process.hrtime.bigint().toString(36).padStart(13, "0");
  const parts = [nowMs.toString(36).padStart(10, "0"), order, randomBytes(4).toString("hex")];
  return parts.join("-");
}
