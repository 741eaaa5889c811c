import { describe, expect, it } from "vitest";
import { createQueueAccess } from "../../src/lib/access/queue-access.ts";
import { readQueueAcl } from "../../src/lib/access/queue-acl.ts";
import {
  type Administration,
  createAdministration,
} from "../../src/lib/administration/administration.ts";
import { openTestContext } from "../support/open-test-context.ts";

const projects = `projects:
  - id: acme
    number: "12"
    name: Acme
    services: [taskqueue]
    members: [{ email: ada@a.example, role: owner }, { email: bob@a.example, role: viewer }]
  - id: beta
    number: "13"
    members: [{ email: bob@a.example, role: editor }]
`;

const createTime = expect.any(String);
const acme = { id: "acme", number: "12", name: "Acme", services: ["taskqueue"], createTime };
const beta = { id: "beta", number: "13", name: "beta", services: [], createTime };

describe("administration", () => {
  it("shows each their projects with their role, and an administrator all but the built-in one", async () => {
    await using opened = await openTestContext();
    await opened.apply(projects);
    const administration = createAdministration(opened.context);
    const of = async (user: string, administrator = false): Promise<object> =>
      administration.projects.list(
        { user: `${user}@a.example`, administrator },
        { after: "", limit: 10 },
      );
    expect(await of("ada")).toEqual([{ ...acme, role: "owner" }]);
    expect(await of("bob")).toEqual([
      { ...acme, role: "viewer" },
      { ...beta, role: "editor" },
    ]);
    expect(await of("eve")).toEqual([]);
    expect(await of("ada", true)).toEqual([
      { ...acme, role: "owner" },
      { ...beta, role: "administrator" },
    ]);
  });

  it("shows one project to those who may see it", async () => {
    await using opened = await openTestContext();
    await opened.apply(projects);
    const administration = createAdministration(opened.context);
    const ada = { user: "ada@a.example", administrator: false };
    expect(await administration.projects.find(ada, "acme")).toEqual({ ...acme, role: "owner" });
    expect(await administration.projects.find(ada, "beta")).toBeUndefined();
    expect(await administration.projects.find(ada, "no-such-project")).toBeUndefined();
    const root = { user: "root@a.example", administrator: true };
    expect(await administration.projects.find(root, "beta")).toEqual({
      ...beta,
      role: "administrator",
    });
    expect(await administration.projects.find(root, "leasehold")).toBeUndefined();
  });

  it("sets and drops a queue's ACL, at once, and writes it to the audit log", async () => {
    await using opened = await openTestContext();
    await opened.apply(projects);
    const administration = createAdministration(opened.context);
    const queueAccess = createQueueAccess(opened.context, opened.memory);
    const images = { project: "acme", queue: "images" };
    const eve = { ...images, user: "eve@a.example" };
    expect((await queueAccess(eve)).consumer).toBe(false);
    const acl = {
      adminEmails: [],
      consumerEmails: ["Eve@A.example", "eve@a.example", "abe@a.example"],
      producerEmails: ["eve@a.example"],
    };
    await administration.putQueueAcl({ ...images, acl, actor: "ada@a.example" });
    expect((await queueAccess(eve)).consumer).toBe(true);
    const kept = {
      adminEmails: [],
      consumerEmails: ["abe@a.example", "eve@a.example"],
      producerEmails: ["eve@a.example"],
    };
    expect(await readQueueAcl(opened.context.database, images)).toEqual(kept);
    await administration.putQueueAcl({ ...images, acl: kept, actor: "ada@a.example" });
    await administration.deleteQueueAcl({ ...images, actor: "bob@a.example" });
    expect((await queueAccess(eve)).consumer).toBe(false);
    const lines = await administration.auditLog({ limit: 2 });
    const nobody = { adminEmails: [], consumerEmails: [], producerEmails: [] };
    expect(lines).toMatchObject([
      { actor: "bob@a.example", action: "queue-acl.set", target: "acme/images", detail: nobody },
      { actor: "ada@a.example", action: "queue-acl.set", target: "acme/images", detail: kept },
    ]);
    expect(await administration.auditLog({ limit: 1, before: lines[0]?.id ?? "" })).toMatchObject([
      { actor: "ada@a.example", action: "queue-acl.set" },
    ]);
  });

  it("takes 1000 addresses in a list, and not one more", async () => {
    await using opened = await openTestContext();
    await opened.apply(projects);
    const administration = createAdministration(opened.context);
    const acl = (count: number): Parameters<Administration["putQueueAcl"]>[0] => ({
      project: "acme",
      queue: "images",
      actor: "ada@a.example",
      acl: {
        adminEmails: [],
        producerEmails: [],
        consumerEmails: Array.from({ length: count }, (_, index) => `u${index}@a.example`),
      },
    });
    await administration.putQueueAcl(acl(1000));
    await expect(administration.putQueueAcl(acl(1001))).rejects.toThrow(
      "consumerEmails has more than 1000 addresses.",
    );
    const kept = await readQueueAcl(opened.context.database, { project: "acme", queue: "images" });
    expect(kept.consumerEmails).toHaveLength(1000);
  });
});
