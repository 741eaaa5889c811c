import type { FastifyReply, FastifyRequest } from "fastify";
import type { Endpoint, EndpointContext } from "../http/endpoint.ts";
import { originOf } from "../http/origin.ts";
import { bodyParameters, parameter, queryParameters } from "../http/parameters.ts";
import { type AccountChoice, chooseAccount } from "../oauth/choose-account.ts";
import { addToGrant, findGrant, type GivenGrant } from "../oauth/grants.ts";
import { openRequest, type PendingRequest, sealRequest } from "../oauth/sealed-request.ts";
import { showSignInPage } from "../pages/sign-in-page.ts";
import { showSiteConsentPage } from "../pages/site-consent-page.ts";
import { checkCsrf } from "../sessions/csrf.ts";
import { readSession, readSessions, type Session, useSession } from "../sessions/session.ts";
import { decisionPath } from "./addresses.ts";
import { readReturnAddress, readSignInRequest, type SignInRequest } from "./checkid-request.ts";
import { identifierFor } from "./identifier.ts";
import { readMessage } from "./message.ts";
import { OpenIdError } from "./openid-error.ts";
import { sendRefusal } from "./send-answer.ts";
import { clientIdOf, scopesOf, siteName } from "./site.ts";
import { sendAssertion, sessionFields } from "./send-assertion.ts";

/** A browser that a site has sent here. */
interface Visit extends PendingRequest {
  request: FastifyRequest;
  reply: FastifyReply;
}

/** A visit whose request has been read. */
interface ReadVisit extends Visit {
  wanted: SignInRequest;
}

/** Takes a site's request to sign somebody in. */
export function startSignIn(
  context: EndpointContext,
  request: FastifyRequest,
  reply: FastifyReply,
  parameters: URLSearchParams,
): Promise<FastifyReply> {
  return proceed(context, { request, reply, parameters, startedAtMs: context.now() });
}

/** Goes on after sign-in. */
export const resumeSignIn: Endpoint = async (context, request, reply) => {
  const pending = openRequest(context, parameter(queryParameters(request), "request"));
  return proceed(context, { request, reply, ...pending });
};

/** Takes the consent form: what was asked is in the sealed field, for this session alone. */
export const decideSignIn: Endpoint = async (context, request, reply) => {
  const session = await readSession(context, request, reply);
  checkCsrf(context, request, session);
  const form = bodyParameters(request);
  const pending = openRequest(context, parameter(form, "request"), session?.idHash ?? "");
  const decision = parameter(form, "decision");
  return withSite(context, { request, reply, ...pending }, async (visit) => {
    if (session === undefined || (decision !== "allow" && decision !== "sign-in")) {
      return answerCancel(context, visit);
    }
    const { wanted } = visit;
    const isDeclined = decision === "sign-in";
    const given = isDeclined ? { ...wanted, access: undefined } : wanted;
    const [clientId, scopes] = [clientIdOf(given), scopesOf(given)];
    const grant = await addToGrant(context, { userId: session.user.id, clientId, scopes });
    await context.audit({
      actor: session.user.email,
      action: "grant.allow",
      target: clientId,
      detail: { scopes, flow: given.access === undefined ? "openid" : "hybrid" },
    });
    const grantId = grant.id;
    return sendAssertion(context, { request, reply, wanted, session, grantId, isDeclined });
  });
};

function proceed(context: EndpointContext, unread: Visit): Promise<FastifyReply> {
  return withSite(context, unread, async (visit) => {
    const { request, reply, wanted } = visit;
    const sessions = await readSessions(context, request, reply);
    const choice = await chooseSession(context, visit, sessions);
    const session = typeof choice === "string" ? undefined : choice;
    const grant = session && (await findSufficientGrant(context, wanted, session));
    if (session !== undefined && grant !== undefined) {
      return sendAssertion(context, { request, reply, wanted, session, grantId: grant.id });
    }
    if (wanted.immediate) return answerSetupNeeded(context, visit, sessions);
    if (choice === "nobody") return answerCancel(context, visit);
    if (session === undefined) return askToSignIn(context, visit);
    if (session !== sessions[0]) useSession(context, request, reply, session);
    return askForConsent(context, visit, session);
  });
}

/** Reads the request; what is wrong with it is told to the site once it is known where that is. */
async function withSite(
  context: EndpointContext,
  visit: Visit,
  answer: (visit: ReadVisit) => Promise<FastifyReply>,
): Promise<FastifyReply> {
  const message = readMessage(visit.parameters);
  const address = readReturnAddress(message);
  let wanted: SignInRequest;
  try {
    wanted = await readSignInRequest(context, message, address);
  } catch (error) {
    if (!(error instanceof OpenIdError)) throw error;
    return sendRefusal(context, visit.reply, {
      ...address,
      fields: [
        ["mode", "error"],
        ["error", error.message],
      ],
    });
  }
  return answer({ ...visit, wanted });
}

/** Who answers: the account that is expected, when it need not sign in anew; `nobody` when it cannot sign in. */
async function chooseSession(
  context: EndpointContext,
  visit: ReadVisit,
  sessions: readonly Session[],
): Promise<AccountChoice | "nobody"> {
  const { wanted, startedAtMs } = visit;
  const expected = await findExpected(context, visit, sessions);
  const justSignedIn = sessions.some((session) => session.signedInAtMs >= startedAtMs);
  if (expected === undefined && justSignedIn) return "nobody";
  return chooseAccount({
    authorization: {
      forceSignIn: false,
      selectAccount: false,
      maxAgeSeconds: wanted.policies?.maxAgeSeconds,
      loginHint: undefined,
      hostedDomain: undefined,
    },
    sessions: expected === undefined ? [] : [expected],
    startedAtMs,
  });
}

/** The account in use, or the one that the site names; undefined when that is not signed in. */
async function findExpected(
  context: EndpointContext,
  { request, wanted: { claimedId, realm } }: ReadVisit,
  sessions: readonly Session[],
): Promise<Session | undefined> {
  if (claimedId === undefined) return sessions[0];
  const origin = originOf(context, request);
  for (const session of sessions) {
    const own = await identifierFor(context, { origin, userId: session.user.id, realm });
    if (own === claimedId) return session;
  }
  return undefined;
}

/** What the person has allowed the site before, when that is enough. */
async function findSufficientGrant(
  context: EndpointContext,
  wanted: SignInRequest,
  { user }: Session,
): Promise<GivenGrant | undefined> {
  const grant = await findGrant(context, { userId: user.id, clientId: clientIdOf(wanted) });
  const isSufficient = scopesOf(wanted).every((scope) => grant?.scopes.includes(scope) === true);
  return isSufficient ? grant : undefined;
}

function answerCancel(context: EndpointContext, { reply, wanted }: ReadVisit): FastifyReply {
  return sendRefusal(context, reply, { ...wanted, fields: [["mode", "cancel"]] });
}

function answerSetupNeeded(
  context: EndpointContext,
  { reply, wanted }: ReadVisit,
  sessions: readonly Session[],
): FastifyReply {
  const more = sessions.length > 0 ? sessionFields(wanted) : [];
  return sendRefusal(context, reply, { ...wanted, fields: [["mode", "setup_needed"], ...more] });
}

function askToSignIn(context: EndpointContext, visit: ReadVisit): Promise<FastifyReply> {
  const { request, reply, wanted } = visit;
  return showSignInPage(context, request, reply, {
    continuePath: `${decisionPath}?request=${sealRequest(context, visit)}`,
    waiting: { name: siteName(wanted), redirectUri: wanted.returnTo },
  });
}

function askForConsent(
  context: EndpointContext,
  visit: ReadVisit,
  session: Session,
): Promise<FastifyReply> {
  const { request, reply, wanted, parameters, startedAtMs } = visit;
  const again = `${decisionPath}?request=${sealRequest(context, { parameters, startedAtMs })}`;
  return showSiteConsentPage(context, request, reply, {
    wanted,
    session,
    sealedRequest: sealRequest(context, visit, session.idHash),
    switchAccountPath: `/signin?continue=${encodeURIComponent(again)}`,
  });
}
