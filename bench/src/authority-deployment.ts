import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export const scope = "https://www.googleapis.com/auth/taskqueue";
export const person = { email: "ada@bench.example.com", password: "correct-horse" };
export const webClient = { client_id: "bench-web", client_secret: "bench-web-secret" };
export const deviceClient = { client_id: "bench-device", client_secret: "bench-device-secret" };
export const consumer = { consumerKey: "bench.example.com", consumerSecret: "bench-consumer" };
export const apiKey = "bench-server-key";
/** Nothing listens there: the answer is read from the redirect. */
export const callback = "http://127.0.0.1:9004/callback";

/** A person and an application of each kind that signs people in. */
export const authorityYaml = `
users: [{ email: ${person.email}, password: ${person.password} }]
projects:
  - id: bench
    number: "1000000001"
    services: [taskqueue]
    members: [{ email: ${person.email}, role: owner }]
    oauthClients:
      - { id: ${webClient.client_id}, secret: ${webClient.client_secret}, type: web, name: Bench, redirectUris: ["${callback}"] }
      - { id: ${deviceClient.client_id}, secret: ${deviceClient.client_secret}, type: device, name: Bench TV }
    oauthConsumers:
      - { key: ${consumer.consumerKey}, secret: ${consumer.consumerSecret}, realm: "http://127.0.0.1:9004/" }
    apiKeys: [{ key: ${apiKey}, kind: server }]
delegations:
  - { domain: bench.example.com, client: ${consumer.consumerKey}, scopes: ["${scope}"] }
`;

/** Writes it for the server's process; the folder is its argument. */
export function writeAuthorityDeployment(folder: string): void {
  mkdirSync(folder);
  writeFileSync(join(folder, "leasehold.yaml"), authorityYaml);
}
