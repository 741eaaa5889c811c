import type { Kysely } from "kysely";
import { readQueueAcl, writeQueueAcl, type QueueAddress } from "../access/queue-acl.ts";
import { writeAudit } from "../audit.ts";
import type { QueueAcl } from "../../authority.ts";
import { builtInProject } from "../built-ins.ts";
import type { AuditEntry, AuthorityContext } from "../context.ts";
import type { AuthorityTables } from "../database/schema.ts";

/** A project as one of the people who may see it sees it. */
interface VisibleProject {
  id: string;
  number: string;
  name: string;
  /** The caller's role; `administrator` for one of the whole service who is no member. */
  role: "owner" | "editor" | "viewer" | "administrator";
  /** The services that are ON, in the order of the alphabet. */
  services: string[];
}

/** Who asks: `Caller` has both. */
interface Viewer {
  /** An e-mail, lower case. */
  user: string;
  administrator: boolean;
}

/** A line that was read from the audit log. */
interface AuditLine {
  id: string;
  atMs: number;
  actor: string;
  action: string;
  target: string;
  detail: unknown;
}

/** What the admin API does with the authority. Whether the caller may is the admin API's to ask; every change is in the audit log. */
export interface Administration {
  /** The projects of a user, or every one for an administrator, by id. The built-in one is never among them. */
  projects(viewer: Viewer): Promise<VisibleProject[]>;
  /** One of those; undefined when there is none, or the viewer may not see it. */
  project(viewer: Viewer, id: string): Promise<VisibleProject | undefined>;
  /**
   * Sets a queue's ACL to exactly this.
   *
   * @throws RangeError when a list has more than 1000 addresses.
   */
  putQueueAcl(request: QueueAddress & { acl: QueueAcl; actor: string }): Promise<void>;
  /** Drops a queue's ACL, as when the queue is deleted. */
  deleteQueueAcl(request: QueueAddress & { actor: string }): Promise<void>;
  /** Adds a line to the audit log. Never give it a secret. */
  audit(entry: AuditEntry): Promise<void>;
  /** Reads the audit log, newest first: at most `limit` lines (up to 1000), older than the one with the id `before`. */
  auditLog(request: { limit: number; before?: string }): Promise<AuditLine[]>;
}

const auditLinesMax = 1000;

export function createAdministration(context: AuthorityContext): Administration {
  const { database } = context;
  return {
    projects: (viewer) => readProjects(database, viewer),
    project: async (viewer, id) => (await readProjects(database, viewer, id))[0],
    putQueueAcl: ({ project, queue, acl, actor }) =>
      setQueueAcl(context, { project, queue, acl, actor }),
    deleteQueueAcl: ({ project, queue, actor }) =>
      setQueueAcl(context, {
        project,
        queue,
        acl: { adminEmails: [], consumerEmails: [], producerEmails: [] },
        actor,
      }),
    audit: (entry) => context.audit(entry),
    auditLog: (request) => readAuditLog(database, request),
  };
}

async function readAuditLog(
  database: Kysely<AuthorityTables>,
  { limit, before }: { limit: number; before?: string },
): Promise<AuditLine[]> {
  let query = database
    .selectFrom("audit_log")
    .selectAll()
    .orderBy("id", "desc")
    .limit(Math.min(Math.max(limit, 1), auditLinesMax));
  if (before !== undefined) query = query.where("id", "<", before);
  return (await query.execute()).map(({ id, at_ms, actor, action, target, detail }) => ({
    id,
    atMs: at_ms,
    actor,
    action,
    target,
    detail: JSON.parse(detail) as unknown,
  }));
}

async function readProjects(
  database: Kysely<AuthorityTables>,
  viewer: Viewer,
  id?: string,
): Promise<VisibleProject[]> {
  let query = database
    .selectFrom("projects")
    .leftJoin("project_members", (join) =>
      join
        .onRef("project_members.project_id", "=", "projects.id")
        .on("project_members.email", "=", viewer.user),
    )
    .select(["projects.id", "projects.number", "projects.name", "project_members.role"])
    .where("projects.id", "!=", builtInProject)
    .orderBy("projects.id");
  if (!viewer.administrator) query = query.where("project_members.role", "is not", null);
  if (id !== undefined) query = query.where("projects.id", "=", id);
  const projects: VisibleProject[] = (await query.execute()).map((row) => ({
    id: row.id,
    number: row.number,
    name: row.name,
    role: row.role ?? "administrator",
    services: [],
  }));
  const byId = new Map(projects.map((project) => [project.id, project]));
  let services = database.selectFrom("project_services").selectAll().orderBy("service");
  if (id !== undefined) services = services.where("project_id", "=", id);
  for (const row of await services.execute()) byId.get(row.project_id)?.services.push(row.service);
  return projects;
}

async function setQueueAcl(
  context: AuthorityContext,
  { project, queue, acl, actor }: QueueAddress & { acl: QueueAcl; actor: string },
): Promise<void> {
  const changed = await context.database.transaction().execute(async (database) => {
    if (!(await writeQueueAcl(database, { project, queue, acl }))) return false;
    const detail = await readQueueAcl(database, { project, queue });
    const entry = { actor, action: "queue-acl.set", target: `${project}/${queue}`, detail };
    await writeAudit({ database, nowMs: context.now(), entry });
    return true;
  });
  if (changed) context.forget({ type: "everything" });
}
