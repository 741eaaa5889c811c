import { readFileSync } from "node:fs";
import leasehold from "@leasehold/discovery/leasehold.v1.json" with { type: "json" };
import { methodsOf, parseDiscoveryDocument } from "@leasehold/discovery-document";
import type {
  ApiKey,
  Client,
  Consumer,
  Invitation,
  Project,
  Queue,
  ServiceAccount,
  Task,
} from "@leasehold/leasehold-v1";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Answer, call, errorLine } from "./support/queue-caller.ts";
import { people, scopes, startTestService, type TestService } from "./support/test-service.ts";

/**
 * Who calls, with what. The service account is an editor of the project, the outsider an owner of another one, and
 * nobody is a user without any project, who may insert into a queue.
 */
const callers = [
  "owner",
  "editor",
  "viewer",
  "outsider",
  "administrator",
  "service account",
  "nobody",
  "a user who was deleted",
  "no token",
  "another scope",
  "read-only scope of an owner",
] as const;
type CallerName = (typeof callers)[number];

const ok = "200";
const forbidden = "403 forbidden global";
const notFound = "404 notFound global";
const loginRequired = "401 required global";
const tooLittleScope = "403 insufficientPermissions global";

const withoutCredential = {
  "a user who was deleted": "401 authError global",
  "no token": loginRequired,
  "another scope": tooLittleScope,
};
const noWriting = { ...withoutCredential, "read-only scope of an owner": tooLittleScope };

/** What each caller is answered, by what a method asks of them. */
const rights: Record<string, Record<CallerName, string>> = {
  read: {
    ...withoutCredential,
    owner: ok,
    editor: ok,
    viewer: ok,
    outsider: notFound,
    administrator: ok,
    "service account": ok,
    nobody: notFound,
    "read-only scope of an owner": ok,
  },
  write: {
    ...noWriting,
    owner: ok,
    editor: ok,
    viewer: forbidden,
    outsider: notFound,
    administrator: ok,
    "service account": ok,
    nobody: notFound,
  },
  own: {
    ...noWriting,
    owner: ok,
    editor: forbidden,
    viewer: forbidden,
    outsider: notFound,
    administrator: ok,
    "service account": forbidden,
    nobody: notFound,
  },
  /** Something of a project that is for administrators: an outsider still does not learn that it is there. */
  "administer a project": {
    ...noWriting,
    owner: forbidden,
    editor: forbidden,
    viewer: forbidden,
    outsider: notFound,
    administrator: ok,
    "service account": forbidden,
    nobody: notFound,
  },
  administer: { ...all(forbidden), ...noWriting, administrator: ok },
  "look at the service": {
    ...all(forbidden),
    ...withoutCredential,
    administrator: ok,
    "read-only scope of an owner": forbidden,
  },
  "look at oneself": { ...all(ok), ...withoutCredential },
  "change oneself": { ...all(ok), ...noWriting },
  /** Nobody here knows the password that is asked for, or has given this access. */
  "guess a password": { ...all("400 invalid global"), ...noWriting },
  "revoke what was never given": { ...all(notFound), ...noWriting },
};

function all(expected: string): Record<CallerName, string> {
  return Object.fromEntries(callers.map((caller) => [caller, expected])) as Record<
    CallerName,
    string
  >;
}

interface MethodRow {
  right: keyof typeof rights;
  /** Verb and path; what stands in braces is made anew for each call that is to succeed. */
  at: string;
  body?: object | (() => object);
}

let made = 0;
const fresh = (name: string): string => `${name}-${(made += 1)}`;
const certificate = (): object => ({ certificatePem: rsaCertificate });

const methods: Record<string, MethodRow> = {
  "configuration.apply": {
    right: "administer",
    at: "POST configuration:apply",
    body: { yaml: "users: []" },
  },
  "projects.list": { right: "look at oneself", at: "GET projects" },
  "projects.create": {
    right: "change oneself",
    at: "POST projects",
    body: () => ({ id: fresh("made") }),
  },
  "projects.get": { right: "read", at: "GET projects/acme" },
  "projects.patch": { right: "write", at: "PATCH projects/acme", body: { name: "Acme" } },
  "projects.delete": { right: "own", at: "DELETE projects/{project}?confirm={project}" },
  "members.list": { right: "read", at: "GET projects/acme/members" },
  "members.add": {
    right: "own",
    at: "POST projects/acme/members",
    body: () => ({ email: `${fresh("m")}@example.com`, role: "viewer" }),
  },
  "members.patch": {
    right: "own",
    at: "PATCH projects/acme/members/{member}",
    body: { role: "editor" },
  },
  "members.remove": { right: "own", at: "DELETE projects/acme/members/{member}" },
  "services.list": { right: "read", at: "GET projects/acme/services" },
  "services.enable": { right: "write", at: "POST projects/acme/services/taskqueue/enable" },
  "services.disable": { right: "write", at: "POST projects/acme/services/taskqueue/disable" },
  "clients.list": { right: "read", at: "GET projects/acme/clients" },
  "clients.get": { right: "read", at: "GET projects/acme/clients/app" },
  "clients.create": {
    right: "write",
    at: "POST projects/acme/clients",
    body: { name: "New", type: "device" },
  },
  "clients.patch": { right: "write", at: "PATCH projects/acme/clients/app", body: { name: "App" } },
  "clients.delete": { right: "write", at: "DELETE projects/acme/clients/{client}" },
  "clients.resetSecret": { right: "write", at: "POST projects/acme/clients/{client}/resetSecret" },
  "serviceAccounts.list": { right: "read", at: "GET projects/acme/serviceAccounts" },
  "serviceAccounts.get": { right: "read", at: "GET projects/acme/serviceAccounts/{account}" },
  "serviceAccounts.create": {
    right: "write",
    at: "POST projects/acme/serviceAccounts",
    body: () => ({ accountId: fresh("account") }),
  },
  "serviceAccounts.patch": {
    right: "write",
    at: "PATCH projects/acme/serviceAccounts/{account}",
    body: { name: "Worker" },
  },
  "serviceAccounts.delete": {
    right: "write",
    at: "DELETE projects/acme/serviceAccounts/{account}",
  },
  "serviceAccounts.keys.list": {
    right: "read",
    at: "GET projects/acme/serviceAccounts/{account}/keys",
  },
  "serviceAccounts.keys.create": {
    right: "write",
    at: "POST projects/acme/serviceAccounts/{account}/keys",
  },
  "serviceAccounts.keys.upload": {
    right: "write",
    at: "POST projects/acme/serviceAccounts/{account}/keys:upload",
    body: () => ({ publicKeyPem: rsaCertificate }),
  },
  "serviceAccounts.keys.delete": {
    right: "write",
    at: "DELETE projects/acme/serviceAccounts/{key}",
  },
  "consumers.list": { right: "read", at: "GET projects/acme/consumers" },
  "consumers.get": { right: "read", at: "GET projects/acme/consumers/consumer.example.com" },
  "consumers.create": {
    right: "write",
    at: "POST projects/acme/consumers",
    body: () => ({ key: fresh("consumer"), realm: "https://a.example/" }),
  },
  "consumers.patch": {
    right: "write",
    at: "PATCH projects/acme/consumers/{consumer}",
    body: { name: "Consumer" },
  },
  "consumers.delete": { right: "write", at: "DELETE projects/acme/consumers/{consumer}" },
  "consumers.resetSecret": {
    right: "write",
    at: "POST projects/acme/consumers/{consumer}/resetSecret",
  },
  "consumers.uploadCertificate": {
    right: "write",
    at: "POST projects/acme/consumers/{consumer}/certificate",
    body: certificate,
  },
  "apiKeys.list": { right: "read", at: "GET projects/acme/apiKeys" },
  "apiKeys.get": { right: "read", at: "GET projects/acme/apiKeys/{apiKey}" },
  "apiKeys.create": {
    right: "write",
    at: "POST projects/acme/apiKeys",
    body: { type: "server", name: "New" },
  },
  "apiKeys.patch": {
    right: "write",
    at: "PATCH projects/acme/apiKeys/{apiKey}",
    body: { name: "Other" },
  },
  "apiKeys.delete": { right: "write", at: "DELETE projects/acme/apiKeys/{apiKey}" },
  "delegations.list": { right: "look at the service", at: "GET delegations" },
  "delegations.create": {
    right: "administer",
    at: "POST delegations",
    body: () => ({ domain: "a.example", client: fresh("client"), scopes: [scopes.taskqueue] }),
  },
  "delegations.patch": {
    right: "administer",
    at: "PATCH delegations/{delegation}",
    body: { scopes: [scopes.consumer] },
  },
  "delegations.delete": { right: "administer", at: "DELETE delegations/{delegation}" },
  "queues.list": { right: "read", at: "GET projects/acme/queues" },
  "queues.get": { right: "read", at: "GET projects/acme/queues/images" },
  "queues.create": {
    right: "write",
    at: "POST projects/acme/queues",
    body: () => ({ name: fresh("queue") }),
  },
  "queues.update": { right: "write", at: "PUT projects/acme/queues/{queue}", body: {} },
  "queues.patch": {
    right: "write",
    at: "PATCH projects/acme/queues/{queue}",
    body: { maxLeases: 3 },
  },
  "queues.delete": { right: "write", at: "DELETE projects/acme/queues/{queue}" },
  "queues.pause": { right: "write", at: "POST projects/acme/queues/{queue}/pause" },
  "queues.resume": { right: "write", at: "POST projects/acme/queues/{queue}/resume" },
  "queues.purge": { right: "write", at: "POST projects/acme/queues/{queue}/purge" },
  "queues.apply": {
    right: "write",
    at: "POST projects/{project}/queues:apply",
    body: { queueYaml: "queue: []" },
  },
  "queues.export": { right: "read", at: "GET projects/acme/queues:export" },
  "queues.statistics": { right: "read", at: "GET projects/acme/queues:statistics?queue=images" },
  "tasks.list": { right: "read", at: "GET projects/acme/queues/images/tasks" },
  "tasks.get": { right: "read", at: "GET projects/acme/queues/{task}" },
  "tasks.insert": {
    right: "write",
    at: "POST projects/acme/queues/{queue}/tasks",
    body: { payloadBase64: "aGk=" },
  },
  "tasks.lease": { right: "write", at: "POST projects/acme/queues/{queue}/tasks:lease" },
  "tasks.release": { right: "write", at: "POST projects/acme/queues/{task}/release" },
  "tasks.move": { right: "write", at: "POST projects/acme/queues/{task}/move?destination=images" },
  "tasks.delete": { right: "write", at: "DELETE projects/acme/queues/{task}" },
  "users.list": { right: "look at the service", at: "GET users" },
  "users.get": { right: "look at the service", at: "GET users/owner@example.com" },
  "users.create": {
    right: "administer",
    at: "POST users",
    body: () => ({ email: `${fresh("u")}@example.com` }),
  },
  "users.patch": { right: "administer", at: "PATCH users/{user}", body: { name: "Somebody" } },
  "users.delete": { right: "administer", at: "DELETE users/{user}" },
  "users.resetPassword": { right: "administer", at: "POST users/{user}/resetPassword" },
  "me.get": { right: "look at oneself", at: "GET me" },
  "me.changePassword": {
    right: "guess a password",
    at: "POST me/password",
    body: { currentPassword: "wrong", newPassword: "long-enough-now" },
  },
  "grants.list": { right: "look at oneself", at: "GET me/grants" },
  "grants.revoke": { right: "revoke what was never given", at: "DELETE me/grants/unknown" },
  "quotas.get": { right: "read", at: "GET projects/acme/quotas" },
  "quotas.patch": {
    right: "administer a project",
    at: "PATCH projects/acme/quotas",
    body: { requestsPerDay: "1000000" },
  },
  "traffic.query": {
    right: "read",
    at: "GET projects/acme/traffic?from=2026-11-25T00:00:00Z&to=2026-11-25T01:00:00Z",
  },
  "audit.list": { right: "read", at: "GET projects/acme/audit" },
  "audit.listAll": { right: "look at the service", at: "GET audit" },
};

const worker = "worker@acme.leasehold.internal";
const rsaCertificate = readFileSync(new URL("e2e/rsa.crt.pem", import.meta.url), "utf8");
let service: TestService;
const tokens = new Map<CallerName, string>();

beforeAll(async () => {
  service = await startTestService();
  const token = (user: string, scope: string = scopes.admin): string =>
    service.token({ user, scope });
  for (const role of ["owner", "editor", "viewer", "outsider"] as const) {
    tokens.set(role, token(people[role]));
  }
  tokens.set("administrator", token(people.root));
  tokens.set("service account", token(worker));
  tokens.set("nobody", token(people.producer));
  tokens.set("a user who was deleted", token("gone@example.com"));
  tokens.set("another scope", token(people.owner, scopes.taskqueue));
  tokens.set("read-only scope of an owner", token(people.owner, scopes.adminReadonly));
  await asRoot("POST users", { email: "gone@example.com" });
  await asRoot("DELETE users/gone@example.com");
  await asRoot("POST projects/dark/members", { email: people.outsider, role: "owner" });
  await asRoot("POST projects/acme/serviceAccounts", { accountId: "worker" });
  await asRoot("POST projects/acme/members", { email: worker, role: "editor" });
});
afterAll(() => service[Symbol.asyncDispose]());

describe.each(callers)("%s", (caller) => {
  test.each(Object.keys(methods))("%s", async (name) => {
    const { right, at, body } = methods[name]!;
    const expected = rights[right]![caller];
    const path = await withThings(at, { isNew: expected === ok });
    const answer = await ask(path, {
      token: tokens.get(caller),
      body: typeof body === "function" ? (body as () => object)() : body,
    });
    expect(answer.status === 200 ? ok : errorLine(answer)).toBe(expected);
  });
});

test("every method of the document is in the table", () => {
  const document = parseDiscoveryDocument(leasehold);
  const ids = methodsOf(document).map(({ id }) => id.replace("leasehold.", ""));
  expect(Object.keys(methods).toSorted()).toEqual(ids.toSorted());
});

test("the scopes of the document are those that are asked for", () => {
  for (const { id, method } of methodsOf(parseDiscoveryDocument(leasehold))) {
    const { right } = methods[id.replace("leasehold.", "")]!;
    const reads = rights[right]!["read-only scope of an owner"] !== tooLittleScope;
    const expected = reads ? [scopes.admin, scopes.adminReadonly] : [scopes.admin];
    expect([id, method.scopes]).toEqual([id, expected]);
  }
});

function ask<Body>(
  at: string,
  { token, body }: { token: string | undefined; body?: object | undefined },
): Promise<Answer<Body>> {
  const [method = "", path = ""] = at.split(" ");
  return call<Body>(`${service.url}/leasehold/v1/${path}`, {
    method,
    ...(token !== undefined && { token }),
    ...(body !== undefined && { body }),
  });
}

async function asRoot<Body>(at: string, body: object = {}): Promise<Answer<Body>["json"]> {
  const answer = await ask<Body>(at, { token: tokens.get("administrator"), body });
  expect([at, answer.status]).toEqual([at, 200]);
  return answer.json;
}

/** Makes something to be read, changed or deleted; gives what stands for it in a path. */
const makers: Record<string, () => Promise<string>> = {
  async project() {
    const { id } = await asRoot<Project>("POST projects", { id: fresh("p") });
    for (const role of ["owner", "editor", "viewer"] as const) {
      await asRoot(`POST projects/${id}/members`, { email: people[role], role });
    }
    await asRoot(`POST projects/${id}/members`, { email: worker, role: "editor" });
    return id;
  },
  async member() {
    const email = `${fresh("m")}@example.com`;
    await asRoot("POST projects/acme/members", { email, role: "viewer" });
    return email;
  },
  async client() {
    const client = { name: "Made", type: "device" };
    return (await asRoot<Client>("POST projects/acme/clients", client)).id;
  },
  async account() {
    const account = { accountId: fresh("a") };
    return (await asRoot<ServiceAccount>("POST projects/acme/serviceAccounts", account)).email;
  },
  async key() {
    const path = `${await makers["account"]!()}/keys`;
    const key = { id: "k1", publicKeyPem: rsaCertificate };
    await asRoot(`POST projects/acme/serviceAccounts/${path}:upload`, key);
    return `${path}/k1`;
  },
  async consumer() {
    const consumer = { key: fresh("consumer"), realm: "https://a.example/" };
    return (await asRoot<Consumer>("POST projects/acme/consumers", consumer)).key;
  },
  async apiKey() {
    const key = { type: "browser", name: "Made" };
    return (await asRoot<ApiKey>("POST projects/acme/apiKeys", key)).id;
  },
  async delegation() {
    const client = fresh("client");
    await asRoot("POST delegations", { domain: "a.example", client, scopes: [scopes.taskqueue] });
    return `a.example/${client}`;
  },
  async queue() {
    return (await asRoot<Queue>("POST projects/acme/queues", { name: fresh("q") })).name;
  },
  async task() {
    const path = `${await makers["queue"]!()}/tasks`;
    const task = { payloadBase64: "aGk=" };
    return `${path}/${(await asRoot<Task>(`POST projects/acme/queues/${path}`, task)).id}`;
  },
  async user() {
    const { user } = await asRoot<Invitation>("POST users", { email: `${fresh("u")}@example.com` });
    return user.email;
  },
};

/** What those who are refused ask for: it is there, and stays. */
const shared = new Map<string, Promise<string>>();

async function withThings(at: string, { isNew }: { isNew: boolean }): Promise<string> {
  const [, name] = /\{(\w+)\}/.exec(at) ?? [];
  if (name === undefined) return at;
  const make = makers[name]!;
  if (!isNew && !shared.has(name)) shared.set(name, make());
  const thing = await (isNew ? make() : shared.get(name)!);
  return at.replaceAll(`{${name}}`, thing);
}
