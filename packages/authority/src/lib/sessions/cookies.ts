import { parseCookie, stringifySetCookie } from "cookie";
import type { FastifyReply, FastifyRequest } from "fastify";

/** One of the service's own cookies. */
export interface OwnCookie {
  name: "session" | "visitor" | "signing_in";
  /** The origin that the request reached us by. */
  origin: string;
}

/** The cookie's value, as the browser sent it. */
export function readCookie(request: FastifyRequest, cookie: OwnCookie): string | undefined {
  const header = request.headers.cookie;
  return header === undefined ? undefined : parseCookie(header)[fullName(cookie)];
}

/** Sets a cookie that no script reads and no other site's form sends; without an age it ends with the browser. */
export function setCookie(
  reply: FastifyReply,
  cookie: OwnCookie,
  options: { value: string; maxAgeSeconds?: number },
): void {
  const { value, maxAgeSeconds } = options;
  const text = stringifySetCookie({
    name: fullName(cookie),
    value,
    path: "/",
    httpOnly: true,
    sameSite: "lax",
    secure: isHttps(cookie),
    ...(maxAgeSeconds === undefined ? {} : { maxAge: maxAgeSeconds }),
  });
  // Fastify gathers several of them in one answer.
  reply.header("set-cookie", text);
}

/** Takes a cookie out of the browser. */
export function dropCookie(reply: FastifyReply, cookie: OwnCookie): void {
  setCookie(reply, cookie, { value: "", maxAgeSeconds: 0 });
}

// `__Host-` keeps a neighbouring domain from planting one; browsers take it over TLS only. Browsers do not tell ports
// apart: two services on one host must not sign each other's people out.
function fullName(cookie: OwnCookie): string {
  const { port } = new URL(cookie.origin);
  const name = `leasehold_${cookie.name}${port === "" ? "" : `_${port}`}`;
  return isHttps(cookie) ? `__Host-${name}` : name;
}

function isHttps(cookie: OwnCookie): boolean {
  return cookie.origin.startsWith("https:");
}
