import { createPublicKey, generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import type {
  Client,
  Consumer,
  Delegations,
  ServiceAccount,
  ServiceAccountKey,
} from "@leasehold/leasehold-v1";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type AdministeredService, startAdministeredService } from "./support/administrator.ts";
import { errorLine, queueCaller } from "./support/queue-caller.ts";
import { people, scopes, type TestService } from "./support/test-service.ts";

const rsaCertificate = readFileSync(new URL("e2e/rsa.crt.pem", import.meta.url), "utf8");
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

describe("applications", () => {
  test("a client's tokens stop working when it is deleted, and a service that is off refuses", async () => {
    const path = await newProject("apps");
    const { id } = await did<Client>(`POST ${path}/clients`, { name: "A", type: "device" });
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
    const made = await did<Client>(`POST ${path}`, { name: "P", type: "web", redirectUris: uris });
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
    const { email } = await did<ServiceAccount>(`POST ${path}`, {
      accountId: "uploader",
      name: "Up",
    });
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
    const made = await did<ServiceAccountKey>(`POST ${path}/${email}/keys`);
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
    const { email } = await did<ServiceAccount>(`POST ${path}`, { accountId: "delegate" });
    const { privateKeyFile } = await did<ServiceAccountKey>(`POST ${path}/${email}/keys`);
    const delegation = { domain: "example.com", client: email, scopes: [scopes.taskqueue] };
    await did("POST delegations", delegation);
    const token = await tokenOf(privateKeyFile, { sub: people.both, scope: scopes.taskqueue });
    const images = queueCaller({ url: service.url, token });
    expect((await images.list()).status).toBe(200);
    expect(errorLine(await ask("POST delegations", delegation))).toBe("409 duplicate global");
    await did(`DELETE delegations/example.com/${email}`);
    expect(errorLine(await images.list())).toBe("401 authError global");
  });

  test("a consumer has a secret or a certificate, and may have both", async () => {
    const path = "projects/acme/consumers";
    const realm = "https://both.example.com/";
    const made = await did(`POST ${path}`, { key: "both.example.com", realm });
    expect(made).toMatchObject({ name: "both.example.com", hasSecret: true });
    const certificatePem = rsaCertificate;
    const both = await did(`POST ${path}/both.example.com/certificate`, { certificatePem });
    expect(both).toMatchObject({
      hasSecret: true,
      certificatePem: expect.stringContaining("BEGIN"),
    });
    expect(both).not.toHaveProperty("secret");
    const only = await did<Consumer>(`POST ${path}`, {
      key: "only.example.com",
      realm,
      certificatePem,
    });
    expect(only).toMatchObject({ hasSecret: false });
    expect(only).not.toHaveProperty("secret");
    const reset = await did<Consumer>(`POST ${path}/only.example.com/resetSecret`);
    expect(reset.secret).toMatch(/^lhp_/);
    expect(await did(`PATCH ${path}/only.example.com`, { name: "Only" })).toMatchObject({
      name: "Only",
      hasSecret: true,
      certificatePem: only.certificatePem,
    });
    const wrong = await ask(`POST ${path}/only.example.com/certificate`, { certificatePem: "x" });
    expect(wrong.json.error.message).toBe(
      "Invalid value for the field certificatePem: This must be an X.509 certificate in PEM form.",
    );
    expect(errorLine(await ask(`POST ${path}`, { key: "app", realm }))).toBe(
      "409 duplicate global",
    );
  });

  test("an editor gets no key of an application that may do more than editors", async () => {
    const editor = service.token({ user: people.editor, scope: scopes.admin });
    const owner = service.token({ user: people.owner, scope: scopes.admin });
    const { publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const publicKeyPem = publicKey.export({ type: "spki", format: "pem" }).toString();
    const delegated = (client: string) =>
      did("POST delegations", { domain: "reach.example", client, scopes: [scopes.admin] });
    const newAccount = async (accountId: string): Promise<string> =>
      (await did<ServiceAccount>("POST projects/acme/serviceAccounts", { accountId }, editor))
        .email;
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
    const first = await did<Delegations>("GET delegations?domain=pages.example&maxResults=2");
    expect(first.items.map(({ client }) => client)).toEqual(["a.example", "b.example"]);
    const second = await did<Delegations>(
      `GET delegations?domain=pages.example&maxResults=2&pageToken=${first.nextPageToken}`,
    );
    expect(second.items.map(({ client }) => client)).toEqual(["c.example"]);
    expect(second).not.toHaveProperty("nextPageToken");
  });

  test("the keys of an owner are for owners: an editor makes none, and the last owner stays", async () => {
    const path = await newProject("robots");
    const { email } = await did<ServiceAccount>(`POST ${path}/serviceAccounts`, {
      accountId: "owner",
    });
    await did(`POST ${path}/members`, { email, role: "owner" });
    await did(`POST ${path}/members`, { email: people.editor, role: "editor" });
    const editor = service.token({ user: people.editor, scope: scopes.admin });
    const account = `${path}/serviceAccounts/${email}`;
    for (const at of [`POST ${account}/keys`, `DELETE ${account}/keys/k1`, `DELETE ${account}`]) {
      expect([at, errorLine(await ask(at, undefined, editor))]).toEqual([
        at,
        "403 forbidden global",
      ]);
    }
    await did(`PATCH ${account}`, { name: "Robot" }, editor);
    await did(`DELETE ${path}/members/${people.root}`);
    const last = await ask(`DELETE ${account}`);
    expect(last.json.error.message).toContain("the last owner of robots");
    await did(`PATCH ${path}/members/${people.editor}`, { role: "owner" });
    await did(`DELETE ${account}`, undefined, editor);
  });
});
