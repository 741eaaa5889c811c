import type { Kysely } from "kysely";
import { switchedServices } from "../access/service-switch.ts";
import { writeAudit } from "../audit.ts";
import type { AuthorityContext } from "../context.ts";
import type { AuthorityTables } from "../database/schema.ts";
import { randomDigits } from "../numeric-id.ts";

/** Who sets the service up, and with which link. */
export interface FirstAdministrator {
  tokenHash: string;
  name: string;
  email: string;
  passwordHash: string;
  project: { id: string; number: string } | undefined;
}

export type FirstAdministratorOutcome =
  | { result: "created"; userId: string }
  | { result: "link-used" | "email-taken" | "project-taken" };

/** Makes the administrator and, when one is wanted, a project that is ready for use; the link is then used up. */
export async function createFirstAdministrator(
  context: AuthorityContext,
  administrator: FirstAdministrator,
): Promise<FirstAdministratorOutcome> {
  const outcome = await context.database
    .transaction()
    .execute((database) => create(database, context.now(), administrator));
  if (outcome.result === "created") context.forget({ type: "everything" });
  return outcome;
}

async function create(
  database: Kysely<AuthorityTables>,
  nowMs: number,
  administrator: FirstAdministrator,
): Promise<FirstAdministratorOutcome> {
  const { name, email, passwordHash, project, tokenHash } = administrator;
  if (!(await isGood(database, tokenHash, nowMs))) return { result: "link-used" };
  if (await isEmailTaken(database, email)) return { result: "email-taken" };
  if (project !== undefined && (await isProjectTaken(database, project.id))) {
    return { result: "project-taken" };
  }
  const userId = randomDigits(21);
  await database
    .insertInto("users")
    .values({
      id: userId,
      email,
      name,
      password_hash: passwordHash,
      is_administrator: 1,
      created_at_ms: nowMs,
    })
    .execute();
  await writeAudit({
    database,
    nowMs,
    entry: { actor: email, action: "user.created", target: email },
  });
  if (project !== undefined) await createProject(database, { nowMs, owner: email, project });
  await database.deleteFrom("invitations").where("purpose", "=", "setup").execute();
  return { result: "created", userId };
}

async function isGood(
  database: Kysely<AuthorityTables>,
  tokenHash: string,
  nowMs: number,
): Promise<boolean> {
  const invitation = await database
    .selectFrom("invitations")
    .select("token_hash")
    .where("token_hash", "=", tokenHash)
    .where("purpose", "=", "setup")
    .where("expires_at_ms", ">", nowMs)
    .executeTakeFirst();
  return invitation !== undefined;
}

async function isEmailTaken(database: Kysely<AuthorityTables>, email: string): Promise<boolean> {
  const user = await database
    .selectFrom("users")
    .select("email")
    .where("email", "=", email)
    .union(database.selectFrom("service_accounts").select("email").where("email", "=", email))
    .executeTakeFirst();
  return user !== undefined;
}

async function isProjectTaken(database: Kysely<AuthorityTables>, id: string): Promise<boolean> {
  const project = await database
    .selectFrom("projects")
    .select("id")
    .where("id", "=", id)
    .executeTakeFirst();
  return project !== undefined;
}

async function createProject(
  database: Kysely<AuthorityTables>,
  options: { nowMs: number; owner: string; project: { id: string; number: string } },
): Promise<void> {
  const { nowMs, owner, project } = options;
  const { id, number } = project;
  await database
    .insertInto("projects")
    .values({ id, number, name: id, created_at_ms: nowMs })
    .execute();
  await database
    .insertInto("project_members")
    .values({ project_id: id, email: owner, role: "owner" })
    .execute();
  await database
    .insertInto("project_services")
    .values(switchedServices.map((service) => ({ project_id: id, service })))
    .execute();
  await writeAudit({
    database,
    nowMs,
    entry: { actor: owner, action: "project.created", target: id, project: id },
  });
}
