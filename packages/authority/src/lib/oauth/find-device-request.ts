import type { FastifyRequest } from "fastify";
import { checkAttempts, countAttempt } from "../attempts.ts";
import { readJsonList } from "../database/json-list.ts";
import type { EndpointContext } from "../http/endpoint.ts";
import { tooManyAttempts } from "../http/page-error.ts";
import type { Session } from "../sessions/session.ts";
import { type ClientWithProject, findClient } from "./find-client.ts";
import { readUserCode, userCodeHash } from "./user-code.ts";

/** Wrong codes that one person, and one address, may type in {@link codeEntryWindowMs} (RFC 8628, section 5.1). */
const wrongCodesPerPersonMax = 10;
const wrongCodesPerAddressMax = 50;
const codeEntryWindowMs = 10 * 60 * 1000;

/** A device that waits for a person. */
export interface DeviceRequest {
  deviceCodeHash: string;
  /** As the device shows it. */
  userCode: string;
  client: ClientWithProject;
  scopes: string[];
}

/**
 * Finds the device that shows a code. Only wrong codes count, and after too many of them none is looked at.
 *
 * @returns undefined for a code that nobody shows, that has expired or that was decided on.
 * @throws PageError `too_many_attempts`
 */
export async function findDeviceRequest(
  context: EndpointContext,
  request: FastifyRequest,
  options: { session: Session; typed: string },
): Promise<DeviceRequest | undefined> {
  const windowMs = codeEntryWindowMs;
  const counts = [
    { subject: `user-code:${options.session.user.id}`, limit: wrongCodesPerPersonMax, windowMs },
    { subject: `user-code-address:${request.ip}`, limit: wrongCodesPerAddressMax, windowMs },
  ];
  for (const count of counts) {
    const attempt = await checkAttempts(context, count);
    if (!attempt.allowed) throw tooManyAttempts("enter a code", attempt.retryAfterSeconds);
  }
  const found = await lookUp(context, readUserCode(options.typed));
  if (found === undefined) for (const count of counts) await countAttempt(context, count);
  return found;
}

async function lookUp(
  context: EndpointContext,
  userCode: string | undefined,
): Promise<DeviceRequest | undefined> {
  if (userCode === undefined) return undefined;
  const row = await context.database
    .selectFrom("device_codes")
    .select(["device_code_hash", "client_id", "scopes"])
    .where("user_code_hash", "=", userCodeHash(userCode))
    .where("decision", "is", null)
    .where("expires_at_ms", ">", context.now())
    .executeTakeFirst();
  const client = row === undefined ? undefined : await findClient(context, row.client_id);
  if (row === undefined || client === undefined) return undefined;
  return {
    deviceCodeHash: row.device_code_hash,
    userCode,
    client,
    scopes: readJsonList(row.scopes),
  };
}
