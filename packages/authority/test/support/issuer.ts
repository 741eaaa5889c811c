import { startLocalServer } from "@leasehold/testing/local-server";
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from "jose";

/** Somebody else who signs tokens: a CI service, say. */
export interface Issuer extends AsyncDisposable {
  /** Its name; its keys are at `/keys` below. */
  url: string;
  jwks: string;
  /** How often its keys were fetched. */
  fetches: () => number;
  /** Answers 500 from now on. */
  breakDown: () => void;
  sign: (claims: JWTPayload, header?: { alg?: string; kid?: string }) => Promise<string>;
}

export async function startIssuer(): Promise<Issuer> {
  const { publicKey, privateKey } = await generateKeyPair("ES256");
  const jwks = JSON.stringify({
    keys: [{ ...(await exportJWK(publicKey)), kid: "ci-1", alg: "ES256" }],
  });
  let fetches = 0;
  let broken = false;
  const server = await startLocalServer((_request, response) => {
    fetches += 1;
    response.statusCode = broken ? 500 : 200;
    response.setHeader("content-type", "application/json");
    response.end(broken ? "{}" : jwks);
  });
  return {
    ...server,
    url: server.origin,
    jwks,
    fetches: () => fetches,
    breakDown: () => (broken = true),
    sign: (claims, header = {}) =>
      new SignJWT(claims)
        .setProtectedHeader({ alg: "ES256", kid: "ci-1", ...header })
        .sign(privateKey),
  };
}

export const ciAudience = "//leasehold/acme/ci";

/** A project whose service account stands for the issuer's subjects below `repo:acme/`. */
export function issuerYaml(issuer: Issuer, keys: "jwksFile" | "jwksUri"): string {
  const source = keys === "jwksFile" ? "ci.jwks.json" : `${issuer.url}/keys`;
  return `
users:
  - { email: ada@example.com, password: correct-horse, name: Ada Lovelace }
  - { email: bob@example.com, password: battery-staple, name: Bob }
projects:
  - id: acme
    members: [{ email: ada@example.com, role: owner }, { email: bob@example.com, role: editor }]
    services: [taskqueue]
    oauthClients:
      - { id: web-client, secret: web-secret, type: web, name: Acme Web, redirectUris: ["http://127.0.0.1:9004/callback"] }
    serviceAccounts:
      - { email: worker@acme.example.com, keys: [{ id: k1, publicKeyFile: worker.pub.pem }] }
      - { email: other@acme.example.com }
trustedIssuers:
  - { project: acme, audience: "${ciAudience}", issuer: "${issuer.url}", ${keys}: "${source}", subjects: ["repo:acme/*"], serviceAccount: worker@acme.example.com }
`;
}
