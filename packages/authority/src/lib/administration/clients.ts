import { randomBytes } from "node:crypto";
import { AdministrationError } from "../../administration-error.ts";
import { putOAuthClient } from "../apply/apply-oauth-client.ts";
import { readOAuthClient } from "../configuration/applications.ts";
import type { Agent, AuthorityContext } from "../context.ts";
import { readJsonList } from "../database/json-list.ts";
import type { OAuthClient } from "../database/schema.ts";
import { secretHash } from "../keyring.ts";
import { newSecret } from "../oauth/secrets.ts";
import { change } from "./change.ts";
import { clientSecretsFile } from "./client-secrets-file.ts";
import { countOfProject } from "./count-rows.ts";
import { declaredValue } from "./declared-value.ts";
import { checkLimit } from "./limits.ts";
import type { ListRequest } from "./page.ts";
import { retireApplication } from "./retire-application.ts";

/** What a caller says of an OAuth 2.0 client. */
interface ClientFields {
  name?: string;
  redirectUris?: string[];
  javascriptOrigins?: string[];
  outOfBand?: boolean;
}

/** An OAuth 2.0 client as it is shown. */
export interface ShownClient extends Required<ClientFields> {
  id: string;
  type: OAuthClient["type"];
  hasSecret: boolean;
  createTime: string;
  /** When it was just made or reset. */
  secret?: string;
  /** The text of a client_secrets.json, when it was just made or reset. */
  clientSecretsFile?: string;
}

/** What the admin API does with the OAuth 2.0 clients of a project. */
export interface ClientAdministration {
  list(project: string, request: ListRequest): Promise<ShownClient[]>;
  get(project: string, id: string): Promise<ShownClient>;
  create(
    project: string,
    client: ClientFields & { type: string },
    agent: Agent,
  ): Promise<ShownClient>;
  patch(project: string, id: string, fields: ClientFields, agent: Agent): Promise<ShownClient>;
  resetSecret(project: string, id: string, agent: Agent): Promise<ShownClient>;
  delete(project: string, id: string, agent: Agent): Promise<void>;
}

export function clientAdministration(context: AuthorityContext): ClientAdministration {
  return {
    async list(project, { after, limit }) {
      const rows = await context.database
        .selectFrom("oauth_clients")
        .selectAll()
        .where("project_id", "=", project)
        .where("id", ">", after)
        .orderBy("id")
        .limit(limit)
        .execute();
      return rows.map(shown);
    },
    get: async (project, id) => shown(await findClient(context, project, id)),
    create: (project, client, agent) => createClient(context, { project, client, agent }),
    patch: (project, id, fields, agent) => patchClient(context, { project, id, fields, agent }),
    resetSecret: (project, id, agent) => resetSecret(context, { project, id, agent }),
    delete: (project, id, agent) => deleteClient(context, { project, id, agent }),
  };
}

async function createClient(
  context: AuthorityContext,
  request: { project: string; client: ClientFields & { type: string }; agent: Agent },
): Promise<ShownClient> {
  const { project, agent } = request;
  // Who reads the page's source reads its secret.
  const secret = request.client.type === "browser" ? undefined : newSecret("clientSecret");
  const { number } = await context.database
    .selectFrom("projects")
    .select("number")
    .where("id", "=", project)
    .executeTakeFirstOrThrow();
  const id = `${number}-${randomBytes(12).toString("hex")}.clients.leasehold.internal`;
  const declared = readOAuthClient(declaredValue({ ...request.client, id, secret }));
  await change(context, agent, async (applying) => {
    const clients = await countOfProject(applying.database, "oauth_clients", project);
    checkLimit("OAuth clients of a project", clients);
    await putOAuthClient(applying, { project, path: "" }, declared, hashOf(secret));
  });
  return withSecret(context, await findClient(context, project, id), secret);
}

async function patchClient(
  context: AuthorityContext,
  request: { project: string; id: string; fields: ClientFields; agent: Agent },
): Promise<ShownClient> {
  const { project, id, fields, agent } = request;
  await change(context, agent, async (applying) => {
    const row = await findClient(applying, project, id);
    const { type, name, redirectUris, javascriptOrigins, outOfBand } = shown(row);
    const before = { id, type, name, redirectUris, javascriptOrigins, outOfBand };
    // A web client needs a secret, and has one: it only is not known any more.
    const secret = row.secret_hash === null ? undefined : "kept";
    const declared = readOAuthClient(declaredValue({ ...before, ...fields, secret }));
    await putOAuthClient(applying, { project, path: "" }, declared, row.secret_hash);
  });
  return shown(await findClient(context, project, id));
}

async function resetSecret(
  context: AuthorityContext,
  { project, id, agent }: { project: string; id: string; agent: Agent },
): Promise<ShownClient> {
  const secret = newSecret("clientSecret");
  await change(context, agent, async (applying) => {
    const { type } = await findClient(applying, project, id);
    if (type === "browser") {
      throw new AdministrationError(
        "refused",
        "A client of type browser has no secret: everybody could read it there.",
      );
    }
    await applying.database
      .updateTable("oauth_clients")
      .set({ secret_hash: secretHash(secret) })
      .where("id", "=", id)
      .execute();
    const properties = ["secret"];
    await applying.changed({
      thing: "OAuth client",
      target: id,
      what: "changed",
      properties,
      project,
    });
  });
  return withSecret(context, await findClient(context, project, id), secret);
}

async function deleteClient(
  context: AuthorityContext,
  { project, id, agent }: { project: string; id: string; agent: Agent },
): Promise<void> {
  await change(context, agent, async (applying) => {
    await findClient(applying, project, id);
    await retireApplication(applying.database, id);
    await applying.database.deleteFrom("oauth_clients").where("id", "=", id).execute();
    await applying.changed({ thing: "OAuth client", target: id, what: "deleted", project });
  });
}

async function findClient(
  { database }: Pick<AuthorityContext, "database">,
  project: string,
  id: string,
): Promise<OAuthClient> {
  const row = await database
    .selectFrom("oauth_clients")
    .selectAll()
    .where("id", "=", id)
    .where("project_id", "=", project)
    .executeTakeFirst();
  if (row !== undefined) return row;
  throw new AdministrationError("not_found", `The project ${project} has no OAuth client ${id}.`);
}

function hashOf(secret: string | undefined): string | null {
  return secret === undefined ? null : secretHash(secret);
}

function shown(row: OAuthClient): ShownClient {
  return {
    id: row.id,
    type: row.type,
    name: row.name,
    redirectUris: readJsonList(row.redirect_uris),
    javascriptOrigins: readJsonList(row.javascript_origins),
    outOfBand: row.out_of_band === 1,
    hasSecret: row.secret_hash !== null,
    createTime: new Date(row.created_at_ms).toISOString(),
  };
}

function withSecret(
  context: AuthorityContext,
  row: OAuthClient,
  secret: string | undefined,
): ShownClient {
  return {
    ...shown(row),
    ...(secret !== undefined && { secret }),
    clientSecretsFile: clientSecretsFile(context, shown(row), {
      project: row.project_id,
      secret,
    }),
  };
}
