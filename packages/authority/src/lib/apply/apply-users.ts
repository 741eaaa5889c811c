import type { UserDeclaration } from "../configuration/declarations.ts";
import type { AuthorityContext } from "../context.ts";
import { randomDigits } from "../numeric-id.ts";
import { findUserByEmail } from "../users/find-user.ts";
import { hashPassword, verifyPassword } from "../users/password.ts";
import { setPassword } from "../users/set-password.ts";
import { type Applying, contradiction, differences } from "./changes.ts";

/** Hashes, by e-mail, the declared passwords that are not those that the users have. */
export async function hashChangedPasswords(
  context: Pick<AuthorityContext, "database">,
  users: readonly UserDeclaration[],
): Promise<ReadonlyMap<string, string>> {
  const hashes = new Map<string, string>();
  for (const { email, password } of users) {
    if (password === undefined) continue;
    const stored = (await findUserByEmail(context, email))?.password_hash ?? undefined;
    const same = stored !== undefined && (await verifyPassword(password, stored));
    if (!same) hashes.set(email, await hashPassword(password));
  }
  return hashes;
}

/** Makes and changes users. A changed password ends what was begun with the one before. */
export async function applyUsers(
  applying: Applying,
  users: readonly UserDeclaration[],
  passwordHashes: ReadonlyMap<string, string>,
): Promise<void> {
  for (const [index, user] of users.entries()) {
    await refuseServiceAccount(applying, user.email, `users[${index}].email`);
    await applyUser(applying, user, passwordHashes.get(user.email));
  }
}

async function refuseServiceAccount(
  { database }: Applying,
  email: string,
  path: string,
): Promise<void> {
  const account = await database
    .selectFrom("service_accounts")
    .select("project_id")
    .where("email", "=", email)
    .executeTakeFirst();
  if (account === undefined) return;
  throw contradiction(
    "duplicate",
    path,
    `${email} is a service account of the project ${account.project_id}: give the user another address.`,
  );
}

async function applyUser(
  applying: Applying,
  user: UserDeclaration,
  passwordHash: string | undefined,
): Promise<void> {
  const { database, nowMs } = applying;
  const row = await findUserByEmail(applying, user.email);
  if (row === undefined) {
    await database
      .insertInto("users")
      .values({
        id: randomDigits(21),
        email: user.email,
        name: user.name ?? user.email.slice(0, user.email.lastIndexOf("@")),
        password_hash: passwordHash ?? null,
        is_administrator: user.admin === true ? 1 : 0,
        created_at_ms: nowMs,
      })
      .execute();
    await applying.changed({ thing: "user", target: user.email, what: "created" });
    return;
  }
  const wanted = {
    ...(user.name === undefined ? {} : { name: user.name }),
    ...(user.admin === undefined ? {} : { is_administrator: user.admin ? 1 : 0 }),
    ...(passwordHash === undefined ? {} : { password_hash: passwordHash }),
  };
  const properties = differences(row, wanted);
  if (properties.length === 0) return;
  await database.updateTable("users").set(wanted).where("id", "=", row.id).execute();
  if (passwordHash !== undefined) {
    await setPassword(database, { userId: row.id, passwordHash });
  }
  await applying.changed({ thing: "user", target: user.email, what: "changed", properties });
}
