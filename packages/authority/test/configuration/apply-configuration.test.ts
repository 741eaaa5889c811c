import { readFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, it } from "vitest";
import { createQueueAccess } from "../../src/lib/access/queue-access.ts";
import { readQueueAcl } from "../../src/lib/access/queue-acl.ts";
import { createServiceSwitch } from "../../src/lib/access/service-switch.ts";
import { apiKeyPurpose } from "../../src/lib/apply/apply-api-key.ts";
import { consumerSecretPurpose } from "../../src/lib/apply/apply-oauth-consumer.ts";
import { secretHash } from "../../src/lib/keyring.ts";
import { readConsumerScope } from "../../src/lib/settings.ts";
import { findUserByEmail } from "../../src/lib/users/find-user.ts";
import { verifyPassword } from "../../src/lib/users/password.ts";
import { openTestContext, readFixture } from "../support/open-test-context.ts";

const whole = readFixture("leasehold.yaml");

describe("applyConfiguration", () => {
  it("makes what is declared and says so in words, and does nothing the second time", async () => {
    await using opened = await openTestContext();
    expect(await opened.apply(whole)).toEqual([
      "setting consumer-scope created",
      "user ada@example.com created",
      "project acme created",
      "member ada@example.com (owner) of acme created",
      "service taskqueue of acme switched on",
      "OAuth client web-client created",
      "OAuth client spa-client created",
      "OAuth client cli-client created",
      "OAuth client tv-client created",
      "service account worker@acme.example.com created",
      "service account key k1 of worker@acme.example.com created",
      "OAuth consumer consumer.example.com created",
      "OAuth consumer rsa.example.com created",
      "API key Server key of acme created",
      "API key Browser key of acme created",
      "queue ACL acme/images changed",
      "delegation consumer.example.com for example.com created",
      "delegation worker@acme.example.com for example.com created",
      "trusted issuer //leasehold/acme/ci created",
    ]);
    const hashBefore = (await findUserByEmail(opened.context, "ada@example.com"))?.password_hash;
    expect(await opened.apply(whole)).toEqual([]);
    const hashAfter = (await findUserByEmail(opened.context, "ada@example.com"))?.password_hash;
    expect(hashAfter).toBe(hashBefore);
  });

  it("keeps no secret in the clear: not in the database, its write-ahead log, nor the audit log", async () => {
    await using opened = await openTestContext();
    await opened.apply(
      whole.replace(
        "signIn: {}",
        "signIn: { oidc: { issuer: https://id.example.com, clientId: oidc-client, clientSecret: oidc-secret } }",
      ),
    );
    await opened.addToken("ya29.the-access-token");
    await opened.addToken("1//the-refresh-token", { kind: "refresh" });
    const files = [opened.databasePath, `${opened.databasePath}-wal`];
    const bytes = files.map((path) => readFileSync(path, "latin1")).join("");
    const dump = dumpOf(opened.databasePath);
    const secrets = [
      "correct-horse",
      "web-secret",
      "cli-secret",
      "tv-secret",
      "consumer-secret",
      "acme-server-key",
      "acme-browser-key",
      "oidc-secret",
      "ya29.the-access-token",
      "1//the-refresh-token",
    ];
    expect(dump).toContain("worker@acme.example.com");
    for (const secret of secrets) {
      expect(bytes).not.toContain(secret);
      expect(dump).not.toContain(secret);
      expect(dump).not.toContain(Buffer.from(secret).toString("base64url"));
      expect(dump).not.toContain(Buffer.from(secret).toString("hex"));
    }
  });

  it("keeps what must be shown again sealed, and what must not as a hash", async () => {
    await using opened = await openTestContext();
    await opened.apply(whole);
    const { database, keyring } = opened.context;
    const key = await database
      .selectFrom("api_keys")
      .selectAll()
      .where("key_hash", "=", secretHash("acme-server-key"))
      .executeTakeFirstOrThrow();
    expect(keyring.open(key.key_sealed, apiKeyPurpose)).toBe("acme-server-key");
    expect(() => keyring.open(key.key_sealed, consumerSecretPurpose)).toThrow(
      "does not open what was sealed as oauth-consumer-secret",
    );
    const consumer = await database
      .selectFrom("oauth_consumers")
      .selectAll()
      .where("key", "=", "consumer.example.com")
      .executeTakeFirstOrThrow();
    expect(keyring.open(consumer.secret_sealed ?? "", consumerSecretPurpose)).toBe(
      "consumer-secret",
    );
    const client = await database
      .selectFrom("oauth_clients")
      .selectAll()
      .where("id", "=", "web-client")
      .executeTakeFirstOrThrow();
    expect(client.secret_hash).toBe(secretHash("web-secret"));
    const user = await findUserByEmail(opened.context, "Ada@Example.com");
    expect(user?.password_hash).toMatch(/^scrypt\$32768\$8\$3\$/u);
    expect(await verifyPassword("correct-horse", user?.password_hash)).toBe(true);
    expect(await verifyPassword("Correct-horse", user?.password_hash)).toBe(false);
  });

  it("changes what is declared differently, and names it", async () => {
    await using opened = await openTestContext();
    await opened.apply(whole);
    const changed = whole
      .replace("consumerScope: read-only", "consumerScope: consume")
      .replace("password: correct-horse, name: Ada", "password: battery-staple, name: Ada L.")
      .replace('number: "123456789012"', 'number: "123456789013"\n    name: Acme Inc.')
      .replace("role: owner", "role: viewer")
      .replace("secret: web-secret", "secret: new-secret")
      .replace("http://127.0.0.1:9004/callback", "https://app.example.com/callback")
      .replace("secret: consumer-secret", "secret: other-secret")
      .replace("127.0.0.1/32", "10.0.0.0/8")
      .replace("writer_email: ada", "writer_email: bob")
      .replaceAll("repo:acme/*", "repo:acme/main");
    expect(await opened.apply(changed)).toEqual([
      "setting consumer-scope changed",
      "user ada@example.com changed (name, password)",
      "project acme changed (number, name)",
      "member ada@example.com (viewer) of acme changed",
      "OAuth client web-client changed (secret, redirect uris)",
      "OAuth consumer consumer.example.com changed (secret)",
      "API key Server key of acme changed (allowed ips)",
      "queue ACL acme/images changed",
      "trusted issuer //leasehold/acme/ci changed (subjects)",
    ]);
    expect(await readConsumerScope(opened.context)).toBe("consume");
    expect(await opened.apply(changed)).toEqual([]);
  });

  it("deletes nothing that is not declared, but owns a declared queue's ACL wholly", async () => {
    await using opened = await openTestContext();
    await opened.applyExample();
    expect(await opened.apply("projects: [{ id: acme }]")).toEqual([]);
    const { database } = opened.context;
    expect(await readQueueAcl(database, { project: "acme", queue: "images" })).toEqual({
      adminEmails: [],
      consumerEmails: ["ada@example.com", "worker@acme.example.com"],
      producerEmails: ["ada@example.com"],
    });
    const row = "{ name: images, mode: pull, acl: [{ admin_email: bob@example.com }] }";
    expect(await opened.apply(`projects: [{ id: acme, queues: [${row}] }]`)).toEqual([
      "queue ACL acme/images changed",
    ]);
    expect(await readQueueAcl(database, { project: "acme", queue: "images" })).toEqual({
      adminEmails: ["bob@example.com"],
      consumerEmails: [],
      producerEmails: [],
    });
  });

  it("takes effect at once on what was remembered: services and queue access", async () => {
    await using opened = await openTestContext();
    await opened.applyExample();
    const serviceIsOn = createServiceSwitch(opened.context, opened.memory);
    const queueAccess = createQueueAccess(opened.context, opened.memory);
    const bob = { project: "acme", queue: "images", user: "bob@example.com" };
    expect(await serviceIsOn("acme", "taskqueue")).toBe(true);
    expect(serviceIsOn("acme", "taskqueue")).toBe(true);
    expect((await queueAccess(bob)).consumer).toBe(false);
    await opened.apply(
      "projects: [{ id: acme, services: [], queues: [{ name: images, acl: [{ user_email: bob@example.com }] }] }]",
    );
    expect(await serviceIsOn("acme", "taskqueue")).toBe(false);
    expect((await queueAccess(bob)).consumer).toBe(true);
  });

  it("ends the sessions of a user whose password changes", async () => {
    await using opened = await openTestContext();
    await opened.apply("users: [{ email: ada@example.com, password: one }]");
    const user = await findUserByEmail(opened.context, "ada@example.com");
    const { database, now } = opened.context;
    await database
      .insertInto("sessions")
      .values({
        id_hash: "session",
        user_id: user?.id ?? "",
        created_at_ms: now(),
        expires_at_ms: now() + 1000,
      })
      .execute();
    await opened.apply("users: [{ email: ada@example.com, password: one, admin: true }]");
    expect(await database.selectFrom("sessions").selectAll().execute()).toHaveLength(1);
    await opened.apply("users: [{ email: ada@example.com, password: two }]");
    expect(await database.selectFrom("sessions").selectAll().execute()).toEqual([]);
  });

  it("switches sign-in by OpenID Connect on and off", async () => {
    await using opened = await openTestContext();
    const oidc = (secret: string): string =>
      `signIn: { oidc: { issuer: https://id.example.com, clientId: c, clientSecret: ${secret} } }`;
    expect(await opened.apply(oidc("one"))).toEqual(["setting sign-in-oidc created"]);
    expect(await opened.apply(oidc("one"))).toEqual([]);
    expect(await opened.apply(oidc("two"))).toEqual(["setting sign-in-oidc changed"]);
    expect(await opened.apply("users: []")).toEqual([]);
    expect(await opened.apply("signIn: {}")).toEqual(["setting sign-in-oidc switched off"]);
    expect(await opened.apply("signIn: {}")).toEqual([]);
  });

  it("writes each change to the audit log", async () => {
    await using opened = await openTestContext();
    await opened.apply("users: [{ email: ada@example.com, password: secret-word, admin: true }]");
    const rows = await opened.context.database.selectFrom("audit_log").selectAll().execute();
    expect(rows).toMatchObject([
      { actor: "configuration", action: "user.created", target: "ada@example.com" },
    ]);
    expect(JSON.stringify(rows)).not.toContain("secret-word");
  });

  it.each(["users", "oauth_clients", "queue_acl", "trusted_issuers", "audit_log"])(
    "changes nothing when a write to %s fails",
    async (table) => {
      await using opened = await openTestContext();
      const connection = new DatabaseSync(opened.databasePath);
      connection.exec(
        `CREATE TRIGGER broken BEFORE INSERT ON ${table} BEGIN SELECT RAISE(ABORT, 'disk full'); END`,
      );
      connection.close();
      const dumpBefore = dumpOf(opened.databasePath);
      await expect(opened.applyExample()).rejects.toThrow("disk full");
      expect(dumpOf(opened.databasePath)).toBe(dumpBefore);
    },
  );

  const contradictions: [name: string, before: string, yaml: string, code: string, path: string][] =
    [
      [
        "a user with a service account's address",
        "projects: [{ id: a, serviceAccounts: [{ email: w@a.example }] }]",
        "users: [{ email: b@a.example }, { email: w@a.example }]",
        "duplicate",
        "users[1].email",
      ],
      [
        "a service account with a user's address",
        "users: [{ email: w@a.example }]",
        "projects: [{ id: a, serviceAccounts: [{ email: w@a.example }] }]",
        "duplicate",
        "projects[0].serviceAccounts[0].email",
      ],
      [
        "a service account of another project",
        "projects: [{ id: a, serviceAccounts: [{ email: w@a.example }] }]",
        "projects: [{ id: b, serviceAccounts: [{ email: w@a.example }] }]",
        "duplicate",
        "projects[0].serviceAccounts[0].email",
      ],
      [
        "a project number that is another's",
        'projects: [{ id: a, number: "77" }]',
        'projects: [{ id: b, number: "77" }]',
        "duplicate",
        "projects[0].number",
      ],
      [
        "a client of another project",
        "projects: [{ id: a, oauthClients: [{ id: c, type: device }] }]",
        "projects: [{ id: b, oauthClients: [{ id: c, type: device }] }]",
        "duplicate",
        "projects[0].oauthClients[0].id",
      ],
      [
        "the built-in client",
        "{}",
        "projects: [{ id: b, oauthClients: [{ id: leasehold-cli, type: installed }] }]",
        "duplicate",
        "projects[0].oauthClients[0].id",
      ],
      [
        "a client that is a consumer already",
        "projects: [{ id: a, oauthConsumers: [{ key: c, secret: s, realm: https://a.example/ }] }]",
        "projects: [{ id: a, oauthClients: [{ id: c, type: device }] }]",
        "duplicate",
        "projects[0].oauthClients[0].id",
      ],
      [
        "a consumer that is a client already",
        "projects: [{ id: a, oauthClients: [{ id: c, type: device }] }]",
        "projects: [{ id: a, oauthConsumers: [{ key: c, secret: s, realm: https://a.example/ }] }]",
        "duplicate",
        "projects[0].oauthConsumers[0].key",
      ],
      [
        "a consumer of another project",
        "projects: [{ id: a, oauthConsumers: [{ key: c, secret: s, realm: https://a.example/ }] }]",
        "projects: [{ id: b, oauthConsumers: [{ key: c, secret: s, realm: https://a.example/ }] }]",
        "duplicate",
        "projects[0].oauthConsumers[0].key",
      ],
      [
        "an API key of another project",
        "projects: [{ id: a, apiKeys: [{ key: k, kind: server }] }]",
        "projects: [{ id: b, apiKeys: [{ key: k, kind: server }] }]",
        "duplicate",
        "projects[0].apiKeys[0].key",
      ],
      [
        "an issuer for an unknown project",
        "{}",
        "trustedIssuers: [{ project: a, audience: x, issuer: https://ci.example, jwksFile: ci.jwks.json, subjects: [s], serviceAccount: w@a.example }]",
        "unknown_reference",
        "trustedIssuers[0].project",
      ],
      [
        "an issuer for an unknown service account",
        "projects: [{ id: a }]",
        "trustedIssuers: [{ project: a, audience: x, issuer: https://ci.example, jwksFile: ci.jwks.json, subjects: [s], serviceAccount: w@a.example }]",
        "unknown_reference",
        "trustedIssuers[0].serviceAccount",
      ],
    ];

  it.each(contradictions)(
    "refuses %s and changes nothing",
    async (_name, before, yaml, code, path) => {
      await using opened = await openTestContext();
      await opened.apply(before);
      const dumpBefore = dumpOf(opened.databasePath);
      await expect(opened.apply(`consumerScope: consume\n${yaml}`)).rejects.toMatchObject({
        name: "ConfigurationError",
        code,
        path,
      });
      expect(dumpOf(opened.databasePath)).toBe(dumpBefore);
    },
  );
});

/** Every row of every table, as text. */
function dumpOf(path: string): string {
  const connection = new DatabaseSync(path, { readOnly: true });
  try {
    const tables = connection
      .prepare("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
      .all();
    return tables
      .map(({ name }) => {
        const rows = connection.prepare(`SELECT * FROM "${String(name)}" ORDER BY 1, 2`).all();
        return `${String(name)}: ${JSON.stringify(rows)}`;
      })
      .join("\n");
  } finally {
    connection.close();
  }
}
