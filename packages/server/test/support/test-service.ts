import { createCipheriv, createHash, generateKeyPairSync, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { readPrivateKey, type RsaPrivateKey } from "@leasehold/oauth1/rsa-key";
import { type LeaseholdOptions, startLeasehold } from "@leasehold/server";
import { temporaryFolder } from "@leasehold/testing/temporary-folder";

/** The scopes of the Task Queue API and of the administration API. */
export const scopes = {
  taskqueue: "https://www.googleapis.com/auth/taskqueue",
  consumer: "https://www.googleapis.com/auth/taskqueue.consumer",
  admin: "https://www.googleapis.com/auth/leasehold.admin",
  adminReadonly: "https://www.googleapis.com/auth/leasehold.admin.readonly",
} as const;

/** People: each in one role, so that a test can tell them apart. */
export const people = {
  owner: "owner@example.com",
  editor: "editor@example.com",
  viewer: "viewer@example.com",
  producer: "producer@example.com",
  consumer: "consumer@example.com",
  queueAdmin: "queue-admin@example.com",
  both: "both@example.com",
  outsider: "outsider@example.com",
  root: "root@example.com",
} as const;

// Hashing a password takes a while: one is enough.
const rootRights = ", admin: true, password: correct-horse";

export const exampleYaml = `
users:
${Object.values(people)
  .map((email) => `  - { email: ${email}${email === people.root ? rootRights : ""} }`)
  .join("\n")}
projects:
  - id: acme
    number: "123456789012"
    members:
      - { email: ${people.owner}, role: owner }
      - { email: ${people.editor}, role: editor }
      - { email: ${people.viewer}, role: viewer }
    services: [taskqueue]
    oauthClients:
      - { id: app, secret: app-secret, type: web, name: App, redirectUris: ["http://127.0.0.1:9004/callback"] }
    oauthConsumers:
      - { key: consumer.example.com, secret: consumer-secret, realm: "http://127.0.0.1:9004/" }
      - { key: reader.example.com, secret: consumer-secret, realm: "http://127.0.0.1:9004/" }
      - { key: rsa.example.com, secret: replaced-by-a-key, realm: "http://127.0.0.1:9004/" }
    apiKeys:
      - { key: acme-server-key, kind: server, name: Server key }
      - { key: acme-locked-key, kind: server, name: Locked key, allowedIps: [192.0.2.1/32] }
    queues:
      - name: images
        mode: pull
        acl:
          - { user_email: ${people.consumer} }
          - { writer_email: ${people.producer} }
          - { admin_email: ${people.queueAdmin} }
          - { user_email: ${people.both} }
          - { writer_email: ${people.both} }
      - { name: mail, mode: push, rate: 5/s, acl: [{ user_email: ${people.both} }, { writer_email: ${people.both} }] }
  - id: dark
    members: [{ email: ${people.owner}, role: owner }]
    services: []
    oauthClients:
      - { id: dark-app, secret: dark-secret, type: web, name: Dark, redirectUris: ["http://127.0.0.1:9004/callback"] }
    apiKeys:
      - { key: dark-server-key, kind: server }
delegations:
  - { domain: example.com, client: consumer.example.com, scopes: ["${scopes.taskqueue}"] }
  - { domain: example.com, client: reader.example.com, scopes: ["${scopes.consumer}"] }
`;

/** A service in this process with its data in a temporary folder, stopped when the scope ends (`await using`). */
export interface TestService extends AsyncDisposable {
  url: string;
  /** Where it listens, whatever it is called in public. */
  localUrl: string;
  dataFolder: string;
  /** What the log holds by now. */
  log: () => string;
  /** Makes an access token that acts as a user. */
  token: (options?: {
    user?: string;
    scope?: string;
    client?: string;
    expiresInMs?: number;
  }) => string;
  /** Makes an OAuth 1.0 access token of a consumer (consumer.example.com) that acts as people.both. */
  signedToken: (options?: { consumer?: string }) => { token: string; tokenSecret: string };
  /** The key of rsa.example.com. */
  privateKey: RsaPrivateKey;
  close: () => Promise<void>;
}

export async function startTestService(
  options: Partial<LeaseholdOptions> & { yaml?: string } = {},
): Promise<TestService> {
  const { yaml = exampleYaml, ...rest } = options;
  const folder = temporaryFolder();
  const { dataFolder = join(folder.path, "data") } = options;
  const lines: string[] = [];
  const server = await startLeasehold({
    host: "127.0.0.1",
    port: 0,
    dataFolder,
    logDestination: { write: (line) => void lines.push(line) },
    configuration: { yaml, folder: folder.path },
    ...rest,
  });
  const database = new DatabaseSync(join(dataFolder, "authority.db"), { timeout: 5000 });
  database
    .prepare("UPDATE oauth_consumers SET certificate_pem = ? WHERE key = 'rsa.example.com'")
    .run(rsaKeys.publicKey);
  return {
    url: server.url,
    localUrl: /listening at (http:[^"]+)/.exec(lines.join(""))?.[1] ?? server.url,
    dataFolder,
    log: () => lines.join(""),
    token: (wanted = {}) => insertToken(database, wanted),
    signedToken: ({ consumer = "consumer.example.com" } = {}) =>
      insertSignedToken(database, { consumer, dataFolder }),
    privateKey: readPrivateKey(rsaKeys.privateKey),
    close: () => server.close(),
    async [Symbol.asyncDispose]() {
      database.close();
      await server.close();
      folder[Symbol.dispose]();
    },
  };
}

// As the token endpoint would: only the SHA-256 is kept.
function insertToken(
  database: DatabaseSync,
  {
    user = people.both,
    scope = scopes.taskqueue,
    client = "app",
    expiresInMs = 3_600_000,
  }: { user?: string; scope?: string; client?: string; expiresInMs?: number },
): string {
  const token = randomBytes(24).toString("base64url");
  const hash = createHash("sha256").update(token).digest("base64url");
  const project = client === "dark-app" ? "dark" : "acme";
  database
    .prepare(
      `INSERT INTO tokens (token_hash, kind, grant_id, code_hash, client_id, application_kind, project_id, subject, scopes, created_at_ms, expires_at_ms)
       VALUES (?, 'access', NULL, NULL, ?, 'oauth-client', ?, ?, ?, ?, ?)`,
    )
    .run(
      hash,
      client,
      project,
      user,
      JSON.stringify([scope]),
      Date.now(),
      Date.now() + expiresInMs,
    );
  return token;
}

const rsaKeys = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
});

// As the access token address would: its SHA-256, and its secret under the key file.
function insertSignedToken(
  database: DatabaseSync,
  { consumer, dataFolder }: { consumer: string; dataFolder: string },
): { token: string; tokenSecret: string } {
  const token = insertToken(database, { client: consumer });
  const tokenSecret = "token-secret";
  const hash = createHash("sha256").update(token).digest("base64url");
  const key = Buffer.from(readFileSync(join(dataFolder, "key"), "utf8").trim(), "base64url");
  database
    .prepare(
      "UPDATE tokens SET kind = 'signed', application_kind = 'oauth-consumer', secret_sealed = ? WHERE token_hash = ?",
    )
    .run(sealed(tokenSecret, key), hash);
  return { token, tokenSecret };
}

function sealed(text: string, key: Buffer): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(
    Buffer.from("oauth1-access-token"),
  );
  const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString("base64url");
}
