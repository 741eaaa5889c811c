import type { Transaction } from "kysely";
import { AdministrationError } from "../../administration-error.ts";
import { applyUsers } from "../apply/apply-users.ts";
import { readUser } from "../configuration/user.ts";
import type { Agent, AuthorityContext } from "../context.ts";
import type { AuthorityTables, User } from "../database/schema.ts";
import { readSignInProvider } from "../settings.ts";
import { findUserByEmail } from "../users/find-user.ts";
import {
  createInvitation,
  invitationLifetimeMs,
  passwordResetLifetimeMs,
} from "../users/invitation.ts";
import { change } from "./change.ts";
import { declaredValue } from "./declared-value.ts";
import { keepOwners } from "./keep-owners.ts";
import { checkLimit } from "./limits.ts";
import type { ListRequest } from "./page.ts";
import { retireAddress } from "./retire-application.ts";

/** A user as an administrator sees them. */
interface ShownUser {
  id: string;
  email: string;
  name: string;
  administrator: boolean;
  hasPassword: boolean;
  createTime: string;
}

/** A user and the link by which they set a password; without one when people sign in at a provider. */
interface Invitation {
  user: ShownUser;
  url?: string;
  expireTime?: string;
}

/** What the admin API does with the people of the service. Whoever was the last administrator stays. */
export interface UserAdministration {
  /** By e-mail. */
  list(request: ListRequest): Promise<ShownUser[]>;
  get(email: string): Promise<ShownUser>;
  create(
    user: { email: string; name?: string; administrator?: boolean },
    agent: Agent,
  ): Promise<Invitation>;
  patch(
    email: string,
    fields: { name?: string; administrator?: boolean },
    agent: Agent,
  ): Promise<ShownUser>;
  delete(email: string, agent: Agent): Promise<void>;
  resetPassword(email: string, agent: Agent): Promise<Invitation>;
}

export function userAdministration(context: AuthorityContext): UserAdministration {
  return {
    async list({ after, limit }) {
      const rows = await context.database
        .selectFrom("users")
        .selectAll()
        .where("email", ">", after)
        .orderBy("email")
        .limit(limit)
        .execute();
      return rows.map(shown);
    },
    get: async (email) => shown(await findUser(context, email)),
    create: (user, agent) => createUser(context, user, agent),
    patch: (email, fields, agent) => patchUser(context, { email, fields, agent }),
    delete: (email, agent) => deleteUser(context, email, agent),
    resetPassword: (email, agent) => resetPassword(context, email, agent),
  };
}

async function createUser(
  context: AuthorityContext,
  { email, name, administrator }: { email: string; name?: string; administrator?: boolean },
  agent: Agent,
): Promise<Invitation> {
  const declared = readUser(declaredValue({ email, name, admin: administrator }));
  const needsLink = (await readSignInProvider(context)) === undefined;
  const link = await change(context, agent, async (applying) => {
    const { database } = applying;
    if ((await findUserByEmail(applying, declared.email)) !== undefined) {
      throw new AdministrationError("duplicate", `There is a user ${declared.email} already.`);
    }
    const { users } = await database
      .selectFrom("users")
      .select(({ fn }) => fn.countAll<number>().as("users"))
      .executeTakeFirstOrThrow();
    checkLimit("users", users);
    await applyUsers(applying, [declared], new Map());
    if (!needsLink) return undefined;
    const { id: userId } = await findUser(applying, declared.email);
    return createInvitation(context, database, { userId, lifetimeMs: invitationLifetimeMs });
  });
  return { user: shown(await findUser(context, declared.email)), ...link };
}

async function patchUser(
  context: AuthorityContext,
  request: {
    email: string;
    fields: { name?: string; administrator?: boolean };
    agent: Agent;
  },
): Promise<ShownUser> {
  const { name, administrator } = request.fields;
  await change(context, request.agent, async (applying) => {
    const user = await findUser(applying, request.email);
    if (administrator === false) await keepAnAdministrator(applying.database, user);
    const declared = readUser(declaredValue({ email: user.email, name, admin: administrator }));
    await applyUsers(applying, [declared], new Map());
  });
  return shown(await findUser(context, request.email));
}

async function deleteUser(context: AuthorityContext, address: string, agent: Agent): Promise<void> {
  await change(context, agent, async (applying) => {
    const { database } = applying;
    const user = await findUser(applying, address);
    await keepAnAdministrator(database, user);
    await keepOwners(database, [user.email]);
    await retireAddress(database, user.email);
    // Sessions, links and grants go with the row, and tokens with the grants.
    await database.deleteFrom("users").where("id", "=", user.id).execute();
    await applying.changed({ thing: "user", target: user.email, what: "deleted" });
  });
}

async function resetPassword(
  context: AuthorityContext,
  email: string,
  agent: Agent,
): Promise<Invitation> {
  if ((await readSignInProvider(context)) !== undefined) {
    throw new AdministrationError(
      "refused",
      "People sign in to this service with an OpenID Connect provider: set the password there.",
    );
  }
  const link = await change(context, agent, async (applying) => {
    const { database } = applying;
    const user = await findUser(applying, email);
    const properties = ["password link"];
    await applying.changed({ thing: "user", target: user.email, what: "changed", properties });
    const lifetimeMs = passwordResetLifetimeMs;
    return createInvitation(context, database, { userId: user.id, lifetimeMs });
  });
  return { user: shown(await findUser(context, email)), ...link };
}

async function findUser(context: Pick<AuthorityContext, "database">, email: string): Promise<User> {
  const user = await findUserByEmail(context, email);
  if (user === undefined) {
    throw new AdministrationError("not_found", `There is no user ${email}.`);
  }
  return user;
}

async function keepAnAdministrator(
  database: Transaction<AuthorityTables>,
  user: User,
): Promise<void> {
  if (user.is_administrator === 0) return;
  const other = await database
    .selectFrom("users")
    .select("id")
    .where("is_administrator", "=", 1)
    .where("id", "!=", user.id)
    .executeTakeFirst();
  if (other !== undefined) return;
  throw new AdministrationError(
    "refused",
    `${user.email} is the last administrator: make somebody else one first.`,
  );
}

function shown(row: User): ShownUser {
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    administrator: row.is_administrator === 1,
    hasPassword: row.password_hash !== null,
    createTime: new Date(row.created_at_ms).toISOString(),
  };
}
