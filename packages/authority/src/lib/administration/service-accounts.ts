import { generateKeyPair, randomBytes } from "node:crypto";
import { promisify } from "node:util";
import { AdministrationError } from "../../administration-error.ts";
import { applyServiceAccount } from "../apply/apply-service-account.ts";
import { readIdentifier } from "../configuration/applications.ts";
import { publicKeyIn } from "../configuration/referenced-files.ts";
import { readName, readPattern, required } from "../configuration/yaml-values.ts";
import { readMap } from "../configuration/yaml-place.ts";
import type { Agent, AuthorityContext } from "../context.ts";
import { normalizeEmail } from "../users/find-user.ts";
import { change } from "./change.ts";
import { endpointsOf } from "./client-secrets-file.ts";
import { countOfProject } from "./count-rows.ts";
import { declaredValue } from "./declared-value.ts";
import { keepOwners } from "./keep-owners.ts";
import { checkLimit } from "./limits.ts";
import type { ListRequest } from "./page.ts";
import { refuseDelegated } from "./reach.ts";
import { retireServiceAccount } from "./retire-application.ts";

/** A service account as it is shown. */
interface ShownServiceAccount {
  email: string;
  uniqueId: string;
  name: string;
  createTime: string;
}

/** A key of a service account as it is shown. */
interface ShownServiceAccountKey {
  id: string;
  publicKeyPem: string;
  createTime: string;
  /** The text of the file with the private key, when the pair was just made. */
  privateKeyFile?: string;
}

/** Whose key it is. */
interface AccountPath {
  project: string;
  account: string;
}

/** What the admin API does with the service accounts of a project. */
export interface ServiceAccountAdministration {
  list(project: string, request: ListRequest): Promise<ShownServiceAccount[]>;
  get(path: AccountPath): Promise<ShownServiceAccount>;
  /** Makes `ACCOUNT_ID@PROJECT.leasehold.internal`. */
  create(
    project: string,
    account: { accountId: string; name?: string },
    agent: Agent,
  ): Promise<ShownServiceAccount>;
  rename(path: AccountPath, name: string, agent: Agent): Promise<ShownServiceAccount>;
  delete(path: AccountPath, agent: Agent): Promise<void>;
  listKeys(path: AccountPath, request: ListRequest): Promise<ShownServiceAccountKey[]>;
  createKey(path: AccountPath, agent: Agent): Promise<ShownServiceAccountKey>;
  uploadKey(
    path: AccountPath,
    key: { id?: string; publicKeyPem: string },
    agent: Agent,
  ): Promise<ShownServiceAccountKey>;
  deleteKey(path: AccountPath, key: string, agent: Agent): Promise<void>;
}

const makeKeyPair = promisify(generateKeyPair);
const keyBits = 2048;
const readAccountId = readPattern(
  /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/u,
  "1 to 63 small letters, digits and hyphens, with no hyphen at either end",
);

export function serviceAccountAdministration(
  context: AuthorityContext,
): ServiceAccountAdministration {
  return {
    list: (project, request) => listAccounts(context, project, request),
    get: async (path) => shown(await findAccount(context, path)),
    create: (project, account, agent) => createAccount(context, { project, account, agent }),
    rename: (path, name, agent) => renameAccount(context, { path, name, agent }),
    delete: (path, agent) => deleteAccount(context, path, agent),
    listKeys: (path, request) => listKeys(context, path, request),
    createKey: (path, agent) => createKey(context, path, agent),
    uploadKey: (path, key, agent) => uploadKey(context, { path, key, agent }),
    deleteKey: (path, key, agent) => deleteKey(context, { path, key, agent }),
  };
}

async function listAccounts(
  { database }: AuthorityContext,
  project: string,
  { after, limit }: ListRequest,
): Promise<ShownServiceAccount[]> {
  const rows = await database
    .selectFrom("service_accounts")
    .selectAll()
    .where("project_id", "=", project)
    .where("email", ">", after)
    .orderBy("email")
    .limit(limit)
    .execute();
  return rows.map(shown);
}

async function createAccount(
  context: AuthorityContext,
  request: { project: string; account: { accountId: string; name?: string }; agent: Agent },
): Promise<ShownServiceAccount> {
  const { project, agent } = request;
  const map = readMap(declaredValue(request.account), ["accountId", "name"]);
  const email = `${readAccountId(required(map, "accountId"))}@${project}.leasehold.internal`;
  const name = map.name === undefined ? undefined : readName(map.name);
  await change(context, agent, async (applying) => {
    const accounts = await countOfProject(applying.database, "service_accounts", project);
    checkLimit("service accounts of a project", accounts);
    const taken = await applying.database
      .selectFrom("service_accounts")
      .select("email")
      .where("email", "=", email)
      .executeTakeFirst();
    if (taken !== undefined) {
      throw new AdministrationError("duplicate", `There is a service account ${email} already.`);
    }
    await refuseDelegated(applying.database, email);
    const declared = { email, ...(name !== undefined && { name }), keys: [] };
    await applyServiceAccount(applying, declared, { project, path: "" });
  });
  return shown(await findAccount(context, { project, account: email }));
}

async function renameAccount(
  context: AuthorityContext,
  request: { path: AccountPath; name: string; agent: Agent },
): Promise<ShownServiceAccount> {
  const { path, agent } = request;
  const { name: wanted } = readMap(declaredValue({ name: request.name }), ["name"]);
  const name = wanted === undefined ? "" : readName(wanted);
  await change(context, agent, async (applying) => {
    const { email } = await findAccount(applying, path);
    const place = { project: path.project, path: "" };
    await applyServiceAccount(applying, { email, name, keys: [] }, place);
  });
  return shown(await findAccount(context, path));
}

async function deleteAccount(
  context: AuthorityContext,
  path: AccountPath,
  agent: Agent,
): Promise<void> {
  await change(context, agent, async (applying) => {
    const { email } = await findAccount(applying, path);
    await keepOwners(applying.database, [email]);
    await retireServiceAccount(applying.database, email);
    const { project } = path;
    await applying.changed({ thing: "service account", target: email, what: "deleted", project });
  });
}

async function listKeys(
  context: AuthorityContext,
  path: AccountPath,
  { after, limit }: ListRequest,
): Promise<ShownServiceAccountKey[]> {
  const { email } = await findAccount(context, path);
  const rows = await context.database
    .selectFrom("service_account_keys")
    .selectAll()
    .where("service_account", "=", email)
    .where("id", ">", after)
    .orderBy("id")
    .limit(limit)
    .execute();
  return rows.map(shownKey);
}

async function createKey(
  context: AuthorityContext,
  path: AccountPath,
  agent: Agent,
): Promise<ShownServiceAccountKey> {
  const { email, unique_id, project_id } = await findAccount(context, path);
  const id = randomBytes(20).toString("hex");
  const { publicKey, privateKey } = await makeKeyPair("rsa", {
    modulusLength: keyBits,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  const key = await addKey(context, { path, key: { id, publicKeyPem: publicKey }, agent });
  const file = {
    type: "service_account",
    project_id,
    private_key_id: id,
    private_key: privateKey,
    client_email: email,
    client_id: unique_id,
    ...endpointsOf(context),
  };
  return { ...key, privateKeyFile: `${JSON.stringify(file, undefined, 2)}\n` };
}

async function uploadKey(
  context: AuthorityContext,
  request: { path: AccountPath; key: { id?: string; publicKeyPem: string }; agent: Agent },
): Promise<ShownServiceAccountKey> {
  const { path, agent } = request;
  const map = readMap(declaredValue(request.key), ["id", "publicKeyPem"]);
  const id = map.id === undefined ? randomBytes(20).toString("hex") : readIdentifier(map.id);
  const publicKeyPem = publicKeyIn(request.key.publicKeyPem, required(map, "publicKeyPem"));
  return addKey(context, { path, key: { id, publicKeyPem }, agent });
}

async function addKey(
  context: AuthorityContext,
  request: { path: AccountPath; key: { id: string; publicKeyPem: string }; agent: Agent },
): Promise<ShownServiceAccountKey> {
  const { path, key, agent } = request;
  await change(context, agent, async (applying) => {
    const { email } = await findAccount(applying, path);
    const keys = await applying.database
      .selectFrom("service_account_keys")
      .select("id")
      .where("service_account", "=", email)
      .execute();
    checkLimit("keys of a service account", keys.length);
    if (keys.some(({ id }) => id === key.id)) {
      throw new AdministrationError("duplicate", `${email} has a key ${key.id} already.`);
    }
    const place = { project: path.project, path: "" };
    await applyServiceAccount(applying, { email, keys: [key] }, place);
  });
  const row = (await listKeys(context, path, { after: "", limit: 1000 })).find(
    ({ id }) => id === key.id,
  );
  if (row === undefined) throw noKey(path, key.id);
  return row;
}

async function deleteKey(
  context: AuthorityContext,
  request: { path: AccountPath; key: string; agent: Agent },
): Promise<void> {
  const { path, key, agent } = request;
  await change(context, agent, async (applying) => {
    const { email } = await findAccount(applying, path);
    const { numDeletedRows } = await applying.database
      .deleteFrom("service_account_keys")
      .where("service_account", "=", email)
      .where("id", "=", key)
      .executeTakeFirstOrThrow();
    if (numDeletedRows === 0n) throw noKey(path, key);
    await applying.changed({
      thing: "service account key",
      target: `${key} of ${email}`,
      what: "deleted",
      project: path.project,
    });
  });
}

async function findAccount(
  { database }: Pick<AuthorityContext, "database">,
  { project, account }: AccountPath,
): Promise<AccountRow> {
  const email = normalizeEmail(account);
  const row = await database
    .selectFrom("service_accounts")
    .selectAll()
    .where("email", "=", email)
    .where("project_id", "=", project)
    .executeTakeFirst();
  if (row !== undefined) return row;
  throw new AdministrationError(
    "not_found",
    `The project ${project} has no service account ${email}.`,
  );
}

interface AccountRow {
  email: string;
  unique_id: string;
  project_id: string;
  name: string;
  created_at_ms: number;
}

function shown({ email, unique_id, name, created_at_ms }: AccountRow): ShownServiceAccount {
  const createTime = new Date(created_at_ms).toISOString();
  return { email, uniqueId: unique_id, name, createTime };
}

function shownKey(row: {
  id: string;
  public_key_pem: string;
  created_at_ms: number;
}): ShownServiceAccountKey {
  const createTime = new Date(row.created_at_ms).toISOString();
  return { id: row.id, publicKeyPem: row.public_key_pem, createTime };
}

function noKey({ account }: AccountPath, key: string): AdministrationError {
  return new AdministrationError("not_found", `${account} has no key ${key}.`);
}
