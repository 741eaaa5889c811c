import type { FastifyReply, FastifyRequest } from "fastify";
import type { Endpoint, EndpointContext } from "../http/endpoint.ts";
import { PageError } from "../http/page-error.ts";
import { bodyParameters, parameter, queryParameters } from "../http/parameters.ts";
import { showConsentPage } from "../pages/consent-page.ts";
import { showSignInPage } from "../pages/sign-in-page.ts";
import { checkCsrf } from "../sessions/csrf.ts";
import { readSession, type Session } from "../sessions/session.ts";
import { allow } from "./allow.ts";
import { AuthorizationRefusal } from "./authorization-refusal.ts";
import {
  type AuthorizationRequest,
  readAuthorizationRequest,
  requestLengthMax,
} from "./authorization-request.ts";
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
  const authorization = await readAuthorizationRequest(context, pending.parameters);
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
  const { request, reply, parameters, startedAtMs } = visit;
  const authorization = await readAuthorizationRequest(context, parameters);
  const session = await readSession(context, request, reply);
  if (session === undefined || mustSignIn(authorization, session, startedAtMs)) {
    return askToSignIn(context, visit, authorization);
  }
  const signedIn = { ...visit, authorization, session };
  const grant = await findGrant(context, {
    userId: session.user.id,
    clientId: authorization.client.id,
  });
  if (grant === undefined || mustConsent(authorization, grant)) {
    return askForConsent(context, signedIn);
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

function mustSignIn(
  authorization: AuthorizationRequest,
  session: Session,
  startedAtMs: number,
): boolean {
  // A sign-in during this very request has satisfied it.
  if (session.signedInAtMs >= startedAtMs) return false;
  const { forceSignIn, maxAgeSeconds } = authorization;
  const staleAtMs = session.signedInAtMs + (maxAgeSeconds ?? Infinity) * 1000;
  return forceSignIn || staleAtMs < startedAtMs;
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
    authorization,
    email: authorization.loginHint,
  });
}

async function askForConsent(
  context: EndpointContext,
  visit: SignedInVisit,
): Promise<FastifyReply> {
  const { request, reply, authorization, session } = visit;
  if (authorization.silent) {
    throw refusal(authorization, "consent_required", "Consent is needed, and prompt is none.");
  }
  return showConsentPage(context, request, reply, {
    authorization,
    session,
    sealedRequest: sealRequest(context, visit, session.idHash),
    switchAccountPath: `/signin?continue=${encodeURIComponent(`${approvalPath}?request=${sealRequest(context, visit)}`)}`,
  });
}

function refusal(
  authorization: AuthorizationRequest,
  code: string,
  description: string,
): AuthorizationRefusal {
  const { redirectUri, mode, state } = authorization;
  return new AuthorizationRefusal({ code, description, redirectUri, mode, state });
}
