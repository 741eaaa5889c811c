import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { AuthorityContext } from "../context.ts";
import { originOf } from "../http/origin.ts";
import { PageError } from "../http/page-error.ts";
import { bodyParameters } from "../http/parameters.ts";
import { type OwnCookie, readCookie, setCookie } from "./cookies.ts";
import type { Session } from "./session.ts";

/** The form field that every form carries. */
export const csrfField = "csrf";

const visitorBytes = 32;

/**
 * The token for a form on a page of this browser, bound to the session when there is one.
 * A browser that has none of our cookies yet gets one to bind it to.
 */
export function csrfToken(
  context: AuthorityContext,
  request: FastifyRequest,
  reply: FastifyReply,
  session?: Session,
): string {
  const cookie = visitorCookie(context, request);
  let visitor = readCookie(request, cookie);
  if (visitor === undefined || visitor === "") {
    visitor = randomBytes(visitorBytes).toString("base64url");
    setCookie(reply, cookie, { value: visitor });
  }
  return tokenFor(visitor, session);
}

/**
 * Refuses a form that was not sent from a page of ours in this browser.
 *
 * @param session - the session that the form's page was made for; leave it out for pages from before sign-in.
 * @throws PageError `form_refused`
 */
export function checkCsrf(
  context: AuthorityContext,
  request: FastifyRequest,
  session?: Session,
): void {
  const visitor = readCookie(request, visitorCookie(context, request));
  const given = bodyParameters(request).get(csrfField) ?? "";
  if (visitor === undefined || visitor === "" || !isFromHere(request)) throw formRefused();
  const expected = Buffer.from(tokenFor(visitor, session));
  const actual = Buffer.from(given);
  if (expected.length !== actual.length || !timingSafeEqual(expected, actual)) throw formRefused();
}

function visitorCookie(context: AuthorityContext, request: FastifyRequest): OwnCookie {
  return { name: "visitor", origin: originOf(context, request) };
}

function tokenFor(visitor: string, session: Session | undefined): string {
  return createHash("sha256")
    .update(`csrf\n${visitor}\n${session?.idHash ?? ""}`)
    .digest("base64url");
}

// Programs on other ports of this host share our cookies on loopback; browsers say where a form came from.
function isFromHere(request: FastifyRequest): boolean {
  const site = request.headers["sec-fetch-site"];
  return site === undefined || site === "same-origin" || site === "none";
}

/** What a form gets that was not sent from a current page of ours. */
export function formRefused(): PageError {
  return new PageError({
    code: "form_refused",
    status: 403,
    title: "This form is out of date",
    message:
      "The form was not sent from a current page of this service. Go back, reload the page and try again; cookies must be allowed.",
  });
}
