import type { OAuthClientDeclaration } from "../configuration/declarations.ts";
import { writeJsonList } from "../database/json-list.ts";
import { secretHash } from "../keyring.ts";
import { type Applying, contradiction, type DeclaredPlace, differences } from "./changes.ts";

/** Makes or changes an OAuth 2.0 client. */
export async function applyOAuthClient(
  applying: Applying,
  client: OAuthClientDeclaration,
  place: DeclaredPlace,
): Promise<void> {
  const secretOrNone = client.secret === undefined ? null : secretHash(client.secret);
  await putOAuthClient(applying, place, client, secretOrNone);
}

/** Makes or changes one whose secret is known by its hash only. */
export async function putOAuthClient(
  applying: Applying,
  { project, path }: DeclaredPlace,
  client: OAuthClientDeclaration,
  secretHashOrNone: string | null,
): Promise<void> {
  const { database, nowMs } = applying;
  const wanted = {
    type: client.type,
    name: client.name,
    secret_hash: secretHashOrNone,
    redirect_uris: writeJsonList(client.redirectUris),
    javascript_origins: writeJsonList(client.javascriptOrigins),
    out_of_band: client.outOfBand ? 1 : 0,
  };
  const row = await database
    .selectFrom("oauth_clients")
    .selectAll()
    .where("id", "=", client.id)
    .executeTakeFirst();
  if (row === undefined) {
    await refuseConsumer(applying, client.id, path);
    await database
      .insertInto("oauth_clients")
      .values({ id: client.id, project_id: project, ...wanted, created_at_ms: nowMs })
      .execute();
    await applying.changed({ thing: "OAuth client", target: client.id, what: "created", project });
    return;
  }
  if (row.project_id !== project) {
    throw contradiction(
      "duplicate",
      `${path}.id`,
      `${client.id} is a client of the project ${row.project_id}: take another id.`,
    );
  }
  const properties = differences(row, wanted);
  if (properties.length === 0) return;
  await database.updateTable("oauth_clients").set(wanted).where("id", "=", client.id).execute();
  await applying.changed({
    thing: "OAuth client",
    target: client.id,
    what: "changed",
    properties,
    project,
  });
}

// A grant names its application by this id, so no OAuth 1.0 consumer may have it too.
async function refuseConsumer({ database }: Applying, id: string, path: string): Promise<void> {
  const consumer = await database
    .selectFrom("oauth_consumers")
    .select("project_id")
    .where("key", "=", id)
    .executeTakeFirst();
  if (consumer === undefined) return;
  throw contradiction(
    "duplicate",
    `${path}.id`,
    `${id} is a consumer of the project ${consumer.project_id}: take another id.`,
  );
}
