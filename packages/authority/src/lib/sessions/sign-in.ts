import type { FastifyReply, FastifyRequest } from "fastify";
import { type Attempt, clearAttempts, countAttempt } from "../attempts.ts";
import type { Endpoint, EndpointContext } from "../http/endpoint.ts";
import { originOf } from "../http/origin.ts";
import { PageError, tooManyAttempts } from "../http/page-error.ts";
import { bodyParameters, parameter, queryParameters } from "../http/parameters.ts";
import { consoleClientId, consolePath } from "../oauth/console-client.ts";
import { revokeGrant } from "../oauth/grants.ts";
import { findToken } from "../oauth/tokens.ts";
import { readSignInProvider } from "../settings.ts";
import { showSignInPage } from "../pages/sign-in-page.ts";
import { findUserByEmail, normalizeEmail } from "../users/find-user.ts";
import { verifyPassword } from "../users/password.ts";
import { checkCsrf, formRefused } from "./csrf.ts";
import { sameOriginPath } from "./same-origin-path.ts";
import { endSession, readSessions, startSession } from "./session.ts";
import { waitingRequest } from "./waiting-request.ts";

/** Sign-in attempts for one account, and from one address, in {@link signInWindowMs}. */
const signInsPerAccountMax = 10;
const signInsPerAddressMax = 100;
const signInWindowMs = 10 * 60 * 1000;

const home = "/";

/** The sign-in page on its own. */
export const showSignIn: Endpoint = async (context, request, reply) => {
  const continuePath = readContinuePath(context, request, queryParameters(request));
  const waiting = await waitingRequest(context, request, continuePath);
  return showSignInPage(context, request, reply, { continuePath, waiting });
};

/** Takes the sign-in form. */
export const signIn: Endpoint = async (context, request, reply) => {
  checkCsrf(context, request);
  if ((await readSignInProvider(context)) !== undefined) throw passwordsOff();
  const form = bodyParameters(request);
  const email = normalizeEmail(parameter(form, "email") ?? "");
  const continuePath = readContinuePath(context, request, form);
  const account = `sign-in:${email}`;
  await refuseAfterTooMany(context, request, account);
  const user = await findUserByEmail(context, email);
  // The same work for an address that nobody has, so that the time does not tell.
  const password = parameter(form, "password") ?? "";
  const right = await verifyPassword(password, user?.password_hash);
  if (!right || user === undefined) {
    return refuseSignIn(context, request, reply, { continuePath, email });
  }
  await clearAttempts(context, account);
  await startSession(context, request, reply, user.id);
  return reply.redirect(continuePath, 303);
};

/** Takes the sign-out button. The console's form carries its access token, which no other page can know. */
export const signOut: Endpoint = async (context, request, reply) => {
  const sessions = await readSessions(context, request, reply);
  const token = parameter(bodyParameters(request), "token");
  if (token === undefined) {
    checkCsrf(context, request, sessions[0]);
    await endSession(context, request, reply);
    return reply.redirect("/signin", 303);
  }
  const email = await endConsoleGrant(context, token);
  // Any site can know a token of its own maker's: that ends nothing of whoever else is signed in here.
  if (sessions.some(({ user }) => user.email === email)) await endSession(context, request, reply);
  return reply.redirect(consoleSignIn, 303);
};

const consoleSignIn = `/signin?continue=${encodeURIComponent(consolePath)}`;

/**
 * With the grant go the tokens of every window: each sees at its next call that nobody is signed in any more.
 *
 * @returns whose token it is.
 */
async function endConsoleGrant(context: EndpointContext, token: string): Promise<string> {
  const found = await findToken(context, token);
  if (found === undefined || found.client_id !== consoleClientId || found.grant_id === null) {
    throw formRefused();
  }
  const { grant_id: grantId, subject: actor, client_id: target } = found;
  await revokeGrant(context, { grantId, actor, target });
  return actor;
}

/** Sends somebody who is not signed in to the sign-in page, and back afterwards. */
export function redirectToSignIn(reply: FastifyReply, continuePath: string): FastifyReply {
  return reply.redirect(`/signin?continue=${encodeURIComponent(continuePath)}`, 303);
}

/** Where to go after signing in: a path on this origin, the home page when none is given. */
export function readContinuePath(
  context: EndpointContext,
  request: FastifyRequest,
  parameters: URLSearchParams,
): string {
  return sameOriginPath(parameter(parameters, "continue"), originOf(context, request)) ?? home;
}

async function refuseAfterTooMany(
  context: EndpointContext,
  request: FastifyRequest,
  account: string,
): Promise<void> {
  const windowMs = signInWindowMs;
  const address = `sign-in-address:${request.ip}`;
  const refused = [
    await countAttempt(context, { subject: address, limit: signInsPerAddressMax, windowMs }),
    await countAttempt(context, { subject: account, limit: signInsPerAccountMax, windowMs }),
  ].find((attempt): attempt is Extract<Attempt, { allowed: false }> => !attempt.allowed);
  if (refused !== undefined) throw tooManyAttempts("sign in", refused.retryAfterSeconds);
}

async function refuseSignIn(
  context: EndpointContext,
  request: FastifyRequest,
  reply: FastifyReply,
  options: { continuePath: string; email: string },
): Promise<FastifyReply> {
  const { continuePath, email } = options;
  return showSignInPage(context, request, reply, {
    continuePath,
    email,
    waiting: await waitingRequest(context, request, continuePath),
    error: { field: "password", message: "E-mail and password do not go together. Try again." },
    status: 400,
  });
}

function passwordsOff(): PageError {
  return new PageError({
    code: "passwords_off",
    status: 403,
    title: "There is no sign-in with a password",
    message: "People sign in to this service with their account at another one. Start again.",
  });
}
