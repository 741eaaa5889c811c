import { randomBytes } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { AuthorityContext } from "../context.ts";
import type { User } from "../database/schema.ts";
import { originOf } from "../http/origin.ts";
import { secretHash } from "../keyring.ts";
import { dropCookie, type OwnCookie, readCookie, setCookie } from "./cookies.ts";

/** A signed-in browser. */
export interface Session {
  idHash: string;
  user: User;
  signedInAtMs: number;
}

/** Unused this long, a session ends. */
const sessionIdleMs = 14 * 24 * 60 * 60 * 1000;

// A session in use is written once a day, not with each request.
const renewAfterMs = 24 * 60 * 60 * 1000;
const idBytes = 32;

/** The session that the request's cookie names; one in use is prolonged. */
export async function readSession(
  context: AuthorityContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Session | undefined> {
  const cookie = sessionCookie(context, request);
  const id = readCookie(request, cookie);
  if (id === undefined || id === "") return undefined;
  const idHash = secretHash(id);
  const nowMs = context.now();
  const row = await context.database
    .selectFrom("sessions")
    .innerJoin("users", "users.id", "sessions.user_id")
    .selectAll("users")
    .select(["sessions.created_at_ms as signed_in_at_ms", "sessions.expires_at_ms"])
    .where("sessions.id_hash", "=", idHash)
    .where("sessions.expires_at_ms", ">", nowMs)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  if (row.expires_at_ms < nowMs + sessionIdleMs - renewAfterMs) {
    await prolong(context, idHash);
    setCookie(reply, cookie, { value: id, maxAgeSeconds: sessionIdleMs / 1000 });
  }
  const { signed_in_at_ms: signedInAtMs, expires_at_ms: _, ...user } = row;
  return { idHash, user, signedInAtMs };
}

/** Signs the browser in under a new id; the id that it came with, known or not, is good for nothing afterwards. */
export async function startSession(
  context: AuthorityContext,
  request: FastifyRequest,
  reply: FastifyReply,
  userId: string,
): Promise<void> {
  const cookie = sessionCookie(context, request);
  const id = randomBytes(idBytes).toString("base64url");
  const nowMs = context.now();
  await endRow(context, readCookie(request, cookie));
  await context.database
    .insertInto("sessions")
    .values({
      id_hash: secretHash(id),
      user_id: userId,
      created_at_ms: nowMs,
      expires_at_ms: nowMs + sessionIdleMs,
    })
    .execute();
  setCookie(reply, cookie, { value: id, maxAgeSeconds: sessionIdleMs / 1000 });
}

/** Signs the browser out. */
export async function endSession(
  context: AuthorityContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const cookie = sessionCookie(context, request);
  await endRow(context, readCookie(request, cookie));
  dropCookie(reply, cookie);
}

function sessionCookie(context: AuthorityContext, request: FastifyRequest): OwnCookie {
  return { name: "session", origin: originOf(context, request) };
}

async function prolong(context: AuthorityContext, idHash: string): Promise<void> {
  await context.database
    .updateTable("sessions")
    .set({ expires_at_ms: context.now() + sessionIdleMs })
    .where("id_hash", "=", idHash)
    .execute();
}

async function endRow(context: AuthorityContext, id: string | undefined): Promise<void> {
  if (id === undefined) return;
  await context.database.deleteFrom("sessions").where("id_hash", "=", secretHash(id)).execute();
}
