import { createHash, randomBytes } from "node:crypto";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
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
`;

/** A service in this process with its data in a temporary folder, stopped when the scope ends (`await using`). */
export interface TestService extends AsyncDisposable {
  url: string;
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
  return {
    url: server.url,
    dataFolder,
    log: () => lines.join(""),
    token: (wanted = {}) => insertToken(database, wanted),
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
