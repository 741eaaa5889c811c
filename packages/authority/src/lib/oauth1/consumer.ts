import { type RsaPublicKey, readPublicKey } from "@leasehold/oauth1/rsa-key";
import type { Caller } from "../../authority.ts";
import { consumerSecretPurpose } from "../apply/apply-oauth-consumer.ts";
import type { AuthorityContext } from "../context.ts";

/** An OAuth 1.0 consumer with its keys open. */
export interface Consumer {
  key: string;
  name: string;
  projectId: string;
  projectName: string;
  /** Where its callbacks lie. */
  realm: string;
  /** For HMAC and PLAINTEXT. */
  secret: string | undefined;
  /** For RSA: that of its certificate. */
  publicKey: RsaPublicKey | undefined;
}

/** Reads the consumer with this key; undefined when there is none. */
export async function readConsumer(
  context: Pick<AuthorityContext, "database" | "keyring">,
  key: string,
): Promise<Consumer | undefined> {
  const row = await context.database
    .selectFrom("oauth_consumers")
    .innerJoin("projects", "projects.id", "oauth_consumers.project_id")
    .selectAll("oauth_consumers")
    .select("projects.name as project_name")
    .where("oauth_consumers.key", "=", key)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { secret_sealed: sealed, certificate_pem: certificate } = row;
  return {
    key,
    name: row.name,
    projectId: row.project_id,
    projectName: row.project_name,
    realm: row.realm,
    secret: sealed === null ? undefined : context.keyring.open(sealed, consumerSecretPurpose),
    publicKey: certificate === null ? undefined : readPublicKey(certificate),
  };
}

/** Whom a consumer's request acts as. */
export function consumerCaller(
  consumer: Consumer,
  acting: { user: string; administrator: boolean; scopes: Iterable<string> },
): Caller {
  const { key: id, name, projectId: project } = consumer;
  return {
    application: { kind: "oauth-consumer", id, name, project },
    user: acting.user,
    administrator: acting.administrator,
    scopes: new Set(acting.scopes),
  };
}
