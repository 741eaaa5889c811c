import { randomUUID } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";

/** One browser. */
interface Session {
  id: string;
  /** Goes with the user to the authorization page and must come back. */
  state: string;
  codeVerifier: string;
  signedIn: boolean;
}

export interface Sessions {
  start: (reply: FastifyReply, fields: { codeVerifier: string }) => Session;
  find: (request: FastifyRequest) => Session | undefined;
  end: (request: FastifyRequest, reply: FastifyReply) => void;
}

const cookieName = "session";

/** Keeps sessions in memory, found by a cookie. */
export function createSessions(): Sessions {
  const sessions = new Map<string, Session>();
  const idOf = (request: FastifyRequest): string =>
    new RegExp(`\\b${cookieName}=([\\w-]+)`).exec(request.headers.cookie ?? "")?.[1] ?? "";
  // SameSite keeps the forms safe: another site's POST does not bring the cookie.
  const setCookie = (reply: FastifyReply, value: string): void =>
    void reply.header("set-cookie", `${cookieName}=${value}; Path=/; HttpOnly; SameSite=Lax`);
  return {
    start: (reply, { codeVerifier }) => {
      const session = { id: randomUUID(), state: randomUUID(), codeVerifier, signedIn: false };
      sessions.set(session.id, session);
      setCookie(reply, session.id);
      return session;
    },
    find: (request) => sessions.get(idOf(request)),
    end: (request, reply) => {
      sessions.delete(idOf(request));
      setCookie(reply, "; Max-Age=0");
    },
  };
}
