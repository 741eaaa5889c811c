import { randomUUID } from "node:crypto";
import type { ApiKeyDeclaration } from "../configuration/declarations.ts";
import { writeJsonList } from "../database/json-list.ts";
import { secretHash } from "../keyring.ts";
import { type Applying, contradiction, type DeclaredPlace, differences } from "./changes.ts";

/** What a sealed API key is bound to. */
export const apiKeyPurpose = "api-key";

/** Makes or changes an API key, which is known by its text. */
export async function applyApiKey(
  applying: Applying,
  { key, kind, name, allowedIps, allowedReferers }: ApiKeyDeclaration,
  { project, path }: DeclaredPlace,
): Promise<void> {
  const { database, keyring, nowMs } = applying;
  const keyHash = secretHash(key);
  const wanted = {
    kind,
    name,
    allowed_ips: writeJsonList(allowedIps),
    allowed_referers: writeJsonList(allowedReferers),
  };
  const row = await database
    .selectFrom("api_keys")
    .selectAll()
    .where("key_hash", "=", keyHash)
    .executeTakeFirst();
  if (row === undefined) {
    const id = randomUUID();
    await database
      .insertInto("api_keys")
      .values({
        id,
        project_id: project,
        ...wanted,
        key_hash: keyHash,
        key_sealed: keyring.seal(key, apiKeyPurpose),
        created_at_ms: nowMs,
      })
      .execute();
    const target = `${name} of ${project}`;
    await applying.changed({ thing: "API key", target, what: "created", project });
    return;
  }
  if (row.project_id !== project) {
    throw contradiction(
      "duplicate",
      `${path}.key`,
      `This is a key of the project ${row.project_id}: take another one.`,
    );
  }
  const properties = differences(row, wanted);
  if (properties.length === 0) return;
  await database.updateTable("api_keys").set(wanted).where("id", "=", row.id).execute();
  const target = `${name} of ${project}`;
  await applying.changed({ thing: "API key", target, what: "changed", properties, project });
}
