import type { FastifyReply, FastifyRequest } from "fastify";
import type { EndpointContext } from "../http/endpoint.ts";
import { originOf } from "../http/origin.ts";
import { secretHash } from "../keyring.ts";
import type { Session } from "../sessions/session.ts";
import { sendAuthorizationAnswer } from "./authorization-answer.ts";
import type { AuthorizationRequest } from "./authorization-request.ts";
import type { GivenGrant } from "./grants.ts";
import { issueIdToken } from "./id-token.ts";
import { issueCode } from "./issue-code.ts";
import { accessTokenSeconds, issueAccessToken } from "./tokens.ts";

/** A request that a person has allowed, now or earlier. */
interface AllowedRequest {
  request: FastifyRequest;
  reply: FastifyReply;
  authorization: AuthorizationRequest;
  session: Session;
  grant: GivenGrant;
  /** The person was asked just now: only then may a refresh token follow. */
  asked: boolean;
}

/** Answers a request with what it asked for: a code, an access token, an id_token. */
export async function allow(
  context: EndpointContext,
  allowed: AllowedRequest,
): Promise<FastifyReply> {
  const { request, reply, authorization, session, grant, asked } = allowed;
  const { responseTypes, includeGranted } = authorization;
  const scopes = includeGranted
    ? [...new Set([...authorization.scopes, ...grant.scopes])]
    : authorization.scopes;
  const code = responseTypes.has("code")
    ? await issueCode(context, {
        request: authorization,
        grantId: grant.id,
        scopes,
        asked,
        authenticatedAtMs: session.signedInAtMs,
      })
    : undefined;
  const accessToken = responseTypes.has("token")
    ? await issueFrontToken(context, allowed, { scopes, code })
    : undefined;
  const idToken = responseTypes.has("id_token")
    ? await issueIdToken(context, {
        issuer: originOf(context, request),
        clientId: authorization.client.id,
        user: session.user,
        scopes,
        accessToken,
        code,
        nonce: authorization.nonce,
        authenticatedAtMs: session.signedInAtMs,
      })
    : undefined;
  return sendAuthorizationAnswer(context, reply, authorization, {
    code,
    ...(accessToken === undefined
      ? {}
      : {
          access_token: accessToken,
          token_type: "Bearer",
          expires_in: String(accessTokenSeconds),
        }),
    id_token: idToken,
    state: authorization.state,
    scope: scopes.join(" "),
    iss: originOf(context, request),
  });
}

/** An access token for the redirect (RFC 6749, section 4.2.2). */
function issueFrontToken(
  context: EndpointContext,
  { authorization, session, grant }: AllowedRequest,
  { scopes, code }: { scopes: readonly string[]; code: string | undefined },
): Promise<string> {
  return issueAccessToken(context.database, {
    owner: {
      grant_id: grant.id,
      // With its code: whoever uses that twice ends this token too.
      code_hash: code === undefined ? null : secretHash(code),
      client_id: authorization.client.id,
      application_kind: "oauth-client",
      project_id: authorization.client.project_id,
      subject: session.user.email,
    },
    scopes,
    nowMs: context.now(),
  });
}
