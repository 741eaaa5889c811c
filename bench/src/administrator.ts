import { generateKeyPairSync, sign } from "node:crypto";

const account = "admin@bench.example.com";
const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });

/** A project that a service account owns, and the file with its key. */
export function administratorYaml(project: string): {
  yaml: string;
  files: Record<string, string>;
} {
  const yaml = `
projects:
  - id: ${project}
    services: [taskqueue]
    members: [{ email: ${account}, role: owner }]
    serviceAccounts:
      - { email: ${account}, keys: [{ id: k1, publicKeyFile: admin.pub.pem }] }
`;
  const pem = publicKey.export({ type: "spki", format: "pem" }).toString();
  return { yaml, files: { "admin.pub.pem": pem } };
}

/** An access token of that account, from the server's token endpoint. */
export async function adminToken(url: string): Promise<string> {
  const issuedAt = Math.floor(Date.now() / 1000) - 10;
  const claims = {
    iss: account,
    scope: "https://www.googleapis.com/auth/leasehold.admin.readonly",
    aud: `${url}/token`,
    iat: issuedAt,
    exp: issuedAt + 3600,
  };
  const parts = [{ alg: "RS256", typ: "JWT", kid: "k1" }, claims];
  const signed = parts
    .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
    .join(".");
  const signature = sign("RSA-SHA256", Buffer.from(signed), privateKey).toString("base64url");
  const answer = await fetch(`${url}/token`, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer",
      assertion: `${signed}.${signature}`,
    }),
  });
  const { access_token: token } = (await answer.json()) as { access_token?: string };
  if (token === undefined) throw new Error(`The token endpoint answered ${answer.status}.`);
  return token;
}
