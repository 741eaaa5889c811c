import { AdministrationError } from "../../administration-error.ts";
import { countAttempt } from "../attempts.ts";
import type { Agent, AuthorityContext } from "../context.ts";
import { writeAudit } from "../audit.ts";
import type { ProjectMemberTable } from "../database/schema.ts";
import { readGivenGrants } from "../oauth/given-grants.ts";
import { revokeGrant } from "../oauth/grants.ts";
import { describeScope } from "../scopes.ts";
import { readConsumerScope } from "../settings.ts";
import { findUserByEmail } from "../users/find-user.ts";
import { hashPassword, passwordFault, verifyPassword } from "../users/password.ts";
import { setPassword } from "../users/set-password.ts";

/** Somebody's own account. */
interface Account {
  email: string;
  name: string;
  administrator: boolean;
  hasPassword: boolean;
  /** At most 1000, by id. */
  projects: { id: string; name: string; role: ProjectMemberTable["role"] }[];
}

/** An application with access to an account. */
interface AccountGrant {
  id: string;
  application: string;
  applicationName: string;
  protocol: "oauth2" | "oauth1" | "openid2" | undefined;
  project: string | undefined;
  scopes: string[];
  scopeDescriptions: string[];
  createTime: string;
  updateTime: string;
}

/** What everybody does with their own account. `email` is the caller's: of a user or a service account. */
export interface AccountAdministration {
  get(email: string): Promise<Account>;
  /** @throws AdministrationError when the current password is wrong, or the new one is too short. */
  changePassword(
    email: string,
    passwords: { currentPassword: string; newPassword: string },
    agent: Agent,
  ): Promise<void>;
  /** Latest first. */
  grants(email: string): Promise<AccountGrant[]>;
  revokeGrant(email: string, grant: string, agent: Agent): Promise<void>;
}

const projectsMax = 1000;
const attemptsMax = 10;
const attemptsWindowMs = 10 * 60 * 1000;

export function accountAdministration(context: AuthorityContext): AccountAdministration {
  return {
    get: (email) => readAccount(context, email),
    changePassword: (email, passwords, agent) =>
      changePassword(context, { email, ...passwords, agent }),
    grants: (email) => readGrants(context, email),
    revokeGrant: (email, grant, agent) => revokeOwn(context, { email, grant, agent }),
  };
}

async function readAccount(context: AuthorityContext, email: string): Promise<Account> {
  const { database } = context;
  const user = await findUserByEmail(context, email);
  const serviceAccount = await database
    .selectFrom("service_accounts")
    .select("name")
    .where("email", "=", email)
    .executeTakeFirst();
  const projects = await database
    .selectFrom("project_members")
    .innerJoin("projects", "projects.id", "project_members.project_id")
    .select(["projects.id", "projects.name", "project_members.role"])
    .where("project_members.email", "=", email)
    .orderBy("projects.id")
    .limit(projectsMax)
    .execute();
  return {
    email,
    name: user?.name ?? serviceAccount?.name ?? email,
    administrator: user?.is_administrator === 1,
    hasPassword: (user?.password_hash ?? null) !== null,
    projects,
  };
}

async function changePassword(
  context: AuthorityContext,
  request: { email: string; currentPassword: string; newPassword: string; agent: Agent },
): Promise<void> {
  const { email, currentPassword, newPassword, agent } = request;
  const attempt = await countAttempt(context, {
    subject: `change-password:${email}`,
    limit: attemptsMax,
    windowMs: attemptsWindowMs,
  });
  if (!attempt.allowed) {
    throw new AdministrationError(
      "limit_reached",
      `There were too many attempts to change the password: try again in ${attempt.retryAfterSeconds} seconds.`,
    );
  }
  const user = await findUserByEmail(context, email);
  const right = await verifyPassword(currentPassword, user?.password_hash);
  if (!right || user === undefined) {
    throw new AdministrationError(
      "value_invalid",
      "currentPassword is not the password that is used now.",
    );
  }
  const fault = passwordFault(newPassword);
  if (fault !== undefined) throw new AdministrationError("value_invalid", `newPassword: ${fault}`);
  // Hashing takes a while and other requests wait for a transaction, so it comes before.
  const passwordHash = await hashPassword(newPassword);
  await context.database.transaction().execute(async (database) => {
    await setPassword(database, { userId: user.id, passwordHash });
    const entry = { ...agent, action: "user.password", target: email };
    await writeAudit({ database, nowMs: context.now(), entry });
  });
  context.forget({ type: "everything" });
}

async function readGrants(context: AuthorityContext, email: string): Promise<AccountGrant[]> {
  const user = await findUserByEmail(context, email);
  if (user === undefined) return [];
  const consumerScope = await readConsumerScope(context);
  const grants = await readGivenGrants(context, user.id);
  return grants.map((grant) => ({
    id: grant.id,
    application: grant.clientId,
    applicationName: grant.applicationName,
    protocol: grant.protocol,
    project: grant.project?.id,
    scopes: grant.scopes,
    scopeDescriptions: grant.scopes.map((scope) => describeScope(scope, consumerScope) ?? scope),
    createTime: new Date(grant.createdAtMs).toISOString(),
    updateTime: new Date(grant.updatedAtMs).toISOString(),
  }));
}

async function revokeOwn(
  context: AuthorityContext,
  { email, grant, agent }: { email: string; grant: string; agent: Agent },
): Promise<void> {
  const user = await findUserByEmail(context, email);
  const found = await context.database
    .selectFrom("grants")
    .select(["id", "client_id"])
    .where("id", "=", grant)
    .where("user_id", "=", user?.id ?? "")
    .executeTakeFirst();
  if (found === undefined) {
    throw new AdministrationError(
      "not_found",
      `${email} has given no access with the id ${grant}.`,
    );
  }
  await revokeGrant(context, { grantId: found.id, ...agent, target: found.client_id });
}
