import { AdministrationError } from "../../administration-error.ts";
import { putOAuthConsumer } from "../apply/apply-oauth-consumer.ts";
import { readOAuthConsumer } from "../configuration/applications.ts";
import type { OAuthConsumerDeclaration } from "../configuration/declarations.ts";
import { certificateIn } from "../configuration/referenced-files.ts";
import { readMap } from "../configuration/yaml-place.ts";
import { required } from "../configuration/yaml-values.ts";
import type { Agent, AuthorityContext } from "../context.ts";
import { newSecret } from "../oauth/secrets.ts";
import { change } from "./change.ts";
import { countOfProject } from "./count-rows.ts";
import { declaredValue } from "./declared-value.ts";
import { checkLimit } from "./limits.ts";
import type { ListRequest } from "./page.ts";
import { refuseDelegated } from "./reach.ts";
import { retireApplication } from "./retire-application.ts";

/** An OAuth 1.0 consumer as it is shown. */
interface ShownConsumer {
  key: string;
  name: string;
  realm: string;
  hasSecret: boolean;
  createTime: string;
  certificatePem?: string;
  /** When it was just made or reset. */
  secret?: string;
}

/** Which consumer. */
interface ConsumerPath {
  project: string;
  consumer: string;
}

/** What the admin API does with the OAuth 1.0 consumers of a project. */
export interface ConsumerAdministration {
  list(project: string, request: ListRequest): Promise<ShownConsumer[]>;
  get(path: ConsumerPath): Promise<ShownConsumer>;
  /** Makes one with a secret; one with a certificate has none. */
  create(
    project: string,
    consumer: { key: string; name?: string; realm: string; certificatePem?: string },
    agent: Agent,
  ): Promise<ShownConsumer>;
  patch(
    path: ConsumerPath,
    fields: { name?: string; realm?: string },
    agent: Agent,
  ): Promise<ShownConsumer>;
  resetSecret(path: ConsumerPath, agent: Agent): Promise<ShownConsumer>;
  setCertificate(path: ConsumerPath, certificatePem: string, agent: Agent): Promise<ShownConsumer>;
  delete(path: ConsumerPath, agent: Agent): Promise<void>;
}

export function consumerAdministration(context: AuthorityContext): ConsumerAdministration {
  return {
    list: (project, request) => listConsumers(context, project, request),
    get: async (path) => shown(await findConsumer(context, path)),
    create: (project, consumer, agent) => createConsumer(context, { project, consumer, agent }),
    patch: (path, fields, agent) => changeConsumer(context, { path, fields, agent }),
    async resetSecret(path, agent) {
      const secret = newSecret("clientSecret");
      return { ...(await changeConsumer(context, { path, fields: { secret }, agent })), secret };
    },
    setCertificate: (path, certificatePem, agent) =>
      changeConsumer(context, { path, fields: { certificatePem }, agent }),
    delete: (path, agent) => deleteConsumer(context, path, agent),
  };
}

async function listConsumers(
  { database }: AuthorityContext,
  project: string,
  { after, limit }: ListRequest,
): Promise<ShownConsumer[]> {
  const rows = await database
    .selectFrom("oauth_consumers")
    .selectAll()
    .where("project_id", "=", project)
    .where("key", ">", after)
    .orderBy("key")
    .limit(limit)
    .execute();
  return rows.map(shown);
}

/** Checks what a caller says as if a leasehold.yaml did; the certificate is a text here, and not in a file. */
function declared(consumer: {
  key: string;
  name?: string | undefined;
  realm: string;
  secret?: string | undefined;
  certificatePem?: string | undefined;
}): OAuthConsumerDeclaration {
  const { certificatePem, secret, ...rest } = consumer;
  // A consumer has one of the two; the reader wants to see that.
  const value = declaredValue({ ...rest, secret: secret ?? (certificatePem && "none") });
  const { key, name, realm } = readOAuthConsumer(noFiles)(value);
  return {
    key,
    realm,
    ...(name !== undefined && { name }),
    ...(secret !== undefined && { secret }),
    ...(certificatePem !== undefined && { certificatePem: checkedCertificate(certificatePem) }),
  };
}

function checkedCertificate(certificatePem: string): string {
  const map = readMap(declaredValue({ certificatePem }), ["certificatePem"]);
  return certificateIn(certificatePem, required(map, "certificatePem"));
}

function noFiles(): never {
  throw new Error("A consumer of the admin API names no files.");
}

async function createConsumer(
  context: AuthorityContext,
  request: {
    project: string;
    consumer: { key: string; name?: string; realm: string; certificatePem?: string };
    agent: Agent;
  },
): Promise<ShownConsumer> {
  const { project, agent } = request;
  const { key, name, realm, certificatePem } = request.consumer;
  const secret = certificatePem === undefined ? newSecret("clientSecret") : undefined;
  const wanted = declared({ key, name, realm, certificatePem, secret });
  await change(context, agent, async (applying) => {
    const { database } = applying;
    checkLimit(
      "OAuth consumers of a project",
      await countOfProject(database, "oauth_consumers", project),
    );
    const taken = await database
      .selectFrom("oauth_consumers")
      .select("key")
      .where("key", "=", wanted.key)
      .executeTakeFirst();
    if (taken !== undefined) {
      throw new AdministrationError("duplicate", `There is a consumer ${key}: take another key.`);
    }
    await refuseDelegated(database, wanted.key);
    await putOAuthConsumer(applying, wanted, { project, path: "" });
  });
  const made = shown(await findConsumer(context, { project, consumer: wanted.key }));
  return secret === undefined ? made : { ...made, secret };
}

async function changeConsumer(
  context: AuthorityContext,
  request: {
    path: ConsumerPath;
    fields: { name?: string; realm?: string; secret?: string; certificatePem?: string };
    agent: Agent;
  },
): Promise<ShownConsumer> {
  const { path, fields, agent } = request;
  await change(context, agent, async (applying) => {
    const row = await findConsumer(applying, path);
    const { key, name, realm, certificatePem } = shown(row);
    // Only one of the two need be there; what is kept is not looked at.
    const secret = fields.secret ?? (row.secret_sealed === null ? undefined : "kept");
    const wanted = declared({ key, name, realm, certificatePem, ...fields, secret });
    const kept = fields.secret === undefined ? row.secret_sealed : undefined;
    await putOAuthConsumer(applying, wanted, { project: path.project, path: "" }, kept);
  });
  return shown(await findConsumer(context, path));
}

async function deleteConsumer(
  context: AuthorityContext,
  path: ConsumerPath,
  agent: Agent,
): Promise<void> {
  await change(context, agent, async (applying) => {
    const { key } = await findConsumer(applying, path);
    await retireApplication(applying.database, key);
    await applying.database.deleteFrom("oauth_consumers").where("key", "=", key).execute();
    const { project } = path;
    await applying.changed({ thing: "OAuth consumer", target: key, what: "deleted", project });
  });
}

interface ConsumerRow {
  key: string;
  name: string;
  realm: string;
  secret_sealed: string | null;
  certificate_pem: string | null;
  created_at_ms: number;
}

async function findConsumer(
  { database }: Pick<AuthorityContext, "database">,
  { project, consumer }: ConsumerPath,
): Promise<ConsumerRow> {
  const row = await database
    .selectFrom("oauth_consumers")
    .selectAll()
    .where("key", "=", consumer)
    .where("project_id", "=", project)
    .executeTakeFirst();
  if (row !== undefined) return row;
  throw new AdministrationError("not_found", `The project ${project} has no consumer ${consumer}.`);
}

function shown(row: ConsumerRow): ShownConsumer {
  return {
    key: row.key,
    name: row.name,
    realm: row.realm,
    hasSecret: row.secret_sealed !== null,
    createTime: new Date(row.created_at_ms).toISOString(),
    ...(row.certificate_pem !== null && { certificatePem: row.certificate_pem }),
  };
}
