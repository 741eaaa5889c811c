import { describe, expect, it } from "vitest";
import { AdministrationError } from "../../src/administration-error.ts";
import {
  type Administration,
  createAdministration,
} from "../../src/lib/administration/administration.ts";
import { administrationLimits } from "../../src/lib/administration/limits.ts";
import { taskQueueScope } from "../../src/lib/scopes.ts";
import { type OpenedContext, openTestContext } from "../support/open-test-context.ts";

const agent = { actor: "ada@a.example" };
const viewer = { user: "ada@a.example", administrator: false };
const account = "worker@acme.leasehold.internal";
const projects = `projects: [{ id: acme, number: "12", members: [{ email: ada@a.example, role: owner }] }]`;
const rowMade = { project_id: "acme", created_at_ms: 0 };

interface Limited {
  /** Puts so many into the database, beside what is there. */
  fill: (opened: OpenedContext, count: number) => Promise<void>;
  /** How many are there before. */
  present?: number;
  make: (administration: Administration, name: string) => Promise<unknown>;
}

/** Rows that are inserted by one statement: SQLite takes so many parameters. */
const rowsPerInsert = 2000;

function filling(
  table: Parameters<OpenedContext["context"]["database"]["insertInto"]>[0],
  rowOf: (name: string) => object,
): Limited["fill"] {
  return async ({ context }, count) => {
    const rows = Array.from({ length: count }, (_, index) => rowOf(`n${index}`));
    for (let start = 0; start < count; start += rowsPerInsert) {
      const part = rows.slice(start, start + rowsPerInsert);
      // The table and its rows belong together: each case below names both.
      await context.database.insertInto(table).values(part).execute();
    }
  };
}

const things: Record<keyof typeof administrationLimits, Limited> = {
  "projects of an owner": {
    present: 1,
    async fill(opened, count) {
      await filling("projects", (id) => ({ id, number: id, name: id, created_at_ms: 0 }))(
        opened,
        count,
      );
      await filling("project_members", (project_id) => ({
        project_id,
        email: viewer.user,
        role: "owner",
      }))(opened, count);
    },
    make: ({ projects: each }, id) => each.create(viewer, { id }, agent),
  },
  "members of a project": {
    present: 1,
    fill: filling("project_members", (email) => ({ project_id: "acme", email, role: "viewer" })),
    make: ({ members }, name) =>
      members.add("acme", { email: `${name}@a.example`, role: "viewer" }, agent),
  },
  "OAuth clients of a project": {
    fill: filling("oauth_clients", (id) => ({
      ...rowMade,
      id,
      type: "device",
      name: id,
      secret_hash: null,
      redirect_uris: "[]",
      javascript_origins: "[]",
      out_of_band: 0,
    })),
    make: ({ clients }, name) => clients.create("acme", { name, type: "device" }, agent),
  },
  "service accounts of a project": {
    present: 1,
    fill: filling("service_accounts", (name) => ({
      ...rowMade,
      email: name,
      unique_id: name,
      name,
    })),
    make: ({ serviceAccounts }, accountId) => serviceAccounts.create("acme", { accountId }, agent),
  },
  "keys of a service account": {
    fill: filling("service_account_keys", (id) => ({
      service_account: account,
      id,
      public_key_pem: "",
      created_at_ms: 0,
    })),
    make: ({ serviceAccounts }) => serviceAccounts.createKey({ project: "acme", account }, agent),
  },
  "OAuth consumers of a project": {
    fill: filling("oauth_consumers", (key) => ({
      ...rowMade,
      key,
      name: key,
      secret_sealed: null,
      certificate_pem: null,
      realm: "",
    })),
    make: ({ consumers }, key) =>
      consumers.create("acme", { key, realm: "https://a.example/" }, agent),
  },
  "API keys of a project": {
    fill: filling("api_keys", (id) => ({
      ...rowMade,
      id,
      kind: "server",
      name: id,
      key_hash: id,
      key_sealed: "",
      allowed_ips: "[]",
      allowed_referers: "[]",
    })),
    make: ({ apiKeys }, name) => apiKeys.create("acme", { name, type: "server" }, agent),
  },
  delegations: {
    fill: filling("delegations", (client) => ({ domain: "a.example", client, scopes: "[]" })),
    make: ({ delegations }, client) =>
      delegations.create({ domain: "a.example", client, scopes: [taskQueueScope] }, agent),
  },
  users: {
    fill: filling("users", (id) => ({
      id,
      email: id,
      name: id,
      password_hash: null,
      is_administrator: 0,
      created_at_ms: 0,
    })),
    make: ({ users }, name) => users.create({ email: `${name}@a.example` }, agent),
  },
};

describe("administration takes no more than", () => {
  it.each(Object.entries(administrationLimits))("%s: %i", async (what, limit) => {
    await using opened = await openTestContext();
    await opened.apply(projects);
    const administration = createAdministration(opened.context);
    await administration.serviceAccounts.create("acme", { accountId: "worker" }, agent);
    const { fill, make, present = 0 } = things[what as keyof typeof administrationLimits];
    await fill(opened, limit - present - 1);
    await make(administration, "last");
    await expect(make(administration, "one-more")).rejects.toThrow(
      new AdministrationError(
        "limit_reached",
        `There may be at most ${limit} ${what}: delete one first.`,
      ),
    );
  });
});

describe("an administrator", () => {
  it("owns as many projects as wanted", async () => {
    await using opened = await openTestContext();
    const { projects: each } = createAdministration(opened.context);
    const root = { user: "root@a.example", administrator: true };
    for (let count = 0; count <= administrationLimits["projects of an owner"]; count += 1) {
      await each.create(root, { id: `p${count}` }, agent);
    }
    expect(await each.list(root, { after: "", limit: 200 })).toHaveLength(101);
  });
});
