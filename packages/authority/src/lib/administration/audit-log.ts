import type { Kysely } from "kysely";
import type { AuthorityTables } from "../database/schema.ts";

/** A line that was read from the audit log. */
export interface AuditLine {
  id: string;
  atMs: number;
  actor: string;
  action: string;
  target: string;
  detail: unknown;
  /** Undefined for what belongs to no project. */
  project: string | undefined;
  /** Undefined for what was done on a page, or by a file at start. */
  application: string | undefined;
}

/** Which lines are wanted: newest first. */
export interface AuditRequest {
  /** 1 to 1001. */
  limit: number;
  /** Only lines older than the one with this id. */
  before?: string | undefined;
  /** Only those of this project, since it was made. */
  project?: string | undefined;
  actor?: string | undefined;
  /** One that ends with a dot stands for all that begin with it. */
  action?: string | undefined;
  fromMs?: number | undefined;
  toMs?: number | undefined;
}

// One more than the longest page, so that it is known whether there is another.
const linesMax = 1001;

/** Reads the audit log. */
export async function readAuditLog(
  database: Kysely<AuthorityTables>,
  request: AuditRequest,
): Promise<AuditLine[]> {
  const { limit, before, project, actor, action, fromMs, toMs } = request;
  let query = database
    .selectFrom("audit_log")
    .selectAll()
    .orderBy("id", "desc")
    .limit(Math.min(Math.max(limit, 1), linesMax));
  if (before !== undefined) query = query.where("id", "<", before);
  if (project !== undefined) {
    // An earlier project of this id was somebody else's.
    query = query
      .where("project_id", "=", project)
      .where("at_ms", ">=", (on) =>
        on.selectFrom("projects").select("created_at_ms").where("id", "=", project),
      );
  }
  if (actor !== undefined) query = query.where("actor", "=", actor.toLowerCase());
  if (action?.endsWith(".") === true) {
    query = query.where("action", ">=", action).where("action", "<", `${action}\uffff`);
  } else if (action !== undefined) query = query.where("action", "=", action);
  if (fromMs !== undefined) query = query.where("at_ms", ">=", fromMs);
  if (toMs !== undefined) query = query.where("at_ms", "<", toMs);
  return (await query.execute()).map((row) => ({
    id: row.id,
    atMs: row.at_ms,
    actor: row.actor,
    action: row.action,
    target: row.target,
    detail: JSON.parse(row.detail) as unknown,
    project: row.project_id ?? undefined,
    application: row.application ?? undefined,
  }));
}
