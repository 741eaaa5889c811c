import type { Kysely } from "kysely";
import { AdministrationError } from "../../administration-error.ts";
import type { AuthorityTables } from "../database/schema.ts";
import { normalizeEmail } from "../users/find-user.ts";

/** An application of a project: a consumer's key or a service account's e-mail. */
interface Application {
  project: string;
  application: string;
}

/**
 * Says whether an application may do more than the editors of its project may: it acts for a domain, owns a project,
 * or has its place in another one. Who gets hold of it may do that too.
 */
export async function reachesBeyondEditors(
  database: Kysely<AuthorityTables>,
  { project, application: name }: Application,
): Promise<boolean> {
  // A consumer's key has no @ and counts to the letter.
  const application = name.includes("@") ? normalizeEmail(name) : name;
  if (await isDelegated(database, application)) return true;
  const member = await database
    .selectFrom("project_members")
    .select("project_id")
    .where("email", "=", application)
    .where((on) => on.or([on("role", "=", "owner"), on("project_id", "!=", project)]))
    .executeTakeFirst();
  if (member !== undefined) return true;
  const queue = await database
    .selectFrom("queue_acl")
    .select("queue")
    .where("email", "=", application)
    .where("project_id", "!=", project)
    .executeTakeFirst();
  return queue !== undefined;
}

/**
 * Refuses a new application that would find a delegation waiting for its name: anybody could take the name.
 *
 * @throws AdministrationError `refused`
 */
export async function refuseDelegated(
  database: Kysely<AuthorityTables>,
  application: string,
): Promise<void> {
  if (!(await isDelegated(database, application))) return;
  throw new AdministrationError(
    "refused",
    `${application} could act for a whole domain at once: an administrator has to delete its delegation first, and make it again afterwards.`,
  );
}

async function isDelegated(
  database: Kysely<AuthorityTables>,
  application: string,
): Promise<boolean> {
  const row = await database
    .selectFrom("delegations")
    .select("client")
    .where("client", "=", application)
    .executeTakeFirst();
  return row !== undefined;
}
