import { readFileSync } from "node:fs";
import { join } from "node:path";
import { scope, writeAuthorityDeployment } from "./authority-deployment.ts";
import { codeFlow, pollForm, refreshForm, signIn, startDevice } from "./authority-flows.ts";
import { type ServerProcess, startServerProcess } from "./child-process.ts";
import { newVisitor, type Send } from "./visitor.ts";

/** Forms for the token endpoint, taken in turn. */
export interface AuthorityForms {
  refresh: string[];
  /** With the scope `openid`: the answer has an id_token, signed with RS256. */
  refreshWithIdToken: string[];
  /** Of devices that nobody has decided about. */
  poll: string[];
}

/** An authorization server in a process of its own. */
export interface AuthoritySubject {
  name: string;
  processId: number;
  tokenUrl: string;
  forms: AuthorityForms;
}

const tokens = 32;
/** As many as one address may ask for in ten minutes, nearly. */
const deviceCodes = 9000;

/** Ours, as `leasehold serve` runs it: each answer is on disk. */
export async function startOurs(
  folder: string,
  cleanup: AsyncDisposableStack,
): Promise<AuthoritySubject> {
  const deployment = join(folder, "leasehold");
  writeAuthorityDeployment(deployment);
  const server = await startServerProcess({ script: "leasehold-server.ts", args: [deployment] });
  cleanup.use(server);
  const send = sendTo(server);
  const visitor = newVisitor(send);
  await signIn(visitor);
  const refreshForms = async (scopes: string): Promise<string[]> => {
    const forms: string[] = [];
    for (let index = 0; index < tokens; index += 1) {
      const { refreshToken } = await codeFlow(send, visitor, scopes);
      forms.push(new URLSearchParams(refreshForm(refreshToken)).toString());
    }
    return forms;
  };
  const poll: string[] = [];
  while (poll.length < deviceCodes) {
    const { deviceCode } = await startDevice(send);
    poll.push(new URLSearchParams(pollForm(deviceCode)).toString());
  }
  return {
    name: "leasehold",
    processId: server.processId,
    tokenUrl: `http://127.0.0.1:${server.port}/token`,
    forms: {
      refresh: await refreshForms(scope),
      refreshWithIdToken: await refreshForms(`openid ${scope}`),
      poll,
    },
  };
}

/** The peer: npm oidc-provider, its tokens in a map in memory. */
export async function startOidcProvider(
  folder: string,
  cleanup: AsyncDisposableStack,
): Promise<AuthoritySubject> {
  const file = join(folder, "oidc-provider.json");
  const server = await startServerProcess({ script: "oidc-provider-server.ts", args: [file] });
  cleanup.use(server);
  return {
    name: "oidc-provider",
    processId: server.processId,
    tokenUrl: `http://127.0.0.1:${server.port}/token`,
    forms: JSON.parse(readFileSync(file, "utf8")) as AuthorityForms,
  };
}

function sendTo(server: ServerProcess): Send {
  const origin = `http://127.0.0.1:${server.port}`;
  return async ({ method, path, headers, body }) => {
    const response = await fetch(origin + path, {
      method,
      redirect: "manual",
      headers: { origin, ...headers },
      ...(body !== undefined && { body }),
    });
    return {
      status: response.status,
      location: response.headers.get("location") ?? "",
      setCookies: response.headers.getSetCookie(),
      text: await response.text(),
    };
  };
}
