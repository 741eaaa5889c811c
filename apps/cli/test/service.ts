import { generateKeyPairSync } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { freePort } from "@leasehold/testing/free-port";
import { temporaryFolder } from "@leasehold/testing/temporary-folder";
import { type Outcome, runCli, type Running, startCli } from "./cli.ts";
import { browse, type Person } from "@leasehold/testing/form-browser";

export const ada: Person = {
  email: "ada@example.com",
  password: "correct-horse",
  decision: "allow",
};
export const bob: Person = {
  email: "bob@example.com",
  password: "battery-staple",
  decision: "allow",
};
export const serviceAccountEmail = "worker@acme.example.com";

/** A running `leasehold serve`, and a home for whoever uses it. */
export interface Service extends AsyncDisposable {
  url: string;
  folder: string;
  /** Environment of somebody with a home of their own. */
  envOf: (name: string) => Record<string, string>;
  /** Runs a command as that somebody. */
  as: (name: string, args: string[], input?: string) => Promise<Outcome>;
  signIn: (name: string, person: Person, args?: string[]) => Promise<Outcome>;
  /** Kills the server as a crash would, and starts it again at the same address, after this is done. */
  restart: (whileAway?: () => Promise<void>) => Promise<void>;
  /** A service account's key file. */
  keyFile: string;
}

const configuration = (moreQueues: string): string => `
users:
  - { email: ada@example.com, password: correct-horse, name: Ada, admin: true }
  - { email: bob@example.com, password: battery-staple, name: Bob }
projects:
  - id: acme
    number: "123456789012"
    members: [{ email: ada@example.com, role: owner }]
    services: [taskqueue]
    oauthClients:
      - { id: cli-client, secret: cli-secret, type: installed, name: Acme CLI }
    serviceAccounts:
      - { email: ${serviceAccountEmail}, keys: [{ id: k1, publicKeyFile: worker.pub.pem }] }
    queues:
      - name: images
        mode: pull
        acl: [{ user_email: ada@example.com }, { writer_email: ada@example.com }, { user_email: ${serviceAccountEmail} }]
${moreQueues}`;

/**
 * @param moreQueues rows of leasehold.yaml, beside the queue images.
 * @param yaml another leasehold.yaml, with a key of the service account in worker.pub.pem.
 */
export async function startService(
  moreQueues = "",
  yaml: string = configuration(moreQueues),
): Promise<Service> {
  const folder = temporaryFolder();
  writeFileSync(join(folder.path, "leasehold.yaml"), yaml);
  const keyFile = writeKeys(folder.path);
  const serveAt = (port: string): Running =>
    startCli(["serve", "--port", port, "--config", "leasehold.yaml", "--data", "data"], {
      cwd: folder.path,
    });
  // A port that nobody else is given while the service is away.
  let serve = serveAt(String(await freePort()));
  const [, url = ""] = await serve.saw(/Leasehold is at (http:\/\/\S+)/);
  const envOf = (name: string): Record<string, string> => ({
    LEASEHOLD_URL: url,
    LEASEHOLD_CONFIG_DIR: join(folder.path, "homes", name),
    // Any program that takes an address and does nothing with it: the test is the browser.
    BROWSER: "true",
  });
  const as: Service["as"] = (name, args, input = "") =>
    runCli(args, { env: envOf(name), cwd: folder.path, input });
  return {
    url,
    folder: folder.path,
    keyFile,
    envOf,
    as,
    async signIn(name, person, args = []) {
      await using login = startCli(["login", ...args], { env: envOf(name), cwd: folder.path });
      const [address] = await login.saw(/http:\/\/\S+\/auth\?\S+/);
      await browse(address, person);
      return await login.ended;
    },
    async restart(whileAway) {
      await serve[Symbol.asyncDispose]();
      await whileAway?.();
      serve = serveAt(new URL(url).port);
      await serve.saw(/Leasehold is at /);
    },
    async [Symbol.asyncDispose]() {
      await serve[Symbol.asyncDispose]();
      folder[Symbol.dispose]();
    },
  };
}

function writeKeys(folder: string): string {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  writeFileSync(join(folder, "worker.pub.pem"), publicKey);
  const path = join(folder, "worker.json");
  const content = {
    type: "service_account",
    client_email: serviceAccountEmail,
    private_key: privateKey,
    private_key_id: "k1",
  };
  writeFileSync(path, JSON.stringify(content));
  return path;
}
