import type { OAuthConsumerDeclaration } from "../configuration/declarations.ts";
import type { Keyring } from "../keyring.ts";
import { type Applying, contradiction, type DeclaredPlace, differences } from "./changes.ts";

/** What the sealed secret of an OAuth 1.0 consumer is bound to. */
export const consumerSecretPurpose = "oauth-consumer-secret";

/**
 * Makes or changes an OAuth 1.0 consumer.
 *
 * @param keptSecret - the sealed secret that is to stay, whatever the declaration says; left out, it says which.
 */
export async function putOAuthConsumer(
  applying: Applying,
  consumer: OAuthConsumerDeclaration,
  { project, path }: DeclaredPlace,
  keptSecret?: string | null,
): Promise<void> {
  const { database, keyring, nowMs } = applying;
  const { key, secret } = consumer;
  const row = await database
    .selectFrom("oauth_consumers")
    .selectAll()
    .where("key", "=", key)
    .executeTakeFirst();
  if (row !== undefined && row.project_id !== project) {
    throw contradiction(
      "duplicate",
      `${path}.key`,
      `${key} is a consumer of the project ${row.project_id}: take another key.`,
    );
  }
  const wanted = {
    name: consumer.name ?? row?.name ?? key,
    secret_sealed:
      keptSecret === undefined ? sealedSecret(keyring, secret, row?.secret_sealed) : keptSecret,
    certificate_pem: consumer.certificatePem ?? null,
    realm: consumer.realm,
  };
  if (row === undefined) {
    await refuseClient(applying, key, path);
    await database
      .insertInto("oauth_consumers")
      .values({ key, project_id: project, ...wanted, created_at_ms: nowMs })
      .execute();
    await applying.changed({ thing: "OAuth consumer", target: key, what: "created", project });
    return;
  }
  const properties = differences(row, wanted);
  if (properties.length === 0) return;
  await database.updateTable("oauth_consumers").set(wanted).where("key", "=", key).execute();
  const what = "changed";
  await applying.changed({ thing: "OAuth consumer", target: key, what, properties, project });
}

// Sealing gives another text each time, so the secrets are compared open.
function sealedSecret(
  keyring: Keyring,
  secret: string | undefined,
  sealed: string | null = null,
): string | null {
  if (secret === undefined) return null;
  const isSame = sealed !== null && keyring.open(sealed, consumerSecretPurpose) === secret;
  return isSame ? sealed : keyring.seal(secret, consumerSecretPurpose);
}

// A grant names its application by this key, so no OAuth 2.0 client may have it too.
async function refuseClient({ database }: Applying, key: string, path: string): Promise<void> {
  const client = await database
    .selectFrom("oauth_clients")
    .select("project_id")
    .where("id", "=", key)
    .executeTakeFirst();
  if (client === undefined) return;
  throw contradiction(
    "duplicate",
    `${path}.key`,
    `${key} is a client of the project ${client.project_id}: take another key.`,
  );
}
