import type { FastifyRequest } from "fastify";
import { readJsonList } from "../database/json-list.ts";
import type { User } from "../database/schema.ts";
import type { EndpointContext } from "../http/endpoint.ts";
import { originOf } from "../http/origin.ts";
import { bodyParameters, parameter } from "../http/parameters.ts";
import { invalidRequest, ProtocolError } from "../http/protocol-error.ts";
import { secretHash } from "../keyring.ts";
import { authenticateClient } from "./authenticate-client.ts";
import type { ClientWithProject } from "./find-client.ts";
import { issueIdToken } from "./id-token.ts";
import { fitsChallenge } from "./pkce.ts";
import type { TokenAnswer } from "./token-answer.ts";
import {
  accessTokenSeconds,
  issueAccessToken,
  issueRefreshToken,
  revokeTokensOfCode,
} from "./tokens.ts";

/** The authorization code grant (RFC 6749, section 4.1.3; RFC 7636, section 4.5). A `scope` sent along is ignored. */
export async function exchangeCode(
  context: EndpointContext,
  request: FastifyRequest,
): Promise<TokenAnswer> {
  const body = bodyParameters(request);
  const client = await authenticateClient(context, request);
  const code = parameter(body, "code");
  if (code === undefined) throw invalidRequest("Missing required parameter: code");
  const found = await findCode(context, code, client);
  checkRedirectUri(found, parameter(body, "redirect_uri"));
  checkVerifier(found, parameter(body, "code_verifier"));
  return useCode(context, { request, client, found });
}

type FoundCode = NonNullable<Awaited<ReturnType<typeof selectCode>>>;

function selectCode(context: EndpointContext, code: string) {
  return context.database
    .selectFrom("authorization_codes")
    .innerJoin("grants", "grants.id", "authorization_codes.grant_id")
    .selectAll("authorization_codes")
    .select("grants.user_id")
    .where("code_hash", "=", secretHash(code))
    .executeTakeFirst();
}

async function findCode(
  context: EndpointContext,
  code: string,
  client: ClientWithProject,
): Promise<FoundCode> {
  const found = await selectCode(context, code);
  if (found === undefined || found.client_id !== client.id) throw malformedCode();
  if (found.used_at_ms !== null) {
    await revokeTokensOfCode(context, found.code_hash);
    throw malformedCode();
  }
  if (found.expires_at_ms <= context.now()) throw malformedCode();
  return found;
}

function checkRedirectUri(found: FoundCode, redirectUri: string | undefined): void {
  if (redirectUri === found.redirect_uri) return;
  throw invalidGrant("The redirect_uri is not the one of the authorization request.");
}

function checkVerifier(found: FoundCode, verifier: string | undefined): void {
  const { code_challenge: challenge, code_challenge_method: method } = found;
  if (challenge === null || method === null) {
    // RFC 9700, 2.1.1: a verifier for a code without a challenge means that somebody took the challenge out.
    if (verifier !== undefined) throw invalidGrant("code_verifier or verifier is not needed.");
    return;
  }
  if (verifier === undefined) throw invalidGrant("Missing code verifier.");
  if (!fitsChallenge({ verifier, challenge, method })) throw invalidGrant("Invalid code verifier.");
}

async function useCode(
  context: EndpointContext,
  options: { request: FastifyRequest; client: ClientWithProject; found: FoundCode },
): Promise<TokenAnswer> {
  const { request, client, found } = options;
  const scopes = readJsonList(found.scopes);
  const issued = await issueTokens(context, { client, found, scopes });
  if (issued === undefined) {
    // Somebody else was quicker with the same code.
    await revokeTokensOfCode(context, found.code_hash);
    throw malformedCode();
  }
  const { accessToken, refreshToken, user } = issued;
  const answer: TokenAnswer = {
    access_token: accessToken,
    expires_in: accessTokenSeconds,
    token_type: "Bearer",
    scope: scopes.join(" "),
  };
  if (refreshToken !== undefined) answer.refresh_token = refreshToken;
  if (scopes.includes("openid")) {
    answer.id_token = await issueIdToken(context, {
      issuer: originOf(context, request),
      clientId: client.id,
      user,
      scopes,
      accessToken,
      nonce: found.nonce ?? undefined,
      authenticatedAtMs: found.authenticated_at_ms,
    });
  }
  return answer;
}

/** Marks the code as used and makes its tokens, both or neither; undefined when the code is already used. */
async function issueTokens(
  context: EndpointContext,
  options: { client: ClientWithProject; found: FoundCode; scopes: string[] },
): Promise<{ accessToken: string; refreshToken: string | undefined; user: User } | undefined> {
  const { client, found, scopes } = options;
  const nowMs = context.now();
  return context.database.transaction().execute(async (database) => {
    const marked = await database
      .updateTable("authorization_codes")
      .set({ used_at_ms: nowMs })
      .where("code_hash", "=", found.code_hash)
      .where("used_at_ms", "is", null)
      .executeTakeFirst();
    if (marked.numUpdatedRows !== 1n) return undefined;
    const user = await database
      .selectFrom("users")
      .selectAll()
      .where("id", "=", found.user_id)
      .executeTakeFirstOrThrow();
    const owner = {
      grant_id: found.grant_id,
      code_hash: found.code_hash,
      client_id: client.id,
      application_kind: "oauth-client" as const,
      project_id: client.project_id,
      subject: user.email,
    };
    return {
      accessToken: await issueAccessToken(database, { owner, scopes, nowMs }),
      refreshToken:
        found.offline === 1
          ? await issueRefreshToken(database, { owner, scopes, nowMs })
          : undefined,
      user,
    };
  });
}

function malformedCode(): ProtocolError {
  return invalidGrant("Malformed auth code.");
}

function invalidGrant(description: string): ProtocolError {
  return new ProtocolError({ code: "invalid_grant", description });
}
