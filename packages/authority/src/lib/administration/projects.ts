import type { Kysely, SelectQueryBuilder } from "kysely";
import { AdministrationError } from "../../administration-error.ts";
import { applyProjectRow } from "../apply/apply-project.ts";
import { builtInProject } from "../built-ins.ts";
import type { Agent, AuthorityContext } from "../context.ts";
import { readProject } from "../configuration/project.ts";
import type { AuthorityTables, ProjectMemberTable } from "../database/schema.ts";
import { change } from "./change.ts";
import { declaredValue } from "./declared-value.ts";
import { keepOwners } from "./keep-owners.ts";
import { checkLimit } from "./limits.ts";
import type { ListRequest } from "./page.ts";
import { retireApplication, retireServiceAccount } from "./retire-application.ts";

/** A project as one of the people who may see it sees it. */
interface VisibleProject {
  id: string;
  number: string;
  name: string;
  /** The caller's role; `administrator` for one of the whole service who is no member. */
  role: "owner" | "editor" | "viewer" | "administrator";
  /** The services that are ON, in the order of the alphabet. */
  services: string[];
  createTime: string;
}

/** Who asks: `Caller` has both. */
interface Viewer {
  /** An e-mail, lower case. */
  user: string;
  administrator: boolean;
}

/** What the admin API does with projects. */
export interface ProjectAdministration {
  /** The projects of a user, or every one for an administrator, by id. The built-in one is never among them. */
  list(viewer: Viewer, request: ListRequest): Promise<VisibleProject[]>;
  /** One of those, by id or number; undefined when there is none, or the viewer may not see it. */
  find(viewer: Viewer, idOrNumber: string): Promise<VisibleProject | undefined>;
  /** Makes a project that the viewer owns. */
  create(
    viewer: Viewer,
    project: { id: string; number?: string; name?: string },
    agent: Agent,
  ): Promise<void>;
  rename(id: string, name: string, agent: Agent): Promise<void>;
  /**
   * Whether the project may be deleted.
   *
   * @throws AdministrationError `refused` when one of its service accounts is the last owner of another project.
   */
  checkDelete(id: string): Promise<void>;
  /** Deletes a project with its applications, keys and tokens. Its queues and tasks are not the authority's. */
  delete(id: string, agent: Agent): Promise<void>;
}

export function projectAdministration(context: AuthorityContext): ProjectAdministration {
  const { database } = context;
  return {
    list: (viewer, request) => listProjects(database, viewer, request),
    find: (viewer, idOrNumber) => findProject(database, viewer, idOrNumber),
    create: (viewer, project, agent) => createProject(context, { viewer, project, agent }),
    rename: (id, name, agent) =>
      change(context, agent, (applying) =>
        applyProjectRow(applying, { id, name: checked({ id, name }).name ?? id }, ""),
      ),
    async checkDelete(id) {
      await keepOwners(database, await accountsOf(database, id), { except: id });
    },
    delete: (id, agent) => deleteProject(context, id, agent),
  };
}

function checked(project: { id: string; number?: string | undefined; name?: string | undefined }): {
  id: string;
  number?: string;
  name?: string;
} {
  return readProject(noFiles)(declaredValue(project)).value;
}

function noFiles(): never {
  throw new Error("A project of the admin API names no files.");
}

async function createProject(
  context: AuthorityContext,
  request: {
    viewer: Viewer;
    project: { id: string; number?: string; name?: string };
    agent: Agent;
  },
): Promise<void> {
  const { viewer, agent } = request;
  const { id, number, name } = checked(request.project);
  await change(context, agent, async (applying) => {
    const { database } = applying;
    const taken = await database
      .selectFrom("projects")
      .select("id")
      .where("id", "=", id)
      .executeTakeFirst();
    if (taken !== undefined) {
      throw new AdministrationError(
        "duplicate",
        `There is a project ${id} already: take another id.`,
      );
    }
    if (!viewer.administrator) {
      const { owned } = await database
        .selectFrom("project_members")
        .select(({ fn }) => fn.countAll<number>().as("owned"))
        .where("email", "=", viewer.user)
        .where("role", "=", "owner")
        .executeTakeFirstOrThrow();
      checkLimit("projects of an owner", owned);
    }
    const row = {
      id,
      ...(number !== undefined && { number }),
      ...(name !== undefined && { name }),
    };
    await applyProjectRow(applying, row, "");
    await database
      .insertInto("project_members")
      .values({ project_id: id, email: viewer.user, role: "owner" })
      .execute();
  });
}

async function deleteProject(context: AuthorityContext, id: string, agent: Agent): Promise<void> {
  await change(context, agent, async (applying) => {
    const { database } = applying;
    const clients = database.selectFrom("oauth_clients").select("id").where("project_id", "=", id);
    const consumers = database
      .selectFrom("oauth_consumers")
      .select("key as id")
      .where("project_id", "=", id);
    for (const application of await clients.unionAll(consumers).execute()) {
      await retireApplication(database, application.id);
    }
    const accounts = await accountsOf(database, id);
    await keepOwners(database, accounts, { except: id });
    for (const email of accounts) {
      await retireServiceAccount(database, email);
    }
    await database.deleteFrom("tokens").where("project_id", "=", id).execute();
    await database.deleteFrom("projects").where("id", "=", id).execute();
    await applying.changed({ thing: "project", target: id, what: "deleted", project: id });
  });
}

async function accountsOf(database: Kysely<AuthorityTables>, id: string): Promise<string[]> {
  const rows = await database
    .selectFrom("service_accounts")
    .select("email")
    .where("project_id", "=", id)
    .execute();
  return rows.map(({ email }) => email);
}

type ProjectRow = {
  id: string;
  number: string;
  name: string;
  created_at_ms: number;
  role: ProjectMemberTable["role"] | null;
};

async function listProjects(
  database: Kysely<AuthorityTables>,
  viewer: Viewer,
  { after, limit }: ListRequest,
): Promise<VisibleProject[]> {
  const query = visibleTo(database, viewer).where("projects.id", ">", after);
  return withServices(database, await query.orderBy("projects.id").limit(limit).execute());
}

async function findProject(
  database: Kysely<AuthorityTables>,
  viewer: Viewer,
  idOrNumber: string,
): Promise<VisibleProject | undefined> {
  const rows = await visibleTo(database, viewer)
    .where((on) =>
      on.or([on("projects.id", "=", idOrNumber), on("projects.number", "=", idOrNumber)]),
    )
    .execute();
  return (await withServices(database, rows))[0];
}

function visibleTo(
  database: Kysely<AuthorityTables>,
  viewer: Viewer,
): SelectQueryBuilder<AuthorityTables, "projects", ProjectRow> {
  const query = database
    .selectFrom("projects")
    .leftJoin("project_members", (join) =>
      join
        .onRef("project_members.project_id", "=", "projects.id")
        .on("project_members.email", "=", viewer.user),
    )
    .select([
      "projects.id",
      "projects.number",
      "projects.name",
      "projects.created_at_ms",
      "project_members.role",
    ])
    .where("projects.id", "!=", builtInProject);
  return viewer.administrator ? query : query.where("project_members.role", "is not", null);
}

async function withServices(
  database: Kysely<AuthorityTables>,
  rows: readonly ProjectRow[],
): Promise<VisibleProject[]> {
  if (rows.length === 0) return [];
  const on = await database
    .selectFrom("project_services")
    .selectAll()
    .where(
      "project_id",
      "in",
      rows.map(({ id }) => id),
    )
    .orderBy("service")
    .execute();
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    name: row.name,
    role: row.role ?? "administrator",
    services: on.filter(({ project_id }) => project_id === row.id).map(({ service }) => service),
    createTime: new Date(row.created_at_ms).toISOString(),
  }));
}
