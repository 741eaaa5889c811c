import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { testClock, type TestClock } from "@leasehold/testing/clock";
import { temporaryFolder } from "@leasehold/testing/temporary-folder";
import Fastify from "fastify";
import { type Authority, type AuthorityOptions, createAuthority } from "../../src/authority.ts";
import { parseConfiguration } from "../../src/configuration.ts";
import { type AuthorityDatabase, openSqliteDatabase } from "../../src/lib/database/database.ts";
import { claimsInMemory } from "./claims-in-memory.ts";

export const taskQueue = "https://www.googleapis.com/auth/taskqueue";

/** Where web-client's answers go. Nothing listens there: tests read the redirect. */
export const callback = "http://127.0.0.1:9004/callback";

/** An authority behind a real Fastify on a port of its own, with people and applications. */
export interface OAuthService extends AsyncDisposable {
  origin: string;
  authority: Authority;
  database: AuthorityDatabase;
  clock: TestClock;
  workerKey: KeyObject;
}

/**
 * @param options.now - the clock; one that stands still when left out.
 * @param options.yaml - a leasehold.yaml; {@link peopleYaml} when left out.
 * @param options.files - what the files that it names hold; else the worker's public key.
 * @param options.claim - where nonces are used up; a memory when left out.
 */
export async function startOAuthService(
  options: {
    now?: () => number;
    yaml?: string;
    files?: Record<string, string>;
    claim?: AuthorityOptions["claim"];
  } = {},
): Promise<OAuthService> {
  const folder = temporaryFolder();
  const clock = testClock();
  const errors: string[] = [];
  const files = filesIn(folder.path);
  const prepared = await preparedFiles(options.yaml ?? peopleYaml(callback), options.files);
  writeFileSync(files.databasePath, prepared.database);
  writeFileSync(files.keyFile, prepared.key);
  let origin: string | undefined;
  const authority = await createAuthority({
    ...files,
    originOf: (host) => {
      if (host === undefined || origin?.endsWith(`//${host}`) === true) return origin;
      return host === "queues.example.com" ? "https://queues.example.com" : undefined;
    },
    claim: options.claim ?? claimsInMemory(),
    now: options.now ?? clock.now,
    logger: { info() {}, warn() {}, error: (message) => errors.push(message) },
  });
  const app = Fastify();
  app.get("/", async () => "home");
  await app.register(authority.plugin);
  origin = await app.listen({ host: "127.0.0.1", port: 0 });
  const database = await openSqliteDatabase(files.databasePath);
  return {
    origin,
    authority,
    database,
    clock,
    workerKey: workerKeyPair().privateKey,
    async [Symbol.asyncDispose]() {
      await app.close();
      await database.destroy();
      await authority.close();
      folder[Symbol.dispose]();
      if (errors.length > 0) throw new Error(`The authority failed: ${errors.join("\n")}`);
    },
  };
}

function filesIn(folder: string): { databasePath: string; keyFile: string } {
  return { databasePath: join(folder, "authority.db"), keyFile: join(folder, "key") };
}

// Passwords are slow to hash by design: each configuration is applied once, and its files are copied.
const prepared = new Map<string, Promise<{ database: Buffer; key: Buffer }>>();

function preparedFiles(
  yaml: string,
  named: Record<string, string> = {},
): Promise<{ database: Buffer; key: Buffer }> {
  const name = JSON.stringify([yaml, named]);
  const files = prepared.get(name) ?? prepareFiles(yaml, named);
  prepared.set(name, files);
  return files;
}

async function prepareFiles(
  yaml: string,
  named: Record<string, string>,
): Promise<{ database: Buffer; key: Buffer }> {
  using folder = temporaryFolder();
  const files = filesIn(folder.path);
  const { now } = testClock();
  const claim = claimsInMemory();
  const authority = await createAuthority({ ...files, originOf: () => undefined, claim, now });
  const publicKey = workerKeyPair().publicKey.export({ type: "spki", format: "pem" }).toString();
  await authority.applyConfiguration(
    parseConfiguration({ yaml, readFile: (path) => named[path] ?? publicKey }),
  );
  await authority.close();
  return { database: readFileSync(files.databasePath), key: readFileSync(files.keyFile) };
}

let keyPair: { publicKey: KeyObject; privateKey: KeyObject } | undefined;

function workerKeyPair(): { publicKey: KeyObject; privateKey: KeyObject } {
  keyPair ??= generateKeyPairSync("rsa", { modulusLength: 2048 });
  return keyPair;
}

/** People, applications and a service account; `callback` is where the answers of web-client go. */
export function peopleYaml(callback: string): string {
  return `
users:
  - { email: ada@example.com, password: correct-horse, name: Ada Lovelace, admin: true }
  - { email: bob@example.com, password: battery-staple, name: Bob }
projects:
  - id: acme
    number: "123456789012"
    name: Acme
    members: [{ email: ada@example.com, role: owner }]
    services: [taskqueue]
    oauthClients:
      - { id: web-client, secret: web-secret, type: web, name: Acme Web, redirectUris: ["${callback}"] }
      - { id: "odd:client", secret: "se%cr+et/ä", type: web, name: Odd, redirectUris: ["http://127.0.0.1:9004/odd?a=1"] }
      - { id: spa-client, type: browser, name: Acme SPA, redirectUris: ["http://127.0.0.1:9005/"], javascriptOrigins: ["http://127.0.0.1:9005"] }
      - { id: cli-client, secret: cli-secret, type: installed, name: Acme CLI, outOfBand: true }
      - { id: tv-client, secret: tv-secret, type: device, name: Acme TV }
      - { id: evil-client, secret: evil-secret, type: web, name: '<script>alert(1)</script>" onload="alert(2)', redirectUris: ["${callback}"] }
    serviceAccounts:
      - { email: worker@acme.example.com, keys: [{ id: k1, publicKeyFile: worker.pub.pem }] }
delegations:
  - { domain: example.com, client: worker@acme.example.com, scopes: ["${taskQueue}"] }
`;
}
