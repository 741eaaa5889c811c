import type {
  DelegationDeclaration,
  TrustedIssuerDeclaration,
} from "../configuration/declarations.ts";
import { writeJsonList } from "../database/json-list.ts";
import { type Applying, contradiction, differences } from "./changes.ts";

/** Sets what applications may do in the name of a domain's users. */
export async function applyDelegations(
  applying: Applying,
  delegations: readonly DelegationDeclaration[],
): Promise<void> {
  const { database } = applying;
  for (const { domain, client, scopes } of delegations) {
    const wanted = writeJsonList(scopes);
    const row = await database
      .selectFrom("delegations")
      .select("scopes")
      .where("domain", "=", domain)
      .where("client", "=", client)
      .executeTakeFirst();
    if (row?.scopes === wanted) continue;
    await database
      .insertInto("delegations")
      .values({ domain, client, scopes: wanted })
      .onConflict((conflict) =>
        conflict.columns(["domain", "client"]).doUpdateSet({ scopes: wanted }),
      )
      .execute();
    await applying.changed({
      thing: "delegation",
      target: `${client} for ${domain}`,
      what: row === undefined ? "created" : "changed",
    });
  }
}

/** Sets whose tokens are taken in exchange for those of a service account. */
export async function applyTrustedIssuers(
  applying: Applying,
  issuers: readonly TrustedIssuerDeclaration[],
): Promise<void> {
  const { database } = applying;
  for (const [index, issuer] of issuers.entries()) {
    await requireAccount(applying, issuer, `trustedIssuers[${index}]`);
    const wanted = {
      project_id: issuer.project,
      issuer: issuer.issuer,
      jwks_uri: issuer.jwksUri ?? null,
      jwks: issuer.jwks ?? null,
      subjects: writeJsonList(issuer.subjects),
      service_account: issuer.serviceAccount,
    };
    const { audience } = issuer;
    const row = await database
      .selectFrom("trusted_issuers")
      .selectAll()
      .where("audience", "=", audience)
      .executeTakeFirst();
    const properties = row === undefined ? [] : differences(row, wanted);
    if (row !== undefined && properties.length === 0) continue;
    await database
      .insertInto("trusted_issuers")
      .values({ audience, ...wanted })
      .onConflict((conflict) => conflict.column("audience").doUpdateSet(wanted))
      .execute();
    const what = row === undefined ? "created" : "changed";
    await applying.changed({ thing: "trusted issuer", target: audience, what, properties });
  }
}

async function requireAccount(
  { database }: Applying,
  { project, serviceAccount }: TrustedIssuerDeclaration,
  path: string,
): Promise<void> {
  const row = await database
    .selectFrom("projects")
    .select("id")
    .where("id", "=", project)
    .executeTakeFirst();
  if (row === undefined) {
    throw contradiction(
      "unknown_reference",
      `${path}.project`,
      `There is no project ${project}: declare it under projects.`,
    );
  }
  const account = await database
    .selectFrom("service_accounts")
    .select("email")
    .where("email", "=", serviceAccount)
    .where("project_id", "=", project)
    .executeTakeFirst();
  if (account !== undefined) return;
  throw contradiction(
    "unknown_reference",
    `${path}.serviceAccount`,
    `The project ${project} has no service account ${serviceAccount}: declare it under the project's serviceAccounts.`,
  );
}
