import { randomBytes } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Endpoint, EndpointContext } from "../http/endpoint.ts";
import { PageError } from "../http/page-error.ts";
import { bodyParameters, parameter, queryParameters } from "../http/parameters.ts";
import { secretHash } from "../keyring.ts";
import { addToGrant } from "../oauth/grants.ts";
import { withQuery } from "../oauth/redirect-uri.ts";
import { showConsumerConsentPage } from "../pages/consumer-consent-page.ts";
import { showOutOfBandPage } from "../pages/out-of-band-page.ts";
import { checkCsrf } from "../sessions/csrf.ts";
import { readSessions, type Session } from "../sessions/session.ts";
import { redirectToSignIn } from "../sessions/sign-in.ts";
import { authorizeTokenPath } from "./authorize-token-path.ts";
import { type Consumer, readConsumer } from "./consumer.ts";
import { hostedDomainOf } from "./hosted-domain.ts";
import { findRequestToken, type RequestToken } from "./request-token.ts";

/** How long the consumer may take to fetch its access token, from the decision. */
const verifierMs = 10 * 60 * 1000;
const verifierBytes = 18;

/** Asks a person whether a consumer may have what its request token stands for (RFC 5849, section 2.2). */
export const showToken: Endpoint = async (context, request, reply) => {
  const query = queryParameters(request);
  const asked = await readAsked(context, parameter(query, "oauth_token"));
  refuseOtherCallback(asked, query);
  const hostedDomain = hostedDomainOf(parameter(query, "hd"));
  const session = await sessionFor(context, request, reply, hostedDomain);
  const path = `${authorizeTokenPath}?${query.toString()}`;
  if (session === undefined) return redirectToSignIn(reply, path);
  return showConsumerConsentPage(context, request, reply, {
    ...asked,
    session,
    hostedDomain,
    switchAccountPath: `/signin?continue=${encodeURIComponent(path)}`,
  });
};

/** Takes the decision. */
export const decideToken: Endpoint = async (context, request, reply) => {
  const form = bodyParameters(request);
  const session = await sessionFor(context, request, reply, parameter(form, "hd"));
  checkCsrf(context, request, session);
  const asked = await readAsked(context, parameter(form, "oauth_token"));
  const { callback } = asked.requestToken;
  const answer =
    session !== undefined && parameter(form, "decision") === "allow"
      ? await allow(context, asked, session)
      : await deny(context, asked);
  if (callback === "oob") {
    return showOutOfBandPage(context, reply, {
      code: answer["oauth_verifier"],
      error: answer["oauth_problem"],
      error_description: "The person did not allow it.",
    });
  }
  return reply.redirect(withQuery(callback, new URLSearchParams(answer)), 303);
};

interface Asked {
  /** As the consumer has it. */
  token: string;
  requestToken: RequestToken;
  consumer: Consumer;
}

async function readAsked(context: EndpointContext, token: string | undefined): Promise<Asked> {
  const requestToken = token === undefined ? undefined : await findRequestToken(context, token);
  // One that was decided on is over, whoever comes with it.
  if (token === undefined || requestToken === undefined || requestToken.grantId !== undefined) {
    throw tokenOver();
  }
  const consumer = await readConsumer(context, requestToken.consumerKey);
  if (consumer === undefined) throw tokenOver();
  return { token, requestToken, consumer };
}

/** The consumer has said where the answer goes, signed; some say it here once more. Another address is anybody's word. */
function refuseOtherCallback({ requestToken }: Asked, query: URLSearchParams): void {
  const said = query.getAll("oauth_callback").filter((each) => each !== "");
  if (said.every((each) => each === requestToken.callback)) return;
  throw refusedPage(
    "parameter_rejected",
    "The callback is not the one of the signed request for the request token.",
  );
}

/** The account that decides: the one in use, or the first of the domain that the consumer wants. */
async function sessionFor(
  context: EndpointContext,
  request: FastifyRequest,
  reply: FastifyReply,
  domain: string | undefined,
): Promise<Session | undefined> {
  const sessions = await readSessions(context, request, reply);
  return sessions.find(({ user }) => domain === undefined || user.email.endsWith(`@${domain}`));
}

async function allow(
  context: EndpointContext,
  { token, requestToken, consumer }: Asked,
  session: Session,
): Promise<Record<string, string>> {
  const { scopes, tokenHash } = requestToken;
  const grant = await addToGrant(context, {
    userId: session.user.id,
    clientId: consumer.key,
    scopes,
  });
  const verifier = randomBytes(verifierBytes).toString("base64url");
  const { numUpdatedRows } = await context.database
    .updateTable("request_tokens")
    .set({
      grant_id: grant.id,
      verifier_hash: secretHash(verifier),
      expires_at_ms: context.now() + verifierMs,
    })
    .where("token_hash", "=", tokenHash)
    .where("grant_id", "is", null)
    .executeTakeFirst();
  // Somebody else was quicker.
  if (numUpdatedRows !== 1n) throw tokenOver();
  await context.audit({
    actor: session.user.email,
    action: "grant.allow",
    target: consumer.key,
    detail: { scopes, flow: "oauth1" },
  });
  return { oauth_verifier: verifier, oauth_token: token };
}

async function deny(
  context: EndpointContext,
  { token, requestToken }: Asked,
): Promise<Record<string, string>> {
  await context.database
    .deleteFrom("request_tokens")
    .where("token_hash", "=", requestToken.tokenHash)
    .where("grant_id", "is", null)
    .execute();
  return { oauth_problem: "permission_denied", oauth_token: token };
}

function tokenOver(): PageError {
  return refusedPage(
    "token_rejected",
    "This request is unknown, has expired or was decided on. Go back to the application and start again from there.",
  );
}

function refusedPage(code: string, message: string): PageError {
  return new PageError({ code, status: 400, title: "This request cannot be answered", message });
}
