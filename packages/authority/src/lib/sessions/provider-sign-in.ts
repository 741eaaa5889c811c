import type { FastifyRequest } from "fastify";
import { countAttempt } from "../attempts.ts";
import type { Endpoint, EndpointContext } from "../http/endpoint.ts";
import { originOf } from "../http/origin.ts";
import { PageError, tooManyAttempts } from "../http/page-error.ts";
import { queryParameters } from "../http/parameters.ts";
import { secretHash } from "../keyring.ts";
import { providerPath } from "../pages/sign-in-page.ts";
import { sameHash } from "../oauth/secrets.ts";
import { readSignInProvider, type SignInProvider } from "../settings.ts";
import { findUserByEmail } from "../users/find-user.ts";
import { dropCookie, type OwnCookie, readCookie, setCookie } from "./cookies.ts";
import {
  finishProviderVisit,
  type ProviderPerson,
  type ProviderVisit,
  startProviderVisit,
  wasDeniedByProvider,
} from "./openid-provider.ts";
import { readSession, startSession } from "./session.ts";
import { readContinuePath } from "./sign-in.ts";
import { waitingRequest } from "./waiting-request.ts";

/** Where the OpenID Connect provider sends people back to: the redirect URI to register there. */
export const providerCallbackPath: string = `${providerPath}/callback`;

/** How long somebody may stay at the provider. */
const visitMs = 10 * 60 * 1000;
/** Visits that begin from one address in {@link visitMs}. */
const visitsPerAddressMax = 100;
const purpose = "pending-sign-in";

interface PendingSignIn extends ProviderVisit {
  continuePath: string;
}

/** Sends the browser to the provider. */
export const goToProvider: Endpoint = async (context, request, reply) => {
  const provider = await requireProvider(context);
  await refuseAfterTooMany(context, request);
  const continuePath = readContinuePath(context, request, queryParameters(request));
  const waiting = await waitingRequest(context, request, continuePath);
  const isSignedIn = (await readSession(context, request, reply)) !== undefined;
  const { url, visit } = await startProviderVisit({
    ...trip(context, request, provider),
    loginHint: waiting?.loginHint,
    // Somebody who is signed in here and comes nevertheless wants another account.
    prompt: waiting?.forceSignIn === true ? "login" : isSignedIn ? "select_account" : undefined,
  }).catch((error: unknown) => {
    throw providerFailed(context, provider, error);
  });
  const pending: PendingSignIn = { ...visit, continuePath };
  await context.database
    .insertInto("pending_sign_ins")
    .values({
      state_hash: secretHash(visit.state),
      sealed: context.keyring.seal(JSON.stringify(pending), purpose),
      expires_at_ms: context.now() + visitMs,
    })
    .execute();
  const cookie = visitCookie(context, request);
  setCookie(reply, cookie, { value: visit.state, maxAgeSeconds: visitMs / 1000 });
  return reply.redirect(url, 303);
};

/** Takes the browser back from the provider and signs it in. */
export const comeFromProvider: Endpoint = async (context, request, reply) => {
  const provider = await requireProvider(context);
  const answer = queryParameters(request);
  const pending = await takePending(context, request, answer.get("state") ?? "");
  dropCookie(reply, visitCookie(context, request));
  const person = await finishProviderVisit({
    ...trip(context, request, provider),
    answer,
    visit: pending,
  }).catch((error: unknown) => {
    throw providerFailed(context, provider, error);
  });
  const user = await findUserByEmail(context, verifiedEmail(person));
  if (user === undefined) {
    throw refused(
      "no_account",
      `${person.email ?? ""} has no account here. An administrator of this service can make one.`,
    );
  }
  await startSession(context, request, reply, user.id);
  return reply.redirect(pending.continuePath, 303);
};

async function requireProvider(context: EndpointContext): Promise<SignInProvider> {
  const provider = await readSignInProvider(context);
  if (provider !== undefined) return provider;
  throw new PageError({
    code: "no_provider",
    status: 404,
    title: "There is no such sign-in",
    message: "People sign in to this service with e-mail and password.",
  });
}

async function refuseAfterTooMany(
  context: EndpointContext,
  request: FastifyRequest,
): Promise<void> {
  const attempt = await countAttempt(context, {
    subject: `sign-in-oidc:${request.ip}`,
    limit: visitsPerAddressMax,
    windowMs: visitMs,
  });
  if (!attempt.allowed) throw tooManyAttempts("sign in", attempt.retryAfterSeconds);
}

/** Takes what was remembered: once, and only in the browser that set out. */
async function takePending(
  context: EndpointContext,
  request: FastifyRequest,
  state: string,
): Promise<PendingSignIn> {
  const expected = readCookie(request, visitCookie(context, request)) ?? "";
  const isOurs = state !== "" && sameHash(secretHash(state), secretHash(expected));
  const row = isOurs
    ? await context.database
        .deleteFrom("pending_sign_ins")
        .where("state_hash", "=", secretHash(state))
        .returning(["sealed", "expires_at_ms"])
        .executeTakeFirst()
    : undefined;
  if (row === undefined || row.expires_at_ms <= context.now()) {
    throw new PageError({
      code: "sign_in_expired",
      status: 400,
      title: "This took too long",
      message: "The sign-in has expired, or it began in another browser. Start again.",
    });
  }
  // What opens under the key was written above.
  return JSON.parse(context.keyring.open(row.sealed, purpose)) as PendingSignIn;
}

function trip(context: EndpointContext, request: FastifyRequest, provider: SignInProvider) {
  const redirectUri = originOf(context, request) + providerCallbackPath;
  return { provider, redirectUri, now: context.now };
}

function visitCookie(context: EndpointContext, request: FastifyRequest): OwnCookie {
  return { name: "signing_in", origin: originOf(context, request) };
}

// An address that the provider has not verified may be anybody's.
function verifiedEmail({ email, emailVerified }: ProviderPerson): string {
  if (email !== undefined && emailVerified) return email;
  throw refused(
    "email_not_verified",
    "The account that you signed in with has no verified e-mail address. Have it verified there, and try again.",
  );
}

function providerFailed(
  context: EndpointContext,
  { issuer }: SignInProvider,
  error: unknown,
): PageError {
  if (wasDeniedByProvider(error)) {
    return refused("sign_in_denied", `${new URL(issuer).host} did not sign you in. Try again.`);
  }
  context.logger.warn(`The sign-in with ${issuer} failed: ${String(error)}`);
  return new PageError({
    code: "provider_failed",
    status: 502,
    title: "The sign-in failed",
    message: `${new URL(issuer).host} could not be asked, or its answer does not hold. Try again in a moment; an administrator finds the reason in the log.`,
  });
}

function refused(code: string, message: string): PageError {
  return new PageError({ code, status: 403, title: "You are not signed in", message });
}
