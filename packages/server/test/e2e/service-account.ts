import { type KeyObject, sign } from "node:crypto";

const account = "worker@acme.example.com";

/** The scope that lets an application do everything with tasks. */
export const taskqueueScope = "https://www.googleapis.com/auth/taskqueue";

/** Signs a JWT as worker@acme.example.com, valid from ten seconds ago for an hour. */
export function signWorkerJwt(options: { key: KeyObject; claims: object }): string {
  return signJwt({ key: options.key, kid: "k1", claims: { iss: account, ...options.claims } });
}

/** Signs a JWT by RS256, valid from ten seconds ago for an hour when the claims do not say otherwise. */
export function signJwt(options: { key: KeyObject; kid: string; claims: object }): string {
  const issuedAt = Math.floor(Date.now() / 1000) - 10;
  const claims = { iat: issuedAt, exp: issuedAt + 3600, ...options.claims };
  const signed = [{ alg: "RS256", typ: "JWT", kid: options.kid }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
    .join(".");
  const signature = sign("RSA-SHA256", Buffer.from(signed), options.key);
  return `${signed}.${signature.toString("base64url")}`;
}

/** Exchanges an assertion of the service account, acting as `subject` when given, for an access token. */
export async function workerAccessToken(options: {
  url: string;
  key: KeyObject;
  subject?: string;
}): Promise<string> {
  const address = `${options.url}/token`;
  const subject = options.subject === undefined ? {} : { sub: options.subject };
  const claims = { aud: address, scope: taskqueueScope, ...subject };
  const answer = await fetch(address, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer",
      assertion: signWorkerJwt({ key: options.key, claims }),
    }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`The token endpoint answered ${answer.status}: ${text}`);
  return (JSON.parse(text) as { access_token: string }).access_token;
}
