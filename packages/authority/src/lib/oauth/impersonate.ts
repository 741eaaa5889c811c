import type { FastifyRequest } from "fastify";
import type { Token } from "../database/schema.ts";
import type { Endpoint, EndpointContext } from "../http/endpoint.ts";
import { invalidRequest, ProtocolError } from "../http/protocol-error.ts";
import { impersonationScope, isKnownScope } from "../scopes.ts";
import { normalizeEmail } from "../users/find-user.ts";
import { presentedToken } from "./presented-token.ts";
import { accessTokenSeconds, findToken, issueAccessToken } from "./tokens.ts";

/** Where the calls of service accounts are: `…/{email}:generateAccessToken`. */
export const serviceAccountsPath = "/v1/projects/-/serviceAccounts/*";

const scopesMax = 100;

/**
 * Gives a token of a service account to whoever may act as it: the account itself, and the owners of its project.
 * The way of generateAccessToken of the IAM Service Account Credentials API.
 */
export const generateAccessToken: Endpoint = async (context, request, reply) => {
  const { "*": call } = request.params as { "*": string };
  const [, name] = /^([^/]+):generateAccessToken$/.exec(call) ?? [];
  if (name === undefined) {
    throw new ProtocolError({
      code: "not_found",
      description: "The method that is served here is generateAccessToken.",
      status: 404,
    });
  }
  const email = normalizeEmail(name);
  const token = await readCaller(context, request);
  const caller = token.subject;
  const body = readBody(request.body);
  const account = await findAccountOf(context, { caller, email });
  const nowMs = context.now();
  const { scopes } = body;
  const lifetimeSeconds = Math.min(body.lifetimeSeconds, secondsLeft(token, nowMs));
  const accessToken = await context.writeTogether((database) =>
    issueAccessToken(database, {
      owner: {
        grant_id: null,
        code_hash: null,
        client_id: email,
        application_kind: "service-account",
        project_id: account.project_id,
        subject: email,
      },
      scopes,
      nowMs,
      lifetimeSeconds,
    }),
  );
  // An account that acts as itself does so every hour: that is no news.
  if (caller !== email) {
    const action = "service-account.impersonate";
    await context.audit({ actor: caller, action, target: email, detail: { scopes } });
  }
  const expireTime = new Date(nowMs + lifetimeSeconds * 1000).toISOString();
  return reply.send({ accessToken, expireTime });
};

function readBody(body: unknown): { scopes: string[]; lifetimeSeconds: number } {
  if (typeof body !== "object" || body === null) throw invalidRequest("The body must be JSON.");
  const { scope, lifetime, delegates }: Record<string, unknown> = { ...body };
  if (!Array.isArray(scope) || scope.length === 0 || scope.length > scopesMax) {
    throw invalidRequest("scope must be a list of scopes.");
  }
  const scopes = scope.filter((name): name is string => typeof name === "string");
  const unknown = scopes.filter((name) => !isKnownScope(name));
  if (scopes.length !== scope.length || unknown.length > 0) {
    throw invalidRequest(`Some requested scopes were invalid. {invalid=[${unknown.join(", ")}]}`);
  }
  if (delegates !== undefined && !(Array.isArray(delegates) && delegates.length === 0)) {
    throw invalidRequest("A chain of delegates is not supported: leave it empty.");
  }
  return { scopes: [...new Set(scopes)], lifetimeSeconds: readLifetime(lifetime) };
}

function readLifetime(lifetime: unknown): number {
  if (lifetime === undefined || lifetime === "") return accessTokenSeconds;
  const [, digits] =
    /^(\d{1,6})(?:\.0+)?s$/.exec(typeof lifetime === "string" ? lifetime : "") ?? [];
  const seconds = Number(digits);
  if (seconds >= 1 && seconds <= accessTokenSeconds) return seconds;
  throw invalidRequest(`lifetime must be from 1s to ${accessTokenSeconds}s.`);
}

/**
 * How long what a token gives may last: with an account's token, no longer than that token. Else a chain of them would
 * outlive the key, the grant or the owner that it began with.
 */
function secondsLeft({ application_kind, expires_at_ms }: Token, nowMs: number): number {
  if (application_kind !== "service-account") return accessTokenSeconds;
  return Math.max(0, Math.floor((expires_at_ms - nowMs) / 1000));
}

/** The caller's token. */
async function readCaller(context: EndpointContext, request: FastifyRequest): Promise<Token> {
  const token = presentedToken(request);
  const found = token === undefined ? undefined : await findToken(context, token);
  if (found === undefined || found.kind !== "access") {
    throw new ProtocolError({
      code: "invalid_token",
      description: "Request had invalid authentication credentials.",
      status: 401,
      headers: { "www-authenticate": "Bearer" },
    });
  }
  if (found.scopeList.includes(impersonationScope)) return found;
  throw new ProtocolError({
    code: "insufficient_scope",
    description: `Request had insufficient authentication scopes: ${impersonationScope} is needed.`,
    status: 403,
  });
}

async function findAccountOf(
  context: EndpointContext,
  { caller, email }: { caller: string; email: string },
): Promise<{ project_id: string }> {
  const account = await context.database
    .selectFrom("service_accounts")
    .leftJoin("project_members", (join) =>
      join
        .onRef("project_members.project_id", "=", "service_accounts.project_id")
        .on("project_members.email", "=", caller)
        .on("project_members.role", "=", "owner"),
    )
    .select(["service_accounts.project_id", "project_members.role"])
    .where("service_accounts.email", "=", email)
    .executeTakeFirst();
  // In the same words for an account that is not there: who may not use it need not know.
  if (account !== undefined && (caller === email || account.role !== null)) return account;
  throw new ProtocolError({
    code: "permission_denied",
    description: `Permission to act as the service account ${email} denied (or it may not exist): it takes the account itself or an owner of its project.`,
    status: 403,
  });
}
