import type {
  AuditLines,
  Members,
  Queues,
  ServiceAccount,
  ServiceAccountKey,
} from "@leasehold/leasehold-v1";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type AdministeredService, startAdministeredService } from "./support/administrator.ts";
import { errorLine, queueCaller } from "./support/queue-caller.ts";
import { people, scopes, type TestService } from "./support/test-service.ts";

let administered: AdministeredService;
let service: TestService;
let ask: AdministeredService["ask"];
let did: AdministeredService["did"];
let newProject: AdministeredService["newProject"];
let tokenOf: AdministeredService["tokenOf"];

beforeAll(async () => {
  administered = await startAdministeredService();
  ({ service, ask, did, newProject, tokenOf } = administered);
});
afterAll(() => administered[Symbol.asyncDispose]());

describe("a project", () => {
  test("is deleted only when its id is said again, with its queues, applications and tokens", async () => {
    const path = await newProject("doomed");
    const { email } = await did<ServiceAccount>(`POST ${path}/serviceAccounts`, {
      accountId: "worker",
    });
    await did(`POST ${path}/members`, { email, role: "owner" });
    await did("POST projects/acme/members", { email, role: "viewer" });
    await did("POST delegations", {
      domain: "d.example",
      client: email,
      scopes: [scopes.taskqueue],
    });
    const { privateKeyFile } = await did<ServiceAccountKey>(
      `POST ${path}/serviceAccounts/${email}/keys`,
    );
    const token = await tokenOf(privateKeyFile);
    const queue = queueCaller({ url: service.url, token, queue: "doomed/taskqueues/q" });
    expect((await queue.insert({ payloadBase64: "aGk=" })).status).toBe(200);

    expect(errorLine(await ask(`DELETE ${path}`))).toBe("400 required global");
    expect(errorLine(await ask(`DELETE ${path}?confirm=acme`))).toBe("400 invalidParameter global");
    await did(`DELETE ${path}?confirm=doomed`);
    expect(errorLine(await queue.list())).toBe("401 authError global");
    expect(await tokenOf(privateKeyFile)).toContain("none");
    expect(errorLine(await ask(`GET ${path}`))).toBe("404 notFound global");
    const members = await did("GET projects/acme/members");
    expect(JSON.stringify(members)).not.toContain(email);
    expect(await did("GET delegations?domain=d.example")).not.toHaveProperty("items");

    await did("POST projects", { id: "doomed" });
    expect(await did(`GET ${path}/queues`)).not.toHaveProperty("items");
    expect(await did(`GET ${path}/serviceAccounts`)).not.toHaveProperty("items");
    expect((await did<AuditLines>("GET audit?action=project.deleted")).items[0]).toMatchObject({
      actor: people.root,
      application: "app",
      target: "doomed",
      project: "doomed",
    });
  });

  test("one whose service account is the last owner of another stays, with its queues", async () => {
    const path = await newProject("home");
    const other = await newProject("abroad");
    const { email } = await did<ServiceAccount>(`POST ${path}/serviceAccounts`, {
      accountId: "founder",
    });
    await did(`POST ${other}/members`, { email, role: "owner" });
    await did(`DELETE ${other}/members/${people.root}`);
    const refused = await ask(`DELETE ${path}?confirm=home`);
    expect([errorLine(refused), refused.json.error.message]).toEqual([
      "400 invalid global",
      expect.stringContaining(`${email} is the last owner of abroad`),
    ]);
    expect((await did<Queues>(`GET ${path}/queues`)).items).toHaveLength(1);
    await did(`DELETE ${other}?confirm=abroad`);
    await did(`DELETE ${path}?confirm=home`);
  });

  test("a later one of the same id does not show what was done with the earlier one", async () => {
    const path = await newProject("reborn");
    await did(`POST ${path}/members`, { email: "secret-friend@example.com", role: "viewer" });
    await did(`DELETE ${path}?confirm=reborn`);
    const outsider = service.token({ user: people.outsider, scope: scopes.admin });
    await did("POST projects", { id: "reborn" }, outsider);
    const { items } = await did<AuditLines>(`GET ${path}/audit`, undefined, outsider);
    expect(items.map(({ action }) => action)).toEqual(["project.created"]);
    const all = await did("GET audit?action=member.created");
    expect(JSON.stringify(all)).toContain("secret-friend@example.com");
  });

  test("one that is there is not made again, and its number stays", async () => {
    expect(errorLine(await ask("POST projects", { id: "acme" }))).toBe("409 duplicate global");
    const taken = { id: "other-number", number: "123456789012" };
    expect(errorLine(await ask("POST projects", taken))).toBe("409 duplicate global");
    await did("PATCH projects/acme", { name: "Acme Inc.", number: "5" });
    expect(await did("GET projects/acme")).toMatchObject({
      name: "Acme Inc.",
      number: "123456789012",
    });
  });

  test.each([
    [{ id: "Capitals" }, "id: This must be a project id"],
    [{ id: "leasehold" }, "id: This project is built in"],
    [{ id: "ok", name: "a\nb" }, "name: This must be a name of 1 to 200 characters"],
    [{ id: "ok", name: "x".repeat(201) }, "name: This must be a name of 1 to 200 characters"],
    [{ id: "ok", number: "abc" }, "number: This must be digits"],
  ])("%j is refused", async (body, words) => {
    const answer = await ask("POST projects", body);
    expect([errorLine(answer), answer.json.error.message]).toEqual([
      "400 invalid global",
      expect.stringContaining(`Invalid value for the field ${words}`),
    ]);
  });
});

describe("members", () => {
  test("the last owner neither goes nor steps down", async () => {
    const path = await newProject("kept");
    const last = "400 invalid global";
    expect(errorLine(await ask(`DELETE ${path}/members/${people.root}`))).toBe(last);
    expect(errorLine(await ask(`PATCH ${path}/members/${people.root}`, { role: "editor" }))).toBe(
      last,
    );
    await did(`POST ${path}/members`, { email: people.owner, role: "owner" });
    expect(
      errorLine(await ask(`POST ${path}/members`, { email: people.owner, role: "viewer" })),
    ).toBe("409 duplicate global");
    await did(`DELETE ${path}/members/${people.root}`);
    expect((await did<Members>(`GET ${path}/members`)).items).toEqual([
      { kind: "leasehold#member", email: people.owner, role: "owner", name: "owner" },
    ]);
    expect(errorLine(await ask(`DELETE ${path}/members/${people.root}`))).toBe(
      "404 notFound global",
    );
  });
});

describe("users", () => {
  test("one who is deleted is refused at once, and leaves nothing to who comes after", async () => {
    const email = "leaver@example.com";
    await did("POST users", { email });
    await did("POST projects/acme/members", { email, role: "editor" });
    const token = service.token({ user: email, scope: scopes.admin });
    expect((await ask("GET projects/acme", undefined, token)).status).toBe(200);
    await did(`DELETE users/${email}`);
    expect(errorLine(await ask("GET projects/acme", undefined, token))).toBe(
      "401 authError global",
    );
    await did("POST users", { email });
    const later = service.token({ user: email, scope: scopes.admin });
    expect(errorLine(await ask("GET projects/acme", undefined, later))).toBe("404 notFound global");
  });

  test("the last owner of a project and the last administrator stay", async () => {
    const email = "founder@example.com";
    await did("POST users", { email });
    const token = service.token({ user: email, scope: scopes.admin });
    await did("POST projects", { id: "founded" }, token);
    const owner = await ask(`DELETE users/${email}`);
    expect([errorLine(owner), owner.json.error.message]).toEqual([
      "400 invalid global",
      expect.stringContaining("the last owner of founded"),
    ]);
    const administrator = await ask(`PATCH users/${people.root}`, { administrator: false });
    expect(administrator.json.error.message).toContain("the last administrator");
    expect(errorLine(await ask(`DELETE users/${people.root}`))).toBe("400 invalid global");
  });

  test("who is made an administrator is one at once, and no more when it ends", async () => {
    const token = service.token({ user: people.outsider, scope: scopes.admin });
    await did(`PATCH users/${people.outsider}`, { administrator: true });
    expect((await ask("GET users", undefined, token)).status).toBe(200);
    await did(`PATCH users/${people.outsider}`, { administrator: false });
    expect(errorLine(await ask("GET users", undefined, token))).toBe("403 forbidden global");
  });
});

describe("oneself", () => {
  test("sees who one is, and with which application", async () => {
    const token = service.token({ user: people.viewer, scope: scopes.adminReadonly });
    expect(await did("GET me", undefined, token)).toEqual({
      kind: "leasehold#me",
      email: people.viewer,
      name: "viewer",
      administrator: false,
      hasPassword: false,
      application: "app",
      projects: [{ id: "acme", name: expect.any(String), role: "viewer" }],
    });
  });

  test("changes the password with the one before, ten times in ten minutes at most", async () => {
    // Its clock stands still: the ten minutes are those of the clock, and could end among the ten.
    const startedAtMs = Date.now();
    await using still = await startAdministeredService({ now: () => startedAtMs });
    const passwords = { currentPassword: "correct-horse", newPassword: "battery-staple" };
    await still.did("POST me/password", passwords);
    const wrong = await still.ask("POST me/password", passwords);
    expect(wrong.json.error.message).toContain("currentPassword");
    const short = { currentPassword: "battery-staple", newPassword: "short" };
    expect((await still.ask("POST me/password", short)).json.error.message).toContain(
      "Give a password of 10 to 1024 characters.",
    );
    for (let count = 3; count < 10; count += 1) await still.ask("POST me/password", passwords);
    const stopped = await still.ask("POST me/password", {
      ...short,
      newPassword: "another-long-one",
    });
    expect(stopped.json.error.message).toContain("too many attempts");
  });
});

describe("the audit log", () => {
  test("is read by project, actor, action and time, page by page", async () => {
    const path = await newProject("audited");
    await did(`POST ${path}/queues/q/pause`);
    await did(`POST ${path}/queues/q/resume`);
    const actions = async (query: string): Promise<string[]> => {
      const page = await did<AuditLines>(`GET ${path}/audit?${query}`);
      // Left out when there are none.
      return (page.items ?? []).map(({ action }) => action);
    };
    const queueActions = ["queue.resume", "queue.pause", "queue.create"];
    expect(await actions("action=queue.")).toEqual(queueActions);
    expect(await actions("action=queue.pause")).toEqual(["queue.pause"]);
    expect(await actions(`actor=${people.owner}`)).toEqual([]);
    expect(await actions(`to=2020-01-01T00:00:00Z`)).toEqual([]);
    expect(await actions("")).toEqual([...queueActions, "service.switched-on", "project.created"]);
    const first = await did<AuditLines>(`GET ${path}/audit?maxResults=2`);
    const second = await did<AuditLines>(
      `GET ${path}/audit?maxResults=2&pageToken=${first.nextPageToken}`,
    );
    expect(second.items.map(({ action }) => action)).toEqual([
      "queue.create",
      "service.switched-on",
    ]);
    expect(first.items[0]).toEqual({
      kind: "leasehold#auditLine",
      id: expect.any(String),
      time: expect.stringMatching(/^\d{4}-.*Z$/),
      actor: people.root,
      application: "app",
      action: "queue.resume",
      target: "audited/q",
      project: "audited",
    });
  });

  test("shows who may use a queue to those only who may see its acl", async () => {
    const path = await newProject("discreet");
    for (const role of ["owner", "editor", "viewer"] as const) {
      await did(`POST ${path}/members`, { email: people[role], role });
    }
    await did(`PATCH ${path}/queues/q`, { acl: { producerEmails: ["quiet@example.com"] } });
    const lines = (user: string) =>
      did<AuditLines>(
        `GET ${path}/audit?action=queue-acl.set`,
        undefined,
        service.token({ user, scope: scopes.admin }),
      );
    for (const user of [people.root, people.owner]) {
      expect((await lines(user)).items[0].detail).toMatchObject({
        producerEmails: ["quiet@example.com"],
      });
    }
    for (const user of [people.editor, people.viewer]) {
      const { items } = await lines(user);
      expect(items).toMatchObject([{ action: "queue-acl.set", target: "discreet/q" }]);
      expect(items[0]).not.toHaveProperty("detail");
    }
  });
});
