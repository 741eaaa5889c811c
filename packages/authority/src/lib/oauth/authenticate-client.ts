import type { FastifyRequest } from "fastify";
import { checkAttempts, countAttempt } from "../attempts.ts";
import type { AuthorityContext } from "../context.ts";
import { readJsonList } from "../database/json-list.ts";
import { originOf } from "../http/origin.ts";
import { bodyParameters, parameter } from "../http/parameters.ts";
import { invalidRequest, ProtocolError } from "../http/protocol-error.ts";
import { secretHash } from "../keyring.ts";
import { atOrigin } from "./console-client.ts";
import { type ClientWithProject, findClient } from "./find-client.ts";
import { sameHash } from "./secrets.ts";

/** Wrong client secrets from one address for one client, in {@link wrongSecretsWindowMs}. */
const wrongSecretsMax = 20;
const wrongSecretsWindowMs = 10 * 60 * 1000;

interface ClientCredentials {
  id: string;
  secret: string | undefined;
}

/**
 * Finds out which application asks for a token: id and secret by HTTP Basic, raw or form-encoded, or in the body; a
 * public client gives its id alone (RFC 6749, section 2.3.1).
 *
 * @throws ProtocolError `invalid_request`, `invalid_client`, `unauthorized_client` (403, a page of an origin that the
 * client did not register), or `slow_down` (429) after too many wrong secrets.
 */
export async function authenticateClient(
  context: AuthorityContext,
  request: FastifyRequest,
): Promise<ClientWithProject> {
  const presented = presentedCredentials(request);
  const basic = clientHeader(request) !== undefined;
  for (const { id, secret } of presented) {
    const found = await findClient(context, id);
    if (found === undefined) continue;
    const client = atOrigin(found, originOf(context, request));
    checkOrigin(request, client);
    await checkSecret(context, { request, client, secret, basic, all: presented });
    return client;
  }
  throw invalidClient("The OAuth client was not found.", basic);
}

/** The credentials, in each way that they may be read. */
function presentedCredentials(request: FastifyRequest): ClientCredentials[] {
  const body = bodyParameters(request);
  const id = parameter(body, "client_id");
  const secret = parameter(body, "client_secret");
  const header = clientHeader(request);
  if (header === undefined) {
    if (id === undefined) throw invalidRequest("Could not determine client ID from request.");
    return [{ id, secret }];
  }
  const basic = basicCredentials(header);
  if (id !== undefined && !basic.some((credentials) => credentials.id === id)) {
    throw invalidRequest("The Authorization header and the body name different clients.");
  }
  return basic;
}

// An OAuth 1.0 token on its way to OAuth 2.0 signs the request in this header; the client is in the body then.
function clientHeader({ headers }: FastifyRequest): string | undefined {
  return headers.authorization?.startsWith("OAuth ") === true ? undefined : headers.authorization;
}

function basicCredentials(header: string): ClientCredentials[] {
  const match = /^Basic +([A-Za-z0-9+/_-]+=*) *$/i.exec(header);
  const text = Buffer.from(match?.[1] ?? "", "base64").toString("utf8");
  const colon = text.indexOf(":");
  if (colon <= 0) {
    throw invalidClient("The Authorization header must be Basic with client id and secret.", true);
  }
  const raw = { id: text.slice(0, colon), secret: text.slice(colon + 1) || undefined };
  const decoded = { id: formDecoded(raw.id), secret: formDecoded(raw.secret ?? "") || undefined };
  return [raw, decoded];
}

// RFC 6749 wants both parts form-encoded; some clients send them as they are.
function formDecoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}

// A page of another origin must not use what a browser client has; who is no browser sends no Origin.
function checkOrigin(request: FastifyRequest, client: ClientWithProject): void {
  const { origin } = request.headers;
  if (client.type !== "browser" || origin === undefined) return;
  if (readJsonList(client.javascript_origins).includes(origin)) return;
  throw new ProtocolError({
    code: "unauthorized_client",
    description: `origin_mismatch: ${origin} is not one of the client's JavaScript origins.`,
    status: 403,
  });
}

async function checkSecret(
  context: AuthorityContext,
  options: {
    request: FastifyRequest;
    client: ClientWithProject;
    secret: string | undefined;
    basic: boolean;
    all: ClientCredentials[];
  },
): Promise<void> {
  const { request, client, secret, basic, all } = options;
  const expected = client.secret_hash;
  if (expected === null) {
    if (secret === undefined) return;
    throw invalidClient("This client has no secret: leave client_secret out.", basic);
  }
  if (secret === undefined) throw invalidRequest("client_secret is missing.");
  const subject = `client-secret:${secretHash(`${request.ip}\n${client.id}`)}`;
  await refuseAfterTooMany(context, subject);
  const right = all.some((credentials) => sameHash(secretHash(credentials.secret ?? ""), expected));
  if (right) return;
  await countAttempt(context, { subject, limit: wrongSecretsMax, windowMs: wrongSecretsWindowMs });
  throw invalidClient("The provided client secret is invalid.", basic);
}

// Only wrong secrets are counted, so that a busy client costs no write.
async function refuseAfterTooMany(context: AuthorityContext, subject: string): Promise<void> {
  const attempt = await checkAttempts(context, {
    subject,
    limit: wrongSecretsMax,
    windowMs: wrongSecretsWindowMs,
  });
  if (attempt.allowed) return;
  const { retryAfterSeconds } = attempt;
  throw new ProtocolError({
    code: "slow_down",
    description: `Too many wrong client secrets. Try again in ${retryAfterSeconds} seconds.`,
    status: 429,
    headers: { "retry-after": String(retryAfterSeconds) },
  });
}

function invalidClient(description: string, basic: boolean): ProtocolError {
  return new ProtocolError({
    code: "invalid_client",
    description,
    status: 401,
    // RFC 6749, 5.2: in the scheme that the client used.
    headers: basic ? { "www-authenticate": 'Basic realm="token"' } : {},
  });
}
