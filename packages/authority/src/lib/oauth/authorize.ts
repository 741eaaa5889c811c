import type { FastifyReply, FastifyRequest } from "fastify";
import type { Endpoint, EndpointContext } from "../http/endpoint.ts";
import { originOf } from "../http/origin.ts";
import { PageError } from "../http/page-error.ts";
import { bodyParameters, parameter, queryParameters } from "../http/parameters.ts";
import { showAccountsPage } from "../pages/accounts-page.ts";
import { showConsentPage } from "../pages/consent-page.ts";
import { showSignInPage } from "../pages/sign-in-page.ts";
import { checkCsrf } from "../sessions/csrf.ts";
import { readSession, readSessions, type Session, useSession } from "../sessions/session.ts";
import { waitingAuthorization } from "../sessions/waiting-request.ts";
import { allow } from "./allow.ts";
import { AuthorizationRefusal } from "./authorization-refusal.ts";
import {
  type AuthorizationRequest,
  readAuthorizationRequest,
  requestLengthMax,
} from "./authorization-request.ts";
import { chooseAccount } from "./choose-account.ts";
import { isConsole } from "./console-client.ts";
import { addToGrant, findGrant, type GivenGrant } from "./grants.ts";
import { approvalPath, openRequest, type PendingRequest, sealRequest } from "./sealed-request.ts";

/**
 * The authorization endpoint (RFC 6749, section 3.1; OpenID Connect Core, section 3.1.2): the request is read and
 * checked, the person signs in and is asked where that is needed, and the client has its code by a redirect.
 */
export const authorize: Endpoint = async (context, request, reply) => {
  const parameters = checkLength(queryParameters(request));
  return proceed(context, { request, reply, parameters, startedAtMs: context.now() });
};

/** A request that came as a form: the same one as an address, where the browser sends its session along. */
export const authorizeByForm: Endpoint = async (_context, request, reply) => {
  const path = request.url.split("?")[0] ?? "/";
  return reply.redirect(`${path}?${checkLength(bodyParameters(request)).toString()}`, 303);
};

/** Goes on with a request after sign-in. */
export const resumeAuthorization: Endpoint = async (context, request, reply) => {
  const pending = openRequest(context, parameter(queryParameters(request), "request"));
  return proceed(context, { request, reply, ...pending });
};

/** Takes the consent form: what was asked is in the sealed field, for this session alone. */
export const decideAuthorization: Endpoint = async (context, request, reply) => {
  const session = await readSession(context, request, reply);
  checkCsrf(context, request, session);
  const form = bodyParameters(request);
  const pending = openRequest(context, parameter(form, "request"), session?.idHash ?? "");
  const authorization = await readAuthorizationRequest(
    context,
    pending.parameters,
    originOf(context, request),
  );
  if (session === undefined || parameter(form, "decision") !== "allow") {
    throw refusal(authorization, "access_denied", "The person did not allow it.");
  }
  const grant = await addToGrant(context, {
    userId: session.user.id,
    clientId: authorization.client.id,
    scopes: authorization.scopes,
  });
  await context.audit({
    actor: session.user.email,
    action: "grant.allow",
    target: authorization.client.id,
    detail: { scopes: authorization.scopes },
  });
  return allow(context, { request, reply, authorization, session, grant, asked: true });
};

/** Takes the choice of an account. */
export const takeAccount: Endpoint = async (context, request, reply) => {
  const sessions = await readSessions(context, request, reply);
  checkCsrf(context, request, sessions[0]);
  const form = bodyParameters(request);
  const pending = openRequest(context, parameter(form, "request"), sessions[0]?.idHash ?? "");
  const userId = parameter(form, "account");
  const session = sessions.find(({ user }) => user.id === userId);
  if (session !== undefined) useSession(context, request, reply, session);
  // An account that was signed out meanwhile is asked to sign in.
  const sealed = sealRequest(context, { ...pending, chosenUserId: session?.user.id });
  return reply.redirect(`${approvalPath}?request=${sealed}`, 303);
};

/** The browser's visit, as far as it is known. */
interface Visit extends PendingRequest {
  request: FastifyRequest;
  reply: FastifyReply;
}

interface SignedInVisit extends Visit {
  authorization: AuthorizationRequest;
  session: Session;
}

async function proceed(context: EndpointContext, visit: Visit): Promise<FastifyReply> {
  const { request, reply, parameters } = visit;
  const authorization = await readAuthorizationRequest(
    context,
    parameters,
    originOf(context, request),
  );
  const sessions = await readSessions(context, request, reply);
  const choice = chooseAccount({ ...visit, authorization, sessions });
  if (choice === "sign-in") return askToSignIn(context, visit, authorization);
  if (choice === "choose") return askWhichAccount(context, { ...visit, authorization, sessions });
  if (choice !== sessions[0]) useSession(context, request, reply, choice);
  const session = choice;
  const { client, scopes } = authorization;
  const pair = { userId: session.user.id, clientId: client.id };
  const grant = isConsole(client)
    ? await addToGrant(context, { ...pair, scopes })
    : await findGrant(context, pair);
  if (grant === undefined || mustConsent(authorization, grant)) {
    return askForConsent(context, { ...visit, authorization, session }, grant);
  }
  return allow(context, { request, reply, authorization, session, grant, asked: false });
}

function checkLength(parameters: URLSearchParams): URLSearchParams {
  if (parameters.toString().length <= requestLengthMax) return parameters;
  throw new PageError({
    code: "request_too_long",
    status: 400,
    title: "This request cannot be answered",
    message: `An authorization request has at most ${requestLengthMax} characters.`,
  });
}

function mustConsent(authorization: AuthorizationRequest, grant: GivenGrant): boolean {
  return (
    authorization.forceConsent ||
    !authorization.scopes.every((scope) => grant.scopes.includes(scope))
  );
}

async function askToSignIn(
  context: EndpointContext,
  visit: Visit,
  authorization: AuthorizationRequest,
): Promise<FastifyReply> {
  if (authorization.silent) {
    throw refusal(authorization, "login_required", "Nobody is signed in, and prompt is none.");
  }
  const { request, reply } = visit;
  return showSignInPage(context, request, reply, {
    continuePath: `${approvalPath}?request=${sealRequest(context, visit)}`,
    waiting: waitingAuthorization(authorization),
    email: authorization.loginHint,
  });
}

async function askWhichAccount(
  context: EndpointContext,
  visit: Visit & { authorization: AuthorizationRequest; sessions: readonly Session[] },
): Promise<FastifyReply> {
  const { request, reply, authorization, sessions } = visit;
  if (authorization.silent) {
    throw refusal(
      authorization,
      "account_selection_required",
      "Several accounts are signed in, and prompt is none: name one by login_hint.",
    );
  }
  return showAccountsPage(context, request, reply, {
    authorization,
    sessions,
    sealedRequest: sealRequest(context, visit, sessions[0]?.idHash),
    otherAccountPath: signInPath(context, visit),
  });
}

async function askForConsent(
  context: EndpointContext,
  visit: SignedInVisit,
  grant: GivenGrant | undefined,
): Promise<FastifyReply> {
  const { request, reply, authorization, session } = visit;
  if (authorization.silent) {
    throw refusal(authorization, "consent_required", "Consent is needed, and prompt is none.");
  }
  return showConsentPage(context, request, reply, {
    authorization,
    session,
    sealedRequest: sealRequest(context, visit, session.idHash),
    switchAccountPath: signInPath(context, visit),
    grantedScopes: grant?.scopes ?? [],
  });
}

function signInPath(context: EndpointContext, { parameters, startedAtMs }: PendingRequest): string {
  const sealed = sealRequest(context, { parameters, startedAtMs });
  return `/signin?continue=${encodeURIComponent(`${approvalPath}?request=${sealed}`)}`;
}

function refusal(
  authorization: AuthorizationRequest,
  code: string,
  description: string,
): AuthorizationRefusal {
  const { redirectUri, mode, state } = authorization;
  return new AuthorizationRefusal({ code, description, redirectUri, mode, state });
}
