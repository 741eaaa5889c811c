import { createSign } from "node:crypto";
import { expect } from "vitest";
import { type Answer, call } from "./queue-caller.ts";
import { people, scopes, startTestService, type TestService } from "./test-service.ts";

/** A service, and an administrator who calls its administration API. */
export interface AdministeredService extends AsyncDisposable {
  service: TestService;
  /** Calls a method, such as `GET projects/acme`; as the administrator unless a token is given. */
  ask: <Body = object>(at: string, body?: object, token?: string) => Promise<Answer<Body>>;
  /** The same, where it must succeed; gives the answer's JSON. */
  did: <Body = object>(at: string, body?: object, token?: string) => Promise<Answer<Body>["json"]>;
  /** Makes a project with the service on and a queue `q`, owned by the administrator; gives its path. */
  newProject: (id: string) => Promise<string>;
  /** An access token for a service account's key file, from the token endpoint; `none: …` when it is refused. */
  tokenOf: (privateKeyFile: string, claims?: object) => Promise<string>;
}

export async function startAdministeredService(
  options: Parameters<typeof startTestService>[0] = {},
): Promise<AdministeredService> {
  const service = await startTestService(options);
  const root = service.token({ user: people.root, scope: scopes.admin });
  const ask = <Body>(at: string, body?: object, token = root): Promise<Answer<Body>> => {
    const [method = "", path = ""] = at.split(" ");
    const url = `${service.url}/leasehold/v1/${path}`;
    return call(url, { method, token, ...(body !== undefined && { body }) });
  };
  const did = async <Body>(
    at: string,
    body?: object,
    token?: string,
  ): Promise<Answer<Body>["json"]> => {
    const answer = await ask<Body>(at, body, token);
    expect([at, answer.status, answer.json?.error?.message]).toEqual([at, 200, undefined]);
    return answer.json;
  };
  return {
    service,
    ask,
    did,
    async newProject(id) {
      await did("POST projects", { id });
      await did(`POST projects/${id}/services/taskqueue/enable`);
      await did(`POST projects/${id}/queues`, { name: "q" });
      return `projects/${id}`;
    },
    tokenOf: (privateKeyFile, claims = {}) => tokenOf(service.url, privateKeyFile, claims),
    [Symbol.asyncDispose]: () => service[Symbol.asyncDispose](),
  };
}

async function tokenOf(url: string, privateKeyFile: string, claims: object): Promise<string> {
  const { client_email: iss, private_key: key, private_key_id: kid } = JSON.parse(privateKeyFile);
  const iat = Math.floor(Date.now() / 1000);
  const scope = `${scopes.taskqueue} ${scopes.admin}`;
  const payload = { iss, scope, aud: `${url}/token`, iat, exp: iat + 600, ...claims };
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  const signed = `${part({ alg: "RS256", typ: "JWT", kid })}.${part(payload)}`;
  const signature = createSign("RSA-SHA256").update(signed).sign(key, "base64url");
  const answer = await fetch(`${url}/token`, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer",
      assertion: `${signed}.${signature}`,
    }),
  });
  const json = (await answer.json()) as { access_token?: string };
  return json.access_token ?? `none: ${JSON.stringify(json)}`;
}
