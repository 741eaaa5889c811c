import { AdministrationError } from "../../administration-error.ts";
import { apiKeyPurpose, applyApiKey } from "../apply/apply-api-key.ts";
import { readApiKey } from "../configuration/applications.ts";
import type { Agent, AuthorityContext } from "../context.ts";
import { readJsonList } from "../database/json-list.ts";
import { secretHash } from "../keyring.ts";
import { newSecret } from "../oauth/secrets.ts";
import { change } from "./change.ts";
import { countOfProject } from "./count-rows.ts";
import { declaredValue } from "./declared-value.ts";
import { checkLimit } from "./limits.ts";
import type { ListRequest } from "./page.ts";

/** What a caller says of an API key. */
interface ApiKeyFields {
  name?: string;
  allowedIps?: string[];
  allowedReferers?: string[];
}

/** An API key as it is shown to somebody who may read it. */
interface ShownApiKey extends Required<ApiKeyFields> {
  id: string;
  type: "server" | "browser";
  key: string;
  createTime: string;
}

/** What the admin API does with the API keys of a project. */
export interface ApiKeyAdministration {
  list(project: string, request: ListRequest): Promise<ShownApiKey[]>;
  get(project: string, id: string): Promise<ShownApiKey>;
  create(project: string, key: ApiKeyFields & { type: string }, agent: Agent): Promise<ShownApiKey>;
  patch(project: string, id: string, fields: ApiKeyFields, agent: Agent): Promise<ShownApiKey>;
  delete(project: string, id: string, agent: Agent): Promise<void>;
}

export function apiKeyAdministration(context: AuthorityContext): ApiKeyAdministration {
  return {
    async list(project, { after, limit }) {
      const rows = await context.database
        .selectFrom("api_keys")
        .selectAll()
        .where("project_id", "=", project)
        .where("id", ">", after)
        .orderBy("id")
        .limit(limit)
        .execute();
      return rows.map((row) => shown(context, row));
    },
    get: async (project, id) => shown(context, await findKey(context, project, id)),
    create: (project, key, agent) => createKey(context, { project, key, agent }),
    patch: (project, id, fields, agent) => patchKey(context, { project, id, fields, agent }),
    delete: (project, id, agent) => deleteKey(context, { project, id, agent }),
  };
}

/** The fields as a leasehold.yaml has them: it knows only the locks of the key's own kind. */
function declared(
  key: string,
  { type, name, allowedIps, allowedReferers }: ApiKeyFields & { type: string },
): ReturnType<typeof readApiKey> {
  const hasLocks = (list: string[] | undefined): string[] | undefined =>
    list === undefined || list.length === 0 ? undefined : list;
  return readApiKey(
    declaredValue({
      key,
      kind: type,
      name,
      allowedIps: hasLocks(allowedIps),
      allowedReferers: hasLocks(allowedReferers),
    }),
  );
}

async function createKey(
  context: AuthorityContext,
  request: { project: string; key: ApiKeyFields & { type: string }; agent: Agent },
): Promise<ShownApiKey> {
  const { project, agent } = request;
  const text = newSecret("apiKey");
  const wanted = declared(text, request.key);
  await change(context, agent, async (applying) => {
    const keys = await countOfProject(applying.database, "api_keys", project);
    checkLimit("API keys of a project", keys);
    await applyApiKey(applying, wanted, { project, path: "" });
  });
  const { id } = await context.database
    .selectFrom("api_keys")
    .select("id")
    .where("key_hash", "=", secretHash(text))
    .executeTakeFirstOrThrow();
  return shown(context, await findKey(context, project, id));
}

async function patchKey(
  context: AuthorityContext,
  request: { project: string; id: string; fields: ApiKeyFields; agent: Agent },
): Promise<ShownApiKey> {
  const { project, id, fields, agent } = request;
  await change(context, agent, async (applying) => {
    const { type, key, name, allowedIps, allowedReferers } = shown(
      context,
      await findKey(applying, project, id),
    );
    const wanted = declared(key, { type, name, allowedIps, allowedReferers, ...fields });
    await applyApiKey(applying, wanted, { project, path: "" });
  });
  return shown(context, await findKey(context, project, id));
}

async function deleteKey(
  context: AuthorityContext,
  { project, id, agent }: { project: string; id: string; agent: Agent },
): Promise<void> {
  await change(context, agent, async (applying) => {
    const { name } = await findKey(applying, project, id);
    await applying.database.deleteFrom("api_keys").where("id", "=", id).execute();
    const target = `${name} of ${project}`;
    await applying.changed({ thing: "API key", target, what: "deleted", project });
  });
}

interface KeyRow {
  id: string;
  kind: "server" | "browser";
  name: string;
  key_sealed: string;
  allowed_ips: string;
  allowed_referers: string;
  created_at_ms: number;
}

async function findKey(
  { database }: Pick<AuthorityContext, "database">,
  project: string,
  id: string,
): Promise<KeyRow> {
  const row = await database
    .selectFrom("api_keys")
    .selectAll()
    .where("id", "=", id)
    .where("project_id", "=", project)
    .executeTakeFirst();
  if (row !== undefined) return row;
  throw new AdministrationError("not_found", `The project ${project} has no API key ${id}.`);
}

function shown({ keyring }: Pick<AuthorityContext, "keyring">, row: KeyRow): ShownApiKey {
  return {
    id: row.id,
    type: row.kind,
    name: row.name,
    key: keyring.open(row.key_sealed, apiKeyPurpose),
    allowedIps: readJsonList(row.allowed_ips),
    allowedReferers: readJsonList(row.allowed_referers),
    createTime: new Date(row.created_at_ms).toISOString(),
  };
}
