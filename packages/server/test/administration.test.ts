import type {
  ConfigurationChanges,
  Project,
  Projects,
  Queue,
  Queues,
} from "@leasehold/leasehold-v1";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Answer, call, errorLine, queueCaller } from "./support/queue-caller.ts";
import { people, scopes, startTestService, type TestService } from "./support/test-service.ts";

let service: TestService;

beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service[Symbol.asyncDispose]());

type Caller = <Body = object>(method: string, path: string, body?: object) => Promise<Answer<Body>>;

function as(user: string): Caller {
  const token = service.token({ user, scope: scopes.admin });
  return <Body>(method: string, path: string, body?: object) =>
    call<Body>(`${service.url}/leasehold/v1/${path}`, {
      method,
      token,
      ...(body === undefined ? {} : { body }),
    });
}

describe("projects", () => {
  test("a member sees its own with the role, an administrator all, an outsider none", async () => {
    expect((await as(people.editor)("GET", "projects")).json).toEqual({
      kind: "leasehold#projects",
      items: [
        {
          kind: "leasehold#project",
          id: "acme",
          number: "123456789012",
          name: expect.any(String),
          role: "editor",
          services: ["taskqueue"],
          createTime: expect.any(String),
        },
      ],
    });
    const all = await as(people.root)<Projects>("GET", "projects");
    expect(all.json.items.map(({ id }) => id)).toEqual(["acme", "dark"]);
    expect(all.json.items[0]).not.toHaveProperty("role");
    expect((await as(people.outsider)("GET", "projects")).json).toEqual({
      kind: "leasehold#projects",
    });
  });

  test("pages go on where the one before ended", async () => {
    const root = as(people.root);
    const first = await root<Projects>("GET", "projects?maxResults=1");
    expect(first.json.items).toHaveLength(1);
    const second = await root<Projects>(
      "GET",
      `projects?maxResults=1&pageToken=${first.json.nextPageToken}`,
    );
    expect(second.json.items[0].id).toBe("dark");
    expect(second.json).not.toHaveProperty("nextPageToken");
    expect(errorLine(await root("GET", "projects?pageToken=!"))).toBe(
      "400 invalidParameter global",
    );
  });

  test("one is found by id or number, and by nobody who may not see it", async () => {
    expect((await as(people.viewer)<Project>("GET", "projects/acme")).json.role).toBe("viewer");
    expect((await as(people.viewer)<Project>("GET", "projects/123456789012")).json.id).toBe("acme");
    expect(errorLine(await as(people.outsider)("GET", "projects/acme"))).toBe(
      "404 notFound global",
    );
    expect(errorLine(await as(people.root)("GET", "projects/nothing"))).toBe("404 notFound global");
  });
});

describe("queues", () => {
  test("an editor makes, changes, pauses, resumes, purges and deletes one", async () => {
    const editor = as(people.editor);
    const path = "projects/acme/queues/made";
    const made = await editor("PUT", path, { maxLeases: 5, deadLetterQueue: "made-dead" });
    expect(made.json).toEqual({
      kind: "leasehold#queue",
      project: "acme",
      name: "made",
      mode: "pull",
      maxLeases: 5,
      deadLetterQueue: "made-dead",
      paused: false,
      disabled: false,
      stats: { totalTasks: 0, oldestTask: "0", leasedLastMinute: "0", leasedLastHour: "0" },
    });
    expect((await editor<Queue>("POST", `${path}/pause`)).json.paused).toBe(true);
    expect((await editor<Queue>("GET", path)).json.paused).toBe(true);
    expect((await editor<Queue>("POST", `${path}/resume`)).json.paused).toBe(false);
    const owner = queueCaller({
      url: service.url,
      token: service.token({ user: people.owner }),
      queue: "acme/taskqueues/made",
    });
    await owner.insert({ payloadBase64: "aGVsbG8=" });
    expect((await editor("POST", `${path}/purge`)).json).toEqual({
      kind: "leasehold#purge",
      deletedTasks: "1",
    });
    const removed = await editor("DELETE", path);
    expect([removed.status, removed.text]).toEqual([200, ""]);
    expect(errorLine(await editor("DELETE", path))).toBe("404 notFound global");
    expect(errorLine(await editor("POST", `${path}/purge`))).toBe("404 notFound global");
    await editor("DELETE", "projects/acme/queues/made-dead");
  });

  test.each([
    ["PUT", ""],
    ["DELETE", ""],
    ["POST", "/pause"],
    ["POST", "/resume"],
    ["POST", "/purge"],
  ])("%s%s is refused to viewers and unknown to outsiders", async (method, suffix) => {
    const path = `projects/acme/queues/images${suffix}`;
    const body = method === "PUT" ? {} : undefined;
    expect(errorLine(await as(people.viewer)(method, path, body))).toBe("403 forbidden global");
    expect(errorLine(await as(people.outsider)(method, path, body))).toBe("404 notFound global");
  });

  test("only owners see and change who may use one", async () => {
    const path = "projects/acme/queues/guarded";
    const acl = { consumerEmails: ["New@Example.com"], producerEmails: [], adminEmails: [] };
    expect((await as(people.owner)<Queue>("PUT", path, { acl })).json.acl.consumerEmails).toEqual([
      "new@example.com",
    ]);
    expect((await as(people.editor)("GET", path)).json).not.toHaveProperty("acl");
    expect(errorLine(await as(people.editor)("PUT", path, { acl: {} }))).toBe(
      "403 forbidden global",
    );
    expect((await as(people.editor)("PUT", path, { maxLeases: 3 })).status).toBe(200);
    expect((await as(people.root)("GET", path)).json).toMatchObject({
      maxLeases: 3,
      acl: { consumerEmails: ["new@example.com"] },
    });
    await as(people.owner)("DELETE", path);
  });

  test.each([
    [{ name: "other" }, "name: it must be the queue of the path, q"],
    [{ mode: "sideways" }, "mode: it must be one of pull, push"],
    [{ maxLeases: -1 }, "maxLeases: it must be an integer from 0"],
    [{ paused: "yes" }, "paused: it must be true or false"],
    [{ deadLetterQueue: "q" }, "deadLetterQueue: it must be another queue"],
    [
      { acl: { adminEmails: ["nobody"] } },
      "acl.adminEmails: it must be at most 1000 e-mail addresses",
    ],
    [{ acl: { adminEmails: [5] } }, "acl.adminEmails[0]: it must be a string"],
  ])("refuses the queue %j", async (body, words) => {
    const answer = await as(people.owner)("PUT", "projects/acme/queues/q", body);
    expect(errorLine(answer)).toBe("400 invalid global");
    expect(answer.json.error.message).toContain(words);
  });

  test("a queue.yaml makes what it declares, deletes what is empty and disables what holds tasks", async () => {
    const owner = as(people.owner);
    const apply = (queueYaml: string): Promise<Answer<Queues>> =>
      owner("POST", "projects/dark/queues:apply", { queueYaml });
    await apply("queue: [{ name: full, mode: pull }, { name: empty, mode: pull }]");
    const token = service.token({ user: people.owner });
    const full = queueCaller({ url: service.url, token, queue: "dark/taskqueues/full" });
    await full.insert({ payloadBase64: "aGVsbG8=" });
    const answer = await apply(
      `queue: [{ name: new, mode: pull, acl: [{ user_email: ${people.both} }] }]`,
    );
    expect(answer.json.items).toEqual([
      expect.objectContaining({ name: "full", disabled: true }),
      expect.objectContaining({
        name: "new",
        disabled: false,
        acl: { adminEmails: [], consumerEmails: [people.both], producerEmails: [] },
      }),
    ]);
    const refused = await full.insert({ payloadBase64: "aGVsbG8=" });
    expect(errorLine(refused)).toBe("400 invalid global");
    expect(refused.json.error.message).toContain("is disabled");
    expect(errorLine(await full.lease("numTasks=1&leaseSecs=1"))).toBe("400 invalid global");
    expect((await full.list()).json.items).toHaveLength(1);
    const back = await apply("queue: [{ name: full, mode: pull }]");
    expect(back.json.items).toEqual([expect.objectContaining({ name: "full", disabled: false })]);
  });

  test("a queue.yaml that is wrong is 400 with the place", async () => {
    const answer = await as(people.owner)("POST", "projects/acme/queues:apply", {
      queueYaml: "queue:\n  - { name: q, colour: red }",
    });
    expect(errorLine(answer)).toBe("400 invalid global");
    expect(answer.json.error.message).toContain("queue[0]");
    const missing = await as(people.owner)("POST", "projects/acme/queues:apply", {});
    expect(errorLine(missing)).toBe("400 required global");
  });

  test("an editor may apply a queue.yaml that leaves the people alone, and no other", async () => {
    const editor = as(people.editor);
    const answer = await editor("POST", "projects/acme/queues:apply", {
      queueYaml: `queue: [{ name: images, mode: pull, acl: [{ admin_email: ${people.editor} }] }]`,
    });
    expect(errorLine(answer)).toBe("403 forbidden global");
  });
});

describe("configuration", () => {
  const yaml = `
projects:
  - id: new-project
    members: [{ email: ${people.owner}, role: owner }]
    serviceAccounts: [{ email: worker@new.example.com, keys: [{ id: k1, publicKeyFile: worker.pem }] }]
    queues: [{ name: jobs, mode: pull }]
`;

  test("is applied by administrators only", async () => {
    const answer = await as(people.owner)("POST", "configuration:apply", { yaml });
    expect(errorLine(answer)).toBe("403 forbidden global");
  });

  test("names the file that was not sent, and the place that is wrong", async () => {
    const root = as(people.root);
    const missing = await root("POST", "configuration:apply", { yaml });
    expect(errorLine(missing)).toBe("400 invalid global");
    expect(missing.json.error.message).toContain("worker.pem");
    const wrong = await root("POST", "configuration:apply", { yaml: "colour: red" });
    expect(wrong.json.error.message).toContain("colour");
  });

  test("says what it changed, and nothing the second time", async () => {
    const { publicKey } = await import("node:crypto").then((crypto) =>
      crypto.generateKeyPairSync("rsa", {
        modulusLength: 2048,
        publicKeyEncoding: { type: "spki", format: "pem" },
        privateKeyEncoding: { type: "pkcs8", format: "pem" },
      }),
    );
    const root = as(people.root);
    const body = { yaml, files: { "worker.pem": publicKey } };
    const first = await root<ConfigurationChanges>("POST", "configuration:apply", body);
    expect(first.status).toBe(200);
    expect(first.json.changes).toContain("queue jobs of new-project created");
    const second = await root("POST", "configuration:apply", body);
    expect(second.json).toEqual({ kind: "leasehold#configurationChanges" });
    expect(
      (await as(people.owner)<Queues>("GET", "projects/new-project/queues")).json.items,
    ).toHaveLength(1);
  });
});
