import type { Transaction } from "kysely";
import { AdministrationError } from "../../administration-error.ts";
import { readMember } from "../configuration/project.ts";
import type { Agent, AuthorityContext } from "../context.ts";
import type { AuthorityTables, ProjectMemberTable } from "../database/schema.ts";
import { normalizeEmail } from "../users/find-user.ts";
import { change } from "./change.ts";
import { declaredValue } from "./declared-value.ts";
import { checkLimit } from "./limits.ts";
import type { ListRequest } from "./page.ts";

/** Somebody who works on a project. */
interface Member {
  email: string;
  role: ProjectMemberTable["role"];
  /** Left out while there is no such user. */
  name?: string;
}

/** What the admin API does with the members of a project. Whoever was the last owner stays. */
export interface MemberAdministration {
  list(project: string, request: ListRequest): Promise<Member[]>;
  add(project: string, member: { email: string; role: string }, agent: Agent): Promise<Member>;
  setRole(project: string, member: { email: string; role: string }, agent: Agent): Promise<Member>;
  remove(project: string, email: string, agent: Agent): Promise<void>;
}

export function memberAdministration(context: AuthorityContext): MemberAdministration {
  return {
    list: (project, { after, limit }) =>
      readMembers(context.database, project)
        .where("project_members.email", ">", after)
        .orderBy("project_members.email")
        .limit(limit)
        .execute()
        .then((rows) => rows.map(memberOf)),
    add: (project, member, agent) => addMember(context, { project, member, agent }),
    setRole: (project, member, agent) => setRole(context, { project, member, agent }),
    remove: (project, email, agent) => removeMember(context, { project, email, agent }),
  };
}

type Request = { project: string; member: { email: string; role: string }; agent: Agent };

async function addMember(context: AuthorityContext, request: Request): Promise<Member> {
  const { project, agent } = request;
  const { email, role } = readMember(declaredValue(request.member));
  await change(context, agent, async (applying) => {
    const { database } = applying;
    if ((await findRole(database, project, email)) !== undefined) {
      throw new AdministrationError(
        "duplicate",
        `${email} is a member of ${project} already: change the role.`,
      );
    }
    const { members } = await database
      .selectFrom("project_members")
      .select(({ fn }) => fn.countAll<number>().as("members"))
      .where("project_id", "=", project)
      .executeTakeFirstOrThrow();
    checkLimit("members of a project", members);
    await database
      .insertInto("project_members")
      .values({ project_id: project, email, role })
      .execute();
    const target = `${email} (${role}) of ${project}`;
    await applying.changed({ thing: "member", target, what: "created", project });
  });
  return memberIn(context, project, email);
}

async function setRole(context: AuthorityContext, request: Request): Promise<Member> {
  const { project, agent } = request;
  const { email, role } = readMember(declaredValue(request.member));
  await change(context, agent, async (applying) => {
    const { database } = applying;
    const before = await findRole(database, project, email);
    if (before === undefined) throw noMember(project, email);
    if (before === role) return;
    if (before === "owner") await keepAnOwner(database, project, email);
    await database
      .updateTable("project_members")
      .set({ role })
      .where("project_id", "=", project)
      .where("email", "=", email)
      .execute();
    const target = `${email} (${role}) of ${project}`;
    await applying.changed({ thing: "member", target, what: "changed", project });
  });
  return memberIn(context, project, email);
}

async function removeMember(
  context: AuthorityContext,
  request: { project: string; email: string; agent: Agent },
): Promise<void> {
  const { project, agent } = request;
  const email = normalizeEmail(request.email);
  await change(context, agent, async (applying) => {
    const { database } = applying;
    const role = await findRole(database, project, email);
    if (role === undefined) throw noMember(project, email);
    if (role === "owner") await keepAnOwner(database, project, email);
    await database
      .deleteFrom("project_members")
      .where("project_id", "=", project)
      .where("email", "=", email)
      .execute();
    const target = `${email} of ${project}`;
    await applying.changed({ thing: "member", target, what: "deleted", project });
  });
}

async function findRole(
  database: AuthorityContext["database"],
  project: string,
  email: string,
): Promise<Member["role"] | undefined> {
  const row = await database
    .selectFrom("project_members")
    .select("role")
    .where("project_id", "=", project)
    .where("email", "=", email)
    .executeTakeFirst();
  return row?.role;
}

async function keepAnOwner(
  database: Transaction<AuthorityTables>,
  project: string,
  email: string,
): Promise<void> {
  const other = await database
    .selectFrom("project_members")
    .select("email")
    .where("project_id", "=", project)
    .where("role", "=", "owner")
    .where("email", "!=", email)
    .executeTakeFirst();
  if (other !== undefined) return;
  throw new AdministrationError(
    "refused",
    `${email} is the last owner of ${project}: make somebody else an owner first.`,
  );
}

function readMembers(database: AuthorityContext["database"], project: string) {
  return database
    .selectFrom("project_members")
    .leftJoin("users", "users.email", "project_members.email")
    .select(["project_members.email", "project_members.role", "users.name"])
    .where("project_members.project_id", "=", project);
}

async function memberIn(
  context: AuthorityContext,
  project: string,
  email: string,
): Promise<Member> {
  const row = await readMembers(context.database, project)
    .where("project_members.email", "=", email)
    .executeTakeFirst();
  if (row === undefined) throw noMember(project, email);
  return memberOf(row);
}

function memberOf({ email, role, name }: Omit<Member, "name"> & { name: string | null }): Member {
  return { email, role, ...(name !== null && { name }) };
}

function noMember(project: string, email: string): AdministrationError {
  return new AdministrationError("not_found", `${email} is no member of ${project}.`);
}
