import type { FastifyRequest } from "fastify";
import { readJsonList } from "../database/json-list.ts";
import type { DeviceCode, User } from "../database/schema.ts";
import type { EndpointContext } from "../http/endpoint.ts";
import { originOf } from "../http/origin.ts";
import { bodyParameters, parameter } from "../http/parameters.ts";
import { invalidRequest, ProtocolError } from "../http/protocol-error.ts";
import { secretHash } from "../keyring.ts";
import { authenticateClient } from "./authenticate-client.ts";
import type { ClientWithProject } from "./find-client.ts";
import { issueIdToken } from "./id-token.ts";
import type { TokenAnswer } from "./token-answer.ts";
import { accessTokenSeconds, issueAccessToken, issueRefreshToken } from "./tokens.ts";

/** RFC 8628, section 3.5: each slow_down adds this much. */
const intervalStepSeconds = 5;
/** It grows no further: a device that does not listen costs no more writes. */
const intervalSecondsMax = 60;

/** The device grant (RFC 8628, section 3.4): the device's poll, until the person has decided. */
export async function exchangeDeviceCode(
  context: EndpointContext,
  request: FastifyRequest,
): Promise<TokenAnswer> {
  const client = await authenticateClient(context, request);
  const body = bodyParameters(request);
  // The name before the RFC was `code`.
  const code = parameter(body, "device_code") ?? parameter(body, "code");
  if (code === undefined) throw invalidRequest("Missing required parameter: device_code");
  const found = await context.database
    .selectFrom("device_codes")
    .selectAll()
    .where("device_code_hash", "=", secretHash(code))
    .executeTakeFirst();
  if (found === undefined || found.client_id !== client.id) {
    throw refuse("invalid_grant", "Malformed device code.");
  }
  if (found.decision === "deny") throw refuse("access_denied", "The person did not allow it.");
  if (found.expires_at_ms <= context.now()) {
    throw refuse("expired_token", "The device code has expired: ask for a new one.");
  }
  if (found.decision === null) throw await pending(context, found);
  return useDeviceCode(context, { request, client, found });
}

/** Notes the poll and answers that nothing is decided, or that it came too soon. */
async function pending(context: EndpointContext, found: DeviceCode): Promise<ProtocolError> {
  const nowMs = context.now();
  const { interval_seconds: interval, polled_at_ms: polledAtMs } = found;
  const tooSoon = polledAtMs !== null && nowMs < polledAtMs + interval * 1000;
  const longer = Math.min(interval + intervalStepSeconds, intervalSecondsMax);
  const next = tooSoon ? longer : interval;
  if (!tooSoon || next > interval) {
    await context.writeTogether((database) =>
      database
        .updateTable("device_codes")
        .set({ polled_at_ms: nowMs, interval_seconds: next })
        .where("device_code_hash", "=", found.device_code_hash)
        .execute(),
    );
  }
  return tooSoon
    ? refuse("slow_down", `Poll every ${next} seconds.`)
    : refuse("authorization_pending", "The person has not decided yet.");
}

async function useDeviceCode(
  context: EndpointContext,
  options: { request: FastifyRequest; client: ClientWithProject; found: DeviceCode },
): Promise<TokenAnswer> {
  const { request, client, found } = options;
  const scopes = readJsonList(found.scopes);
  const { accessToken, refreshToken, user } = await issueTokens(context, { client, found, scopes });
  const answer: TokenAnswer = {
    access_token: accessToken,
    expires_in: accessTokenSeconds,
    token_type: "Bearer",
    scope: scopes.join(" "),
    refresh_token: refreshToken,
  };
  if (scopes.includes("openid")) {
    answer.id_token = await issueIdToken(context, {
      issuer: originOf(context, request),
      clientId: client.id,
      user,
      scopes,
      accessToken,
      authenticatedAtMs: found.authenticated_at_ms ?? undefined,
    });
  }
  return answer;
}

/** Takes the code away and makes its tokens, both or neither: a device code is good once. */
async function issueTokens(
  context: EndpointContext,
  options: { client: ClientWithProject; found: DeviceCode; scopes: string[] },
): Promise<{ accessToken: string; refreshToken: string; user: User }> {
  const { client, found, scopes } = options;
  const nowMs = context.now();
  return context.database.transaction().execute(async (database) => {
    const user = await database
      .selectFrom("grants")
      .innerJoin("users", "users.id", "grants.user_id")
      .selectAll("users")
      .where("grants.id", "=", found.grant_id)
      .executeTakeFirst();
    const taken = await database
      .deleteFrom("device_codes")
      .where("device_code_hash", "=", found.device_code_hash)
      .executeTakeFirstOrThrow();
    if (user === undefined || taken.numDeletedRows !== 1n) {
      throw refuse("invalid_grant", "Malformed device code.");
    }
    const owner = {
      grant_id: found.grant_id,
      code_hash: found.device_code_hash,
      client_id: client.id,
      application_kind: "oauth-client" as const,
      project_id: client.project_id,
      subject: user.email,
    };
    return {
      accessToken: await issueAccessToken(database, { owner, scopes, nowMs }),
      refreshToken: await issueRefreshToken(database, { owner, scopes, nowMs }),
      user,
    };
  });
}

function refuse(code: string, description: string): ProtocolError {
  return new ProtocolError({ code, description });
}
