import { generateKeyPairSync, sign } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { SigningConsumer } from "./light-signer.ts";

const account = "worker@bench.example.com";
const scope = "https://www.googleapis.com/auth/taskqueue";

/** Acts as a user of its domain without a token, with each request signed. */
export const signingConsumer: SigningConsumer = {
  consumerKey: "consumer.bench.example.com",
  consumerSecret: "bench-consumer-secret",
  requestor: "ada@bench.example.com",
  apiKey: "bench-server-key",
};
const { consumerKey, consumerSecret, requestor, apiKey } = signingConsumer;

const yaml = `
users:
  - { email: ${requestor}, password: not-used-here }
projects:
  - id: bench
    number: "1000000001"
    services: [taskqueue]
    serviceAccounts:
      - { email: ${account}, keys: [{ id: k1, publicKeyFile: worker.pub.pem }] }
    oauthConsumers:
      - { key: ${consumerKey}, secret: ${consumerSecret}, realm: "http://127.0.0.1/" }
    apiKeys: [{ key: ${apiKey}, kind: server }]
    queues:
      - name: bench
        mode: pull
        acl:
          - { user_email: ${account} }
          - { writer_email: ${account} }
          - { user_email: ${requestor} }
          - { writer_email: ${requestor} }
delegations:
  - { domain: bench.example.com, client: ${consumerKey}, scopes: ["${scope}"] }
`;

/** A server's data folder with one queue and one service account that may use it. */
export interface Deployment {
  folder: string;
  /** A JWT that the service account signed itself, valid for an hour. */
  selfSignedToken: string;
  /** Gets an opaque access token from the server's token endpoint. */
  accessToken(port: number): Promise<string>;
}

/** Writes leasehold.yaml and the key that it names into `folder`. */
export function writeDeployment(folder: string): Deployment {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  mkdirSync(folder);
  writeFileSync(join(folder, "leasehold.yaml"), yaml);
  const publicPem = publicKey.export({ type: "spki", format: "pem" });
  writeFileSync(join(folder, "worker.pub.pem"), publicPem);
  const jwt = (claims: object): string => {
    const issuedAt = Math.floor(Date.now() / 1000) - 10;
    const times = { iat: issuedAt, exp: issuedAt + 3600 };
    const parts = [
      { alg: "RS256", typ: "JWT", kid: "k1" },
      { iss: account, ...times, ...claims },
    ];
    const signed = parts.map((part) => base64url(JSON.stringify(part))).join(".");
    return `${signed}.${sign("RSA-SHA256", Buffer.from(signed), privateKey).toString("base64url")}`;
  };
  return {
    folder,
    selfSignedToken: jwt({ sub: account, scope }),
    accessToken: async (port) => {
      const address = `http://127.0.0.1:${port}/token`;
      const answer = await fetch(address, {
        method: "POST",
        body: new URLSearchParams({
          grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer",
          assertion: jwt({ aud: address, scope }),
        }),
      });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`The token endpoint answered ${answer.status}: ${text}`);
      return (JSON.parse(text) as { access_token: string }).access_token;
    },
  };
}

function base64url(text: string): string {
  return Buffer.from(text).toString("base64url");
}
