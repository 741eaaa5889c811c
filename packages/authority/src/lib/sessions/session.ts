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

/** Accounts that one browser may be signed in to at a time; one more and the one used longest ago is signed out. */
const accountsMax = 5;

/** Unused this long, a session ends. */
const sessionIdleMs = 14 * 24 * 60 * 60 * 1000;

// A session in use is written once a day, not with each request.
const renewAfterMs = 24 * 60 * 60 * 1000;
const idBytes = 32;

/** The account that the browser uses now; see {@link readSessions}. */
export async function readSession(
  context: AuthorityContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Session | undefined> {
  return (await readSessions(context, request, reply))[0];
}

/** The accounts that are signed in in this browser, the one in use first; those in use are prolonged. */
export async function readSessions(
  context: AuthorityContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Session[]> {
  const cookie = sessionCookie(context, request);
  const ids = readIds(request, cookie);
  if (ids.length === 0) return [];
  const nowMs = context.now();
  const hashes = ids.map(secretHash);
  const rows = await context.database
    .selectFrom("sessions")
    .innerJoin("users", "users.id", "sessions.user_id")
    .selectAll("users")
    .select([
      "sessions.id_hash",
      "sessions.created_at_ms as signed_in_at_ms",
      "sessions.expires_at_ms",
    ])
    .where("sessions.id_hash", "in", hashes)
    .where("sessions.expires_at_ms", ">", nowMs)
    .execute();
  if (rows.some((row) => row.expires_at_ms < nowMs + sessionIdleMs - renewAfterMs)) {
    await prolong(context, hashes);
    writeIds(reply, cookie, ids);
  }
  return rows
    .toSorted((left, right) => hashes.indexOf(left.id_hash) - hashes.indexOf(right.id_hash))
    .map(({ id_hash: idHash, ...row }) => ({
      idHash,
      user: row,
      signedInAtMs: row.signed_in_at_ms,
    }));
}

/**
 * Signs the browser in under a new id. Other accounts stay signed in, up to {@link accountsMax}; an id that it came
 * with for the same account is good for nothing afterwards.
 */
export async function startSession(
  context: AuthorityContext,
  request: FastifyRequest,
  reply: FastifyReply,
  userId: string,
): Promise<void> {
  const cookie = sessionCookie(context, request);
  const id = randomBytes(idBytes).toString("base64url");
  const nowMs = context.now();
  const sessions = await readSessions(context, request, reply);
  const others = sessions
    .filter((session) => session.user.id !== userId)
    .slice(0, accountsMax - 1)
    .map((session) => session.idHash);
  const came = readIds(request, cookie);
  await endRows(
    context,
    came.filter((each) => !others.includes(secretHash(each))),
  );
  await context.database
    .insertInto("sessions")
    .values({
      id_hash: secretHash(id),
      user_id: userId,
      created_at_ms: nowMs,
      expires_at_ms: nowMs + sessionIdleMs,
    })
    .execute();
  writeIds(reply, cookie, [id, ...came.filter((each) => others.includes(secretHash(each)))]);
}

/** Makes an account that is signed in the one in use. */
export function useSession(
  context: AuthorityContext,
  request: FastifyRequest,
  reply: FastifyReply,
  session: Session,
): void {
  const cookie = sessionCookie(context, request);
  const ids = readIds(request, cookie);
  const isIt = (id: string) => secretHash(id) === session.idHash;
  writeIds(reply, cookie, [...ids.filter(isIt), ...ids.filter((id) => !isIt(id))]);
}

/** Signs all accounts of the browser out. */
export async function endSession(
  context: AuthorityContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const cookie = sessionCookie(context, request);
  await endRows(context, readIds(request, cookie));
  dropCookie(reply, cookie);
}

// The cookie holds an id for each account, the one in use first.
const separator = ".";

function readIds(request: FastifyRequest, cookie: OwnCookie): string[] {
  const ids = (readCookie(request, cookie) ?? "").split(separator).filter((id) => id !== "");
  return ids.slice(0, accountsMax);
}

function writeIds(reply: FastifyReply, cookie: OwnCookie, ids: readonly string[]): void {
  setCookie(reply, cookie, { value: ids.join(separator), maxAgeSeconds: sessionIdleMs / 1000 });
}

function sessionCookie(context: AuthorityContext, request: FastifyRequest): OwnCookie {
  return { name: "session", origin: originOf(context, request) };
}

async function prolong(context: AuthorityContext, idHashes: readonly string[]): Promise<void> {
  const nowMs = context.now();
  await context.database
    .updateTable("sessions")
    .set({ expires_at_ms: nowMs + sessionIdleMs })
    .where("id_hash", "in", idHashes)
    .where("expires_at_ms", ">", nowMs)
    .execute();
}

async function endRows(context: AuthorityContext, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const hashes = ids.map(secretHash);
  await context.database.deleteFrom("sessions").where("id_hash", "in", hashes).execute();
}
