import type { Transaction } from "kysely";
import { AdministrationError } from "../../administration-error.ts";
import { applyDelegations } from "../apply/apply-delegations.ts";
import type { DelegationDeclaration } from "../configuration/declarations.ts";
import { readDelegation } from "../configuration/delegation.ts";
import type { Agent, AuthorityContext } from "../context.ts";
import { readJsonList } from "../database/json-list.ts";
import type { AuthorityTables } from "../database/schema.ts";
import { change } from "./change.ts";
import { declaredValue } from "./declared-value.ts";
import { checkLimit } from "./limits.ts";

/** Which delegation. */
type DelegationPath = Pick<DelegationDeclaration, "domain" | "client">;

/** What the admin API does with what applications may do in the name of whole domains. */
export interface DelegationAdministration {
  /** By domain, then client. */
  list(request: {
    domain?: string;
    after: DelegationPath | undefined;
    limit: number;
  }): Promise<DelegationDeclaration[]>;
  create(
    delegation: { domain: string; client: string; scopes: string[] },
    agent: Agent,
  ): Promise<DelegationDeclaration>;
  /** Sets the scopes of one that is there. */
  setScopes(path: DelegationPath, scopes: string[], agent: Agent): Promise<DelegationDeclaration>;
  delete(path: DelegationPath, agent: Agent): Promise<void>;
}

export function delegationAdministration(context: AuthorityContext): DelegationAdministration {
  return {
    list: (request) => listDelegations(context, request),
    create: (delegation, agent) => put(context, { delegation, agent, mustBeThere: false }),
    setScopes: ({ domain, client }, scopes, agent) =>
      put(context, { delegation: { domain, client, scopes }, agent, mustBeThere: true }),
    delete: (path, agent) => deleteDelegation(context, path, agent),
  };
}

async function listDelegations(
  { database }: AuthorityContext,
  { domain, after, limit }: Parameters<DelegationAdministration["list"]>[0],
): Promise<DelegationDeclaration[]> {
  let query = database
    .selectFrom("delegations")
    .selectAll()
    .orderBy("domain")
    .orderBy("client")
    .limit(limit);
  if (domain !== undefined) query = query.where("domain", "=", domain.toLowerCase());
  if (after !== undefined) {
    query = query.where((on) =>
      on.or([
        on("domain", ">", after.domain),
        on.and([on("domain", "=", after.domain), on("client", ">", after.client)]),
      ]),
    );
  }
  const rows = await query.execute();
  return rows.map((row) => ({ ...row, scopes: readJsonList(row.scopes) }));
}

async function put(
  context: AuthorityContext,
  request: { delegation: DelegationDeclaration; agent: Agent; mustBeThere: boolean },
): Promise<DelegationDeclaration> {
  const wanted = readDelegation(declaredValue(request.delegation));
  const { domain, client } = wanted;
  await change(context, request.agent, async (applying) => {
    const { database } = applying;
    const found = await database
      .selectFrom("delegations")
      .select("domain")
      .where("domain", "=", domain)
      .where("client", "=", client)
      .executeTakeFirst();
    if (found === undefined && request.mustBeThere) throw noDelegation(wanted);
    if (found !== undefined && !request.mustBeThere) {
      throw new AdministrationError(
        "duplicate",
        `${client} may act for ${domain} already: change its scopes.`,
      );
    }
    if (found === undefined) {
      const { delegations } = await database
        .selectFrom("delegations")
        .select(({ fn }) => fn.countAll<number>().as("delegations"))
        .executeTakeFirstOrThrow();
      checkLimit("delegations", delegations);
    }
    await endTokens(database, wanted);
    await applyDelegations(applying, [wanted]);
  });
  return wanted;
}

async function deleteDelegation(
  context: AuthorityContext,
  path: DelegationPath,
  agent: Agent,
): Promise<void> {
  const domain = path.domain.toLowerCase();
  await change(context, agent, async (applying) => {
    const { database } = applying;
    const { numDeletedRows } = await database
      .deleteFrom("delegations")
      .where("domain", "=", domain)
      .where("client", "=", path.client)
      .executeTakeFirstOrThrow();
    if (numDeletedRows === 0n) throw noDelegation(path);
    await endTokens(database, { domain, client: path.client });
    const target = `${path.client} for ${domain}`;
    await applying.changed({ thing: "delegation", target, what: "deleted" });
  });
}

// What a service account was given in the name of the domain's users was given for what was allowed before.
async function endTokens(
  database: Transaction<AuthorityTables>,
  { domain, client }: DelegationPath,
): Promise<void> {
  await database
    .deleteFrom("tokens")
    .where("client_id", "=", client)
    .where("application_kind", "=", "service-account")
    .where("subject", "like", `%@${domain}`)
    .where("subject", "!=", client)
    .execute();
}

function noDelegation({ domain, client }: DelegationPath): AdministrationError {
  return new AdministrationError("not_found", `${client} may not act for ${domain}.`);
}
