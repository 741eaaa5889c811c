import type { FastifyRequest } from "fastify";
import { countAttempt } from "../attempts.ts";
import { writeAudit } from "../audit.ts";
import type { User } from "../database/schema.ts";
import type { Endpoint, EndpointContext } from "../http/endpoint.ts";
import { PageError, tooManyAttempts } from "../http/page-error.ts";
import { bodyParameters, parameter, queryParameters } from "../http/parameters.ts";
import { showPasswordPage } from "../pages/password-page.ts";
import { readSignInProvider } from "../settings.ts";
import { findInvited } from "../users/invitation.ts";
import { hashPassword, passwordFault } from "../users/password.ts";
import { setPassword } from "../users/set-password.ts";
import { checkCsrf } from "./csrf.ts";
import { startSession } from "./session.ts";

/** Looks at links from one address, in {@link windowMs}. */
const looksPerAddressMax = 100;
const windowMs = 10 * 60 * 1000;

/** The page behind the one-time link of an invitation or of a password that is to be set anew. */
export const showPasswordLink: Endpoint = async (context, request, reply) => {
  const token = parameter(queryParameters(request), "token") ?? "";
  const user = await invitedUser(context, request, token);
  const isNew = user.password_hash === null;
  return showPasswordPage(context, request, reply, { token, email: user.email, isNew });
};

/** Takes the form: sets the password, uses the link up, and signs the browser in. */
export const takePasswordLink: Endpoint = async (context, request, reply) => {
  checkCsrf(context, request);
  const form = bodyParameters(request);
  const token = parameter(form, "token") ?? "";
  const user = await invitedUser(context, request, token);
  const password = parameter(form, "password") ?? "";
  const fault = passwordFault(password);
  if (fault !== undefined) {
    const isNew = user.password_hash === null;
    const page = { token, email: user.email, isNew, error: fault };
    return showPasswordPage(context, request, reply, page);
  }
  // Hashing takes a while and other requests wait for a transaction, so it comes before.
  await useLink(context, { token, passwordHash: await hashPassword(password) });
  await startSession(context, request, reply, user.id);
  return reply.redirect("/", 303);
};

async function invitedUser(
  context: EndpointContext,
  request: FastifyRequest,
  token: string,
): Promise<User> {
  const subject = `password-link:${request.ip}`;
  const attempt = await countAttempt(context, { subject, limit: looksPerAddressMax, windowMs });
  if (!attempt.allowed) throw tooManyAttempts("open a link", attempt.retryAfterSeconds);
  const user = await findInvited(context, context.database, token);
  // Where people sign in at a provider, no link leads past it.
  const isOff = (await readSignInProvider(context)) !== undefined;
  if (user === undefined || isOff) throw linkUsed();
  return user;
}

/** Of two that come at the same moment, one finds the link used. */
async function useLink(
  context: EndpointContext,
  { token, passwordHash }: { token: string; passwordHash: string },
): Promise<void> {
  await context.database.transaction().execute(async (database) => {
    const user = await findInvited(context, database, token);
    if (user === undefined) throw linkUsed();
    await setPassword(database, { userId: user.id, passwordHash });
    const entry = { actor: user.email, action: "user.password", target: user.email };
    await writeAudit({ database, nowMs: context.now(), entry });
  });
  context.forget({ type: "everything" });
}

function linkUsed(): PageError {
  return new PageError({
    code: "link_used",
    status: 404,
    title: "This link no longer works",
    message: "It was used already, or has expired. Ask your administrator for a new one.",
  });
}
