import type { FastifyRequest } from "fastify";
import type { EndpointContext } from "../http/endpoint.ts";
import { originOf } from "../http/origin.ts";
import {
  type AuthorizationRequest,
  readAuthorizationRequest,
} from "../oauth/authorization-request.ts";
import { approvalPath, openRequest } from "../oauth/sealed-request.ts";
import { authorizeTokenPath } from "../oauth1/authorize-token-path.ts";
import { readConsumer } from "../oauth1/consumer.ts";
import { hostedDomainOf } from "../oauth1/hosted-domain.ts";
import { findRequestToken } from "../oauth1/request-token.ts";
import { decisionPath } from "../openid/addresses.ts";
import { readReturnAddress, readSignInRequest } from "../openid/checkid-request.ts";
import { readMessage } from "../openid/message.ts";
import { siteName } from "../openid/site.ts";

/** A request that goes on after sign-in. */
export interface WaitingRequest {
  /** What the person knows the application by. */
  name: string;
  /** Where its answer goes. */
  redirectUri: string;
  /** The domain whose accounts it is for. */
  hostedDomain?: string | undefined;
  loginHint?: string | undefined;
  forceSignIn?: boolean;
}

/** The request that goes on after sign-in, when that is what `continue` names. */
export async function waitingRequest(
  context: EndpointContext,
  request: FastifyRequest,
  continuePath: string,
): Promise<WaitingRequest | undefined> {
  const [path, query] = continuePath.split("?");
  if (path === authorizeTokenPath) return waitingToken(context, new URLSearchParams(query));
  if (path !== approvalPath && path !== decisionPath) return undefined;
  const sealed = new URLSearchParams(query).get("request") ?? undefined;
  const { parameters } = openRequest(context, sealed);
  if (path === approvalPath) {
    const origin = originOf(context, request);
    return waitingAuthorization(await readAuthorizationRequest(context, parameters, origin));
  }
  const message = readMessage(parameters);
  const wanted = await readSignInRequest(context, message, readReturnAddress(message));
  const { returnTo, policies } = wanted;
  // Who asks how long ago somebody signed in does not mean a session at another provider.
  const forceSignIn = policies?.maxAgeSeconds !== undefined;
  return { name: siteName(wanted), redirectUri: returnTo, forceSignIn };
}

/** What a sign-in has to know of a request token; nothing of one that is over: the page behind says so. */
async function waitingToken(
  context: EndpointContext,
  query: URLSearchParams,
): Promise<WaitingRequest | undefined> {
  const token = await findRequestToken(context, query.get("oauth_token") ?? "");
  if (token === undefined) return undefined;
  const consumer = await readConsumer(context, token.consumerKey);
  if (consumer === undefined) return undefined;
  const hostedDomain = hostedDomainOf(query.get("hd") || undefined);
  return { name: consumer.name, redirectUri: token.callback, hostedDomain };
}

/** What a sign-in has to know of an authorization request. */
export function waitingAuthorization(authorization: AuthorizationRequest): WaitingRequest {
  const { client, redirectUri, hostedDomain, loginHint, forceSignIn } = authorization;
  return { name: client.name, redirectUri, hostedDomain, loginHint, forceSignIn };
}
