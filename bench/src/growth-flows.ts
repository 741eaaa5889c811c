import type { Authority } from "@leasehold/authority";
import { signSync } from "@leasehold/oauth1/sync";
import type { FastifyInstance } from "fastify";
import { apiKey, callback, consumer, person, scope, webClient } from "./authority-deployment.ts";
import {
  codeFlow,
  deviceFlow,
  expectStatus,
  post,
  refreshForm,
  signIn,
  startDevice,
} from "./authority-flows.ts";
import { newVisitor, type Send, type Visitor } from "./visitor.ts";

/** Whose passwords are guessed. */
export const peopleCount = 5000;

interface FlowContext {
  authority: Authority;
  send: Send;
  /** Signed in. */
  visitor: Visitor;
  origin: string;
  nowMs: number;
  /** The number of this one. */
  flow: number;
}

/** What people and applications do, and half of it they never finish. */
export const growthFlows: { name: string; run: (context: FlowContext) => Promise<void> }[] = [
  {
    name: "consent, code, tokens, two refreshes",
    async run({ send, visitor }) {
      const { refreshToken } = await codeFlow(send, visitor);
      for (const _ of [1, 2]) {
        expectStatus(await post(send, "/token", refreshForm(refreshToken)), 200);
      }
    },
  },
  {
    name: "an authorization request answered with a code that nobody exchanges",
    async run({ visitor }) {
      const query = new URLSearchParams({
        client_id: webClient.client_id,
        redirect_uri: callback,
        response_type: "code",
        scope,
      });
      await visitor.get(`/o/oauth2/v2/auth?${query.toString()}`);
    },
  },
  { name: "a device, allowed", run: ({ send, visitor }) => deviceFlow(send, visitor) },
  {
    name: "a device that nobody asks about",
    run: async ({ send }) => void (await startDevice(send)),
  },
  {
    name: "a sign-in in a browser that is never seen again",
    run: ({ send }) => signIn(newVisitor(send)),
  },
  {
    name: "a wrong password",
    async run({ send, flow }) {
      const visitor = newVisitor(send);
      const email = `person-${flow % peopleCount}-${person.email}`;
      const wrong = { email, password: "wrong" };
      expectStatus(await visitor.submit(await visitor.get("/signin"), wrong), 400);
    },
  },
  { name: "an OAuth 1.0 request token that nobody allows", run: requestToken },
  { name: "a signed API call (two-legged)", run: signedCall },
];

async function requestToken({ send, origin, nowMs }: FlowContext): Promise<void> {
  const path = "/accounts/OAuthGetRequestToken";
  const query = new URLSearchParams({ scope });
  const { authorization = "" } = signSync({
    request: { method: "GET", url: `${origin}${path}?${query.toString()}` },
    credentials: consumer,
    parameters: { oauth_callback: callback },
    timestampSeconds: Math.floor(nowMs / 1000),
  });
  const headers = { authorization };
  const answer = await send({ method: "GET", path: `${path}?${query.toString()}`, headers });
  expectStatus(answer, 200);
}

async function signedCall({ authority, origin, nowMs }: FlowContext): Promise<void> {
  const query = new URLSearchParams({ key: apiKey, xoauth_requestor_id: person.email });
  const target = `/taskqueue/v1beta2/projects/bench/taskqueues/images?${query.toString()}`;
  const { authorization } = signSync({
    request: { method: "GET", url: origin + target },
    credentials: consumer,
    timestampSeconds: Math.floor(nowMs / 1000),
  });
  const answer = await authority.authenticate({
    method: "GET",
    target,
    host: new URL(origin).host,
    authorization,
    apiKeyHeader: undefined,
    query,
    form: undefined,
    formText: undefined,
    referer: undefined,
    remoteAddress: "127.0.0.1",
  });
  if (!answer.ok) throw new Error(`A signed call was refused: ${answer.message}`);
}

/** Sends to a Fastify in this process, without a socket. */
export function sendTo(app: FastifyInstance, origin: string): Send {
  return async ({ method, path, headers, body }) => {
    const response = await app.inject({
      method,
      url: path,
      headers: { host: new URL(origin).host, origin, ...headers },
      ...(body !== undefined && { payload: body }),
    });
    const { location, "set-cookie": cookies = [] } = response.headers;
    return {
      status: response.statusCode,
      location: location ?? "",
      setCookies: typeof cookies === "string" ? [cookies] : cookies,
      text: response.body,
    };
  };
}
