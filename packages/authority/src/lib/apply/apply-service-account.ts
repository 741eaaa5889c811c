import type { ServiceAccountDeclaration } from "../configuration/declarations.ts";
import { randomDigits } from "../numeric-id.ts";
import { findUserByEmail } from "../users/find-user.ts";
import { type Applying, contradiction, type DeclaredPlace } from "./changes.ts";

/** Makes or changes a service account and its keys. A key that is not declared stays. */
export async function applyServiceAccount(
  applying: Applying,
  account: ServiceAccountDeclaration,
  { project, path }: DeclaredPlace,
): Promise<void> {
  const { email } = account;
  const { database } = applying;
  if ((await findUserByEmail(applying, email)) !== undefined) {
    throw contradiction(
      "duplicate",
      `${path}.email`,
      `${email} is a user's address: give the service account another one.`,
    );
  }
  const row = await database
    .selectFrom("service_accounts")
    .select(["project_id", "name"])
    .where("email", "=", email)
    .executeTakeFirst();
  if (row === undefined) await insertAccount(applying, account, project);
  else if (row.project_id !== project) {
    throw contradiction(
      "duplicate",
      `${path}.email`,
      `${email} is a service account of the project ${row.project_id}: take another address.`,
    );
  } else if (account.name !== undefined && account.name !== row.name) {
    const { name } = account;
    await database
      .updateTable("service_accounts")
      .set({ name })
      .where("email", "=", email)
      .execute();
    const properties = ["name"];
    await applying.changed({
      thing: "service account",
      target: email,
      what: "changed",
      properties,
      project,
    });
  }
  for (const key of account.keys) await applyKey(applying, { email, project }, key);
}

async function insertAccount(
  applying: Applying,
  { email, name }: ServiceAccountDeclaration,
  project: string,
): Promise<void> {
  await applying.database
    .insertInto("service_accounts")
    .values({
      email,
      unique_id: randomDigits(21),
      project_id: project,
      name: name ?? email.slice(0, email.lastIndexOf("@")),
      created_at_ms: applying.nowMs,
    })
    .execute();
  await applying.changed({ thing: "service account", target: email, what: "created", project });
}

async function applyKey(
  applying: Applying,
  { email, project }: { email: string; project: string },
  { id, publicKeyPem }: ServiceAccountDeclaration["keys"][number],
): Promise<void> {
  const { database, nowMs } = applying;
  const row = await database
    .selectFrom("service_account_keys")
    .select("public_key_pem")
    .where("service_account", "=", email)
    .where("id", "=", id)
    .executeTakeFirst();
  if (row?.public_key_pem === publicKeyPem) return;
  await database
    .insertInto("service_account_keys")
    .values({ service_account: email, id, public_key_pem: publicKeyPem, created_at_ms: nowMs })
    .onConflict((conflict) =>
      conflict.columns(["service_account", "id"]).doUpdateSet({ public_key_pem: publicKeyPem }),
    )
    .execute();
  const what = row === undefined ? "created" : "changed";
  const target = `${id} of ${email}`;
  await applying.changed({ thing: "service account key", target, what, project });
}
