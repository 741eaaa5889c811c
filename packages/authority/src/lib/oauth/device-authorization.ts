import type { FastifyRequest } from "fastify";
import { countAttempt } from "../attempts.ts";
import { writeJsonList } from "../database/json-list.ts";
import type { Endpoint, EndpointContext } from "../http/endpoint.ts";
import { originOf } from "../http/origin.ts";
import { bodyParameters, parameter } from "../http/parameters.ts";
import { invalidRequest, ProtocolError } from "../http/protocol-error.ts";
import { secretHash } from "../keyring.ts";
import { isKnownScope, parseScope } from "../scopes.ts";
import { authenticateClient } from "./authenticate-client.ts";
import { type ClientWithProject, findClient } from "./find-client.ts";
import { newSecret } from "./secrets.ts";
import { newUserCode, userCodeHash } from "./user-code.ts";

/** Where a person types the code in. */
export const devicePath = "/device";

const deviceCodeSeconds = 1800;
const pollIntervalSeconds = 5;
/** Device codes that one address may ask for in {@link codesWindowMs}. */
const codesPerAddressMax = 10_000;
const codesWindowMs = 10 * 60 * 1000;
/** With 20^8 codes a collision is next to impossible; three in a row are a broken generator. */
const triesMax = 3;

/** The device authorization endpoint (RFC 8628, section 3.1). */
export const authorizeDevice: Endpoint = async (context, request, reply) => {
  const client = await identifyClient(context, request);
  const scopes = readScopes(request);
  await refuseAfterTooMany(context, request);
  const { deviceCode, userCode } = await insertCodes(context, client, scopes);
  const page = `${originOf(context, request)}${devicePath}`;
  const pageWithCode = `${page}?user_code=${userCode}`;
  return reply.send({
    device_code: deviceCode,
    user_code: userCode,
    // The older name, and that of RFC 8628.
    verification_url: page,
    verification_url_complete: pageWithCode,
    verification_uri: page,
    verification_uri_complete: pageWithCode,
    expires_in: deviceCodeSeconds,
    interval: pollIntervalSeconds,
  });
};

// The code is worth nothing without a person's consent: the client's id is enough, but a secret must be right.
async function identifyClient(
  context: EndpointContext,
  request: FastifyRequest,
): Promise<ClientWithProject> {
  const body = bodyParameters(request);
  const id = parameter(body, "client_id");
  const gaveSecret =
    request.headers.authorization !== undefined || parameter(body, "client_secret") !== undefined;
  const client =
    gaveSecret || id === undefined
      ? await authenticateClient(context, request)
      : await findClient(context, id);
  if (client === undefined) {
    throw new ProtocolError({
      code: "invalid_client",
      description: "The OAuth client was not found.",
      status: 401,
    });
  }
  if (client.type === "device" || client.type === "installed") return client;
  throw new ProtocolError({
    code: "unauthorized_client",
    description: `The device flow is for clients of type device and installed; this one is of type ${client.type}.`,
  });
}

function readScopes(request: FastifyRequest): string[] {
  const scopes = parseScope(parameter(bodyParameters(request), "scope") ?? "");
  if (scopes.length === 0) throw invalidRequest("Missing required parameter: scope");
  const unknown = scopes.filter((scope) => !isKnownScope(scope));
  if (unknown.length === 0) return scopes;
  throw new ProtocolError({
    code: "invalid_scope",
    description: `Some requested scopes were invalid. {invalid=[${unknown.join(", ")}]}`,
  });
}

async function refuseAfterTooMany(
  context: EndpointContext,
  request: FastifyRequest,
): Promise<void> {
  const attempt = await countAttempt(context, {
    subject: `device-code:${request.ip}`,
    limit: codesPerAddressMax,
    windowMs: codesWindowMs,
  });
  if (attempt.allowed) return;
  throw new ProtocolError({
    code: "slow_down",
    description: `Too many device codes. Try again in ${attempt.retryAfterSeconds} seconds.`,
    status: 429,
    headers: { "retry-after": String(attempt.retryAfterSeconds) },
  });
}

async function insertCodes(
  context: EndpointContext,
  client: ClientWithProject,
  scopes: readonly string[],
): Promise<{ deviceCode: string; userCode: string }> {
  for (let tries = 0; tries < triesMax; tries += 1) {
    const deviceCode = newSecret("deviceCode");
    const userCode = newUserCode();
    const { numInsertedOrUpdatedRows: inserted } = await context.database
      .insertInto("device_codes")
      .values({
        device_code_hash: secretHash(deviceCode),
        user_code_hash: userCodeHash(userCode),
        client_id: client.id,
        scopes: writeJsonList(scopes),
        interval_seconds: pollIntervalSeconds,
        polled_at_ms: null,
        decision: null,
        grant_id: null,
        authenticated_at_ms: null,
        expires_at_ms: context.now() + deviceCodeSeconds * 1000,
      })
      .onConflict((conflict) => conflict.column("user_code_hash").doNothing())
      .executeTakeFirstOrThrow();
    if (inserted === 1n) return { deviceCode, userCode };
  }
  throw new Error("No user code could be found that is not taken.");
}
