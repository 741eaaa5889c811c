import { createPublicKey, createSign, generateKeyPairSync } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Answer, call, errorLine, queueCaller } from "./support/queue-caller.ts";
import { people, scopes, startTestService, type TestService } from "./support/test-service.ts";

let service: TestService;
let root: string;

beforeAll(async () => {
  service = await startTestService();
  root = service.token({ user: people.root, scope: scopes.admin });
});
afterAll(() => service[Symbol.asyncDispose]());

function ask(at: string, body?: object, token = root): Promise<Answer> {
  const [method = "", path = ""] = at.split(" ");
  const url = `${service.url}/leasehold/v1/${path}`;
  return call(url, { method, token, ...(body !== undefined && { body }) });
}

async function did(at: string, body?: object, token = root): Promise<Answer["json"]> {
  const answer = await ask(at, body, token);
  expect([at, answer.status, answer.json?.error?.message]).toEqual([at, 200, undefined]);
  return answer.json;
}

/** Makes a project with a queue; its owner is the administrator. */
async function newProject(id: string): Promise<string> {
  await did("POST projects", { id });
  await did(`POST projects/${id}/services/taskqueue/enable`);
  await did(`POST projects/${id}/queues`, { name: "q" });
  return `projects/${id}`;
}

/** A token of a service account, as the token endpoint gives it for a key file. */
async function tokenOf(privateKeyFile: string, claims: object = {}): Promise<string> {
  const { client_email: iss, private_key: key, private_key_id: kid } = JSON.parse(privateKeyFile);
  const iat = Math.floor(Date.now() / 1000);
  const scope = `${scopes.taskqueue} ${scopes.admin}`;
  const payload = { iss, scope, aud: `${service.url}/token`, iat, exp: iat + 600, ...claims };
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  const signed = `${part({ alg: "RS256", typ: "JWT", kid })}.${part(payload)}`;
  const signature = createSign("RSA-SHA256").update(signed).sign(key, "base64url");
  const answer = await fetch(`${service.url}/token`, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer",
      assertion: `${signed}.${signature}`,
    }),
  });
  const json = (await answer.json()) as { access_token?: string };
  return json.access_token ?? `none: ${JSON.stringify(json)}`;
}

describe("a project", () => {
  test("is deleted only when its id is said again, with its queues, applications and tokens", async () => {
    const path = await newProject("doomed");
    const { email } = await did(`POST ${path}/serviceAccounts`, { accountId: "worker" });
    await did(`POST ${path}/members`, { email, role: "owner" });
    await did("POST projects/acme/members", { email, role: "viewer" });
    await did("POST delegations", {
      domain: "d.example",
      client: email,
      scopes: [scopes.taskqueue],
    });
    const { privateKeyFile } = await did(`POST ${path}/serviceAccounts/${email}/keys`);
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
    expect((await did("GET audit?action=project.deleted")).items[0]).toMatchObject({
      actor: people.root,
      application: "app",
      target: "doomed",
      project: "doomed",
    });
  });

  test("a later one of the same id does not show what was done with the earlier one", async () => {
    const path = await newProject("reborn");
    await did(`POST ${path}/members`, { email: "secret-friend@example.com", role: "viewer" });
    await did(`DELETE ${path}?confirm=reborn`);
    const outsider = service.token({ user: people.outsider, scope: scopes.admin });
    await did("POST projects", { id: "reborn" }, outsider);
    const { items } = await did(`GET ${path}/audit`, undefined, outsider);
    expect(items.map(({ action }: { action: string }) => action)).toEqual(["project.created"]);
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
    expect((await did(`GET ${path}/members`)).items).toEqual([
      { kind: "leasehold#member", email: people.owner, role: "owner", name: "owner" },
    ]);
    expect(errorLine(await ask(`DELETE ${path}/members/${people.root}`))).toBe(
      "404 notFound global",
    );
  });
});

describe("applications", () => {
  test("a client's tokens stop working when it is deleted, and a service that is off refuses", async () => {
    const path = await newProject("apps");
    const { id } = await did(`POST ${path}/clients`, { name: "A", type: "device" });
    const token = service.token({ client: id, user: people.both });
    const images = queueCaller({ url: service.url, token });
    expect((await images.list()).status).toBe(200);
    await did("POST projects/acme/services/taskqueue/disable");
    const own = queueCaller({ url: service.url, token: service.token() });
    expect(errorLine(await own.list())).toBe("403 accessNotConfigured usageLimits");
    await did("POST projects/acme/services/taskqueue/enable");
    expect((await own.list()).status).toBe(200);
    await did(`DELETE ${path}/clients/${id}`);
    expect(errorLine(await images.list())).toBe("401 authError global");
    expect(errorLine(await ask(`DELETE ${path}/clients/${id}`))).toBe("404 notFound global");
  });

  test("a patch changes what it says, and the secret and the rest stay", async () => {
    const path = "projects/acme/clients";
    const uris = ["https://a.example/cb"];
    const made = await did(`POST ${path}`, { name: "P", type: "web", redirectUris: uris });
    const { secret, clientSecretsFile, ...before } = made;
    expect(secret).toMatch(/^lhp_/);
    expect(clientSecretsFile).toContain(secret);
    expect(await did(`PATCH ${path}/${made.id}`, { name: "Q", type: "device" })).toEqual({
      ...before,
      name: "Q",
    });
    expect(await did(`PATCH ${path}/${made.id}`, { redirectUris: [] })).toMatchObject({
      redirectUris: [],
      hasSecret: true,
    });
    const wrong = await ask(`PATCH ${path}/${made.id}`, { redirectUris: ["http://a.example/"] });
    expect(wrong.json.error.message).toContain(
      "redirectUris[0]: This must be an absolute https address",
    );
    const many = Array.from({ length: 51 }, (_, index) => `https://a.example/${index}`);
    expect(errorLine(await ask(`PATCH ${path}/${made.id}`, { redirectUris: many }))).toBe(
      "400 invalid global",
    );
    await did(`PATCH ${path}/${made.id}`, { redirectUris: many.slice(1) });
  });

  test("a key that was uploaded signs in, and one that was deleted does not", async () => {
    const path = "projects/acme/serviceAccounts";
    const { email } = await did(`POST ${path}`, { accountId: "uploader", name: "Up" });
    const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const pem = publicKey.export({ type: "spki", format: "pem" }).toString();
    const uploaded = await did(`POST ${path}/${email}/keys:upload`, {
      id: "k1",
      publicKeyPem: pem,
    });
    expect(uploaded).not.toHaveProperty("privateKeyFile");
    const file = JSON.stringify({
      client_email: email,
      private_key: privateKey.export({ type: "pkcs8", format: "pem" }),
      private_key_id: "k1",
    });
    expect(await tokenOf(file)).toMatch(/^lha_/);
    const made = await did(`POST ${path}/${email}/keys`);
    expect(await tokenOf(made.privateKeyFile)).toMatch(/^lha_/);
    expect(createPublicKey(made.publicKeyPem).asymmetricKeyDetails?.modulusLength).toBe(2048);
    await did(`DELETE ${path}/${email}/keys/k1`);
    expect(await tokenOf(file)).toContain("none");
    const secret = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    const refused = await ask(`POST ${path}/${email}/keys:upload`, { publicKeyPem: secret });
    expect(refused.json.error.message).toContain(
      "publicKeyPem: This must be a public key, and not",
    );
  });

  test("a delegation that ends takes the tokens that it gave", async () => {
    const path = "projects/acme/serviceAccounts";
    const { email } = await did(`POST ${path}`, { accountId: "delegate" });
    const { privateKeyFile } = await did(`POST ${path}/${email}/keys`);
    const delegation = { domain: "example.com", client: email, scopes: [scopes.taskqueue] };
    await did("POST delegations", delegation);
    const token = await tokenOf(privateKeyFile, { sub: people.both, scope: scopes.taskqueue });
    const images = queueCaller({ url: service.url, token });
    expect((await images.list()).status).toBe(200);
    expect(errorLine(await ask("POST delegations", delegation))).toBe("409 duplicate global");
    await did(`DELETE delegations/example.com/${email}`);
    expect(errorLine(await images.list())).toBe("401 authError global");
  });

  test("an editor gets no key of an application that may do more than editors", async () => {
    const editor = service.token({ user: people.editor, scope: scopes.admin });
    const owner = service.token({ user: people.owner, scope: scopes.admin });
    const { publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const publicKeyPem = publicKey.export({ type: "spki", format: "pem" }).toString();
    const delegated = (client: string) =>
      did("POST delegations", { domain: "reach.example", client, scopes: [scopes.admin] });
    const newAccount = async (accountId: string): Promise<string> =>
      (await did("POST projects/acme/serviceAccounts", { accountId }, editor)).email;
    const reaching: [name: string, reach: (email: string) => Promise<unknown>][] = [
      ["delegated", delegated],
      ["owner", (email) => did("POST projects/acme/members", { email, role: "owner" })],
      ["elsewhere", (email) => did("POST projects/dark/members", { email, role: "viewer" })],
      [
        "in-a-queue",
        async (email) => {
          const path = await newProject("reach");
          await did(`PATCH ${path}/queues/q`, { acl: { consumerEmails: [email] } });
        },
      ],
    ];
    for (const [name, reach] of reaching) {
      const email = await newAccount(`reach-${name}`);
      const path = `projects/acme/serviceAccounts/${email}`;
      await did(`POST ${path}/keys`, {}, editor);
      await reach(email);
      for (const at of [path, path.replace("reach-", "REACH-")]) {
        const refused = await ask(`POST ${at}/keys`, {}, editor);
        expect([name, errorLine(refused)]).toEqual([name, "403 forbidden global"]);
        const uploaded = await ask(`POST ${at}/keys:upload`, { publicKeyPem }, editor);
        expect([name, errorLine(uploaded)]).toEqual([name, "403 forbidden global"]);
      }
      await did(`POST ${path}/keys`, {}, owner);
    }
    const consumer = { key: "reach.example.com", realm: "https://reach.example.com/" };
    await did("POST projects/acme/consumers", consumer, editor);
    const path = `projects/acme/consumers/${consumer.key}`;
    await did(`POST ${path}/resetSecret`, {}, editor);
    await delegated(consumer.key);
    expect(errorLine(await ask(`POST ${path}/resetSecret`, {}, editor))).toBe(
      "403 forbidden global",
    );
    const certificate = await ask(`POST ${path}/certificate`, { certificatePem: "x" }, editor);
    expect(errorLine(certificate)).toBe("403 forbidden global");
    await did(`POST ${path}/resetSecret`, {}, owner);
  });

  test("nobody takes a name that a delegation waits for", async () => {
    const outsider = service.token({ user: people.outsider, scope: scopes.admin });
    await did("POST projects", { id: "taker" }, outsider);
    const names = ["waiting.example.com", "worker@taker.leasehold.internal"];
    for (const client of names) {
      await did("POST delegations", { domain: "w.example", client, scopes: [scopes.admin] });
    }
    const takes = [
      ["consumers", { key: names[0], realm: "https://waiting.example.com/" }],
      ["serviceAccounts", { accountId: "worker" }],
    ] as const;
    for (const [what, body] of takes) {
      const refused = await ask(`POST projects/taker/${what}`, body, outsider);
      expect([errorLine(refused), refused.json.error.message]).toEqual([
        "400 invalid global",
        expect.stringContaining("could act for a whole domain at once"),
      ]);
    }
    await did(`DELETE delegations/w.example/${names[0]}`);
    await did("POST projects/taker/consumers", takes[0][1], outsider);
  });

  test("pages of delegations go on where the one before ended", async () => {
    for (const client of ["a.example", "b.example", "c.example"]) {
      await did("POST delegations", {
        domain: "pages.example",
        client,
        scopes: [scopes.taskqueue],
      });
    }
    const first = await did("GET delegations?domain=pages.example&maxResults=2");
    expect(first.items.map(({ client }: { client: string }) => client)).toEqual([
      "a.example",
      "b.example",
    ]);
    const second = await did(
      `GET delegations?domain=pages.example&maxResults=2&pageToken=${first.nextPageToken}`,
    );
    expect(second.items.map(({ client }: { client: string }) => client)).toEqual(["c.example"]);
    expect(second).not.toHaveProperty("nextPageToken");
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
    const passwords = { currentPassword: "correct-horse", newPassword: "battery-staple" };
    await did("POST me/password", passwords);
    const wrong = await ask("POST me/password", passwords);
    expect(wrong.json.error.message).toContain("currentPassword");
    const short = { currentPassword: "battery-staple", newPassword: "short" };
    expect((await ask("POST me/password", short)).json.error.message).toContain(
      "Give a password of 10 to 1024 characters.",
    );
    for (let count = 3; count < 10; count += 1) await ask("POST me/password", passwords);
    const stopped = await ask("POST me/password", { ...short, newPassword: "another-long-one" });
    expect(stopped.json.error.message).toContain("too many attempts");
  });
});

describe("tasks", () => {
  test("are inserted, found by tag and state, leased, released, moved and deleted", async () => {
    const path = `${await newProject("work")}/queues/q`;
    await did("POST projects/work/queues", { name: "main", maxLeases: 1, deadLetterQueue: "q" });
    const task = await did(`POST ${path}/tasks`, { payloadBase64: "aGk", tag: "t" });
    expect(task).toMatchObject({
      queue: "q",
      payloadBase64: "aGk=",
      state: "available",
      retryCount: 0,
    });
    await did(`POST ${path}/tasks`, {
      payloadBase64: "",
      leaseTimestamp: String((Date.now() + 60_000) * 1000),
    });
    expect((await did(`GET ${path}/tasks?tag=t`)).items).toHaveLength(1);
    expect((await did(`GET ${path}/tasks?state=delayed`)).items).toHaveLength(1);
    const leased = await did(`POST ${path}/tasks:lease?tag=t`);
    expect(leased.items[0]).toMatchObject({ id: task.id, state: "leased", retryCount: 1 });
    expect((await did(`GET ${path}/tasks?state=leased`)).items).toHaveLength(1);
    const { items } = await did("GET projects/work/queues:statistics?queue=q&queue=unknown");
    expect(items).toEqual([
      expect.objectContaining({ queue: "q", totalTasks: 2, leasedTasks: 1, delayedTasks: 1 }),
    ]);
    const released = await did(`POST ${path}/tasks/${task.id}/release`);
    expect(released.state).toBe("available");
    const moved = await did(`POST ${path}/tasks/${task.id}/move`);
    expect(moved).toMatchObject({ queue: "main", tag: "t", payloadBase64: "aGk=", retryCount: 0 });
    const nowhere = await ask(`POST projects/work/queues/main/tasks/${moved.id}/move`);
    expect(errorLine(nowhere)).toBe("400 invalidParameter global");
    await did(`DELETE projects/work/queues/main/tasks/${moved.id}`);
    expect(errorLine(await ask(`GET projects/work/queues/main/tasks/${moved.id}`))).toBe(
      "404 notFound global",
    );
  });

  test("figures are answered for 100 queues at once, and for no more", async () => {
    const of = (count: number): string =>
      Array.from({ length: count }, (_, index) => `queue=q${index}`).join("&");
    await did(`GET projects/acme/queues:statistics?${of(100)}`);
    expect(errorLine(await ask(`GET projects/acme/queues:statistics?${of(101)}`))).toBe(
      "400 invalidParameter global",
    );
  });
});

describe("queues", () => {
  test("a patch changes what it says; what was exported is applied again without a change", async () => {
    const path = await newProject("exported");
    const acl = { consumerEmails: [people.consumer], producerEmails: [people.producer] };
    await did(`PATCH ${path}/queues/q`, { maxLeases: 4, deadLetterQueue: "dead", acl });
    await did(`PATCH ${path}/queues/q`, { acl: { adminEmails: [people.queueAdmin] } });
    await did(`PATCH ${path}/queues/q`, { paused: true });
    const { stats, ...queue } = await did(`GET ${path}/queues/q`);
    expect(stats.totalTasks).toBe(0);
    expect(queue).toEqual({
      kind: "leasehold#queue",
      project: "exported",
      name: "q",
      mode: "pull",
      maxLeases: 4,
      deadLetterQueue: "dead",
      paused: true,
      disabled: false,
      acl: { ...acl, adminEmails: [people.queueAdmin] },
    });
    const { queueYaml } = await did(`GET ${path}/queues:export`);
    await did(`POST ${path}/queues:apply`, { queueYaml });
    expect(await did(`GET ${path}/queues/q`)).toMatchObject(queue);
    await did(`PATCH ${path}/queues/q`, { deadLetterQueue: "" });
    expect(await did(`GET ${path}/queues/q`)).not.toHaveProperty("deadLetterQueue");
    expect(errorLine(await ask(`POST ${path}/queues`, { name: "q" }))).toBe("409 duplicate global");
    expect(errorLine(await ask(`PATCH ${path}/queues/none`, {}))).toBe("404 notFound global");
    const editor = service.token({ user: people.editor, scope: scopes.admin });
    await did(`POST ${path}/members`, { email: people.editor, role: "editor" });
    const seen = await did(`GET ${path}/queues:export`, undefined, editor);
    expect(seen.queueYaml).not.toContain(people.consumer);
  });
});

describe("quotas and traffic", () => {
  test("a limit is set, counted against, and taken away", async () => {
    const path = "projects/dark/quotas";
    expect(await did(`GET ${path}`)).toMatchObject({ requestsPerDay: "-1", isDefault: true });
    const set = await did(`PATCH ${path}`, { requestsPerDay: "1000", requestsPerUserPerSecond: 5 });
    expect(set).toMatchObject({
      requestsPerDay: "1000",
      requestsPerUserPerSecond: 5,
      isDefault: false,
      resetTime: expect.stringMatching(/T00:00:00\.000Z$/),
    });
    expect(errorLine(await ask(`PATCH ${path}`, { requestsPerUserPerSecond: 0 }))).toBe(
      "400 invalid global",
    );
    const gone = { requestsPerDay: -1, requestsPerUserPerSecond: -1 };
    expect(await did(`PATCH ${path}`, gone)).toMatchObject({ isDefault: true });
  });

  test("calls are counted by method and application", async () => {
    await queueCaller({ url: service.url, token: service.token() }).list();
    const from = new Date(Date.now() - 60_000).toISOString();
    const query = `from=${from}&resolution=minute&groupBy=method&groupBy=application`;
    const traffic = await did(`GET projects/acme/traffic?${query}`);
    const series = traffic.series.find(
      ({ method }: { method: string }) => method === "taskqueue.tasks.list",
    );
    expect(series).toMatchObject({ application: "app", applicationName: "App" });
    expect(series.counts.reduce((sum: number, count: number) => sum + count, 0)).toBe(series.total);
    expect(series.total).toBeGreaterThan(0);
    expect(errorLine(await ask("GET projects/acme/traffic?from=yesterday"))).toBe(
      "400 invalidParameter global",
    );
    expect(errorLine(await ask("GET projects/acme/traffic?from=2020-01-01T00:00:00Z"))).toBe(
      "400 invalidParameter global",
    );
  });
});

describe("the audit log", () => {
  test("is read by project, actor, action and time, page by page", async () => {
    const path = await newProject("audited");
    await did(`POST ${path}/queues/q/pause`);
    await did(`POST ${path}/queues/q/resume`);
    const actions = async (query: string): Promise<string[]> => {
      const { items = [] } = await did(`GET ${path}/audit?${query}`);
      return items.map(({ action }: { action: string }) => action);
    };
    const queueActions = ["queue.resume", "queue.pause", "queue.create"];
    expect(await actions("action=queue.")).toEqual(queueActions);
    expect(await actions("action=queue.pause")).toEqual(["queue.pause"]);
    expect(await actions(`actor=${people.owner}`)).toEqual([]);
    expect(await actions(`to=2020-01-01T00:00:00Z`)).toEqual([]);
    expect(await actions("")).toEqual([...queueActions, "service.switched-on", "project.created"]);
    const first = await did(`GET ${path}/audit?maxResults=2`);
    const second = await did(`GET ${path}/audit?maxResults=2&pageToken=${first.nextPageToken}`);
    expect(second.items.map(({ action }: { action: string }) => action)).toEqual([
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
      did(
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
