import type { FastifyRequest } from "fastify";
import { matchesWildcard } from "../credentials/referer-pattern.ts";
import { readJsonList } from "../database/json-list.ts";
import type { EndpointContext } from "../http/endpoint.ts";
import { bodyParameters, parameter } from "../http/parameters.ts";
import { invalidRequest, ProtocolError } from "../http/protocol-error.ts";
import { isKnownScope, parseScope } from "../scopes.ts";
import type { TokenAnswer } from "./token-answer.ts";
import { accessTokenSeconds, issueAccessToken } from "./tokens.ts";
import type { ExpectedToken, KeySource } from "./trusted-keys.ts";

const tokenType = "urn:ietf:params:oauth:token-type:";
const accessTokenType = `${tokenType}access_token`;
const subjectTokenTypes: ReadonlySet<string> = new Set([`${tokenType}jwt`, `${tokenType}id_token`]);
const subjectTokenLengthMax = 16 * 1024;

/**
 * Token exchange (RFC 8693, section 2): the token of an issuer whom the configuration trusts, for one of the service
 * account that stands for its subjects. The signature is the authentication.
 */
export async function exchangeToken(
  context: EndpointContext,
  request: FastifyRequest,
): Promise<TokenAnswer> {
  const body = bodyParameters(request);
  const { audience, token } = readExchange(body);
  const scopes = readScopes(parameter(body, "scope"));
  const account = await serviceAccountOf(context, { audience, token });
  const accessToken = await context.writeTogether((database) =>
    issueAccessToken(database, {
      owner: {
        grant_id: null,
        code_hash: null,
        client_id: account.email,
        application_kind: "service-account",
        project_id: account.project_id,
        subject: account.email,
      },
      scopes,
      nowMs: context.now(),
    }),
  );
  return {
    access_token: accessToken,
    issued_token_type: accessTokenType,
    expires_in: accessTokenSeconds,
    token_type: "Bearer",
    scope: scopes.join(" "),
  };
}

function readExchange(body: URLSearchParams): { audience: string; token: string } {
  const required = (name: string): string => {
    const value = parameter(body, name);
    if (value === undefined) throw invalidRequest(`Missing required parameter: ${name}`);
    return value;
  };
  const audience = required("audience");
  const token = required("subject_token");
  if (!subjectTokenTypes.has(required("subject_token_type"))) {
    throw invalidRequest(`subject_token_type must be ${[...subjectTokenTypes].join(" or ")}.`);
  }
  const wanted = parameter(body, "requested_token_type") ?? accessTokenType;
  if (wanted !== accessTokenType) {
    throw invalidRequest(`requested_token_type must be ${accessTokenType}.`);
  }
  if (parameter(body, "actor_token") !== undefined) {
    throw invalidRequest("An actor_token is not supported.");
  }
  if (token.length > subjectTokenLengthMax) {
    throw invalidRequest(`A subject_token has at most ${subjectTokenLengthMax} characters.`);
  }
  return { audience, token };
}

function readScopes(scope: string | undefined): string[] {
  const scopes = parseScope(scope ?? "");
  const unknown = scopes.filter((name) => !isKnownScope(name));
  if (scopes.length > 0 && unknown.length === 0) return scopes;
  throw new ProtocolError({
    code: "invalid_scope",
    description:
      scopes.length === 0
        ? "scope is missing."
        : `Some requested scopes were invalid. {invalid=[${unknown.join(", ")}]}`,
  });
}

async function serviceAccountOf(
  context: EndpointContext,
  { audience, token }: { audience: string; token: string },
): Promise<{ email: string; project_id: string }> {
  const trusted = await context.database
    .selectFrom("trusted_issuers")
    .innerJoin("service_accounts", "service_accounts.email", "trusted_issuers.service_account")
    .selectAll("trusted_issuers")
    .select("service_accounts.project_id as account_project_id")
    .where("audience", "=", audience)
    .executeTakeFirst();
  if (trusted === undefined) {
    throw new ProtocolError({
      code: "invalid_target",
      description: `No issuer is trusted for the audience ${audience}.`,
    });
  }
  const keys = keySource(trusted);
  const { issuer } = trusted;
  const claims = await verify(context, { token, keys, issuer, audiences: audiencesOf(audience) });
  const subject = claims.sub ?? "";
  if (!readJsonList(trusted.subjects).some((pattern) => matchesWildcard(pattern, subject))) {
    throw new ProtocolError({
      code: "unauthorized_client",
      description: `The subject ${subject} is none of those whom the configuration names.`,
    });
  }
  const { service_account: email, account_project_id: project_id } = trusted;
  return { email, project_id };
}

function keySource(row: { jwks_uri: string | null; jwks: string | null }): KeySource {
  if (row.jwks !== null) return { jwks: row.jwks };
  if (row.jwks_uri !== null) return { jwksUri: row.jwks_uri };
  throw new Error("A trusted issuer has neither keys nor an address of them.");
}

// An audience such as `//leasehold/acme/ci` is no URL; issuers that want one put https: before it.
function audiencesOf(audience: string): string[] {
  return audience.startsWith("//") ? [audience, `https:${audience}`] : [audience];
}

async function verify(
  context: EndpointContext,
  expected: ExpectedToken,
): Promise<{ sub?: string | undefined }> {
  let claims;
  try {
    claims = await context.trustedKeys.verify(expected);
  } catch (cause) {
    context.logger.warn(`The keys of ${expected.issuer} cannot be had: ${String(cause)}`);
    throw new ProtocolError({
      code: "temporarily_unavailable",
      description: `The keys of ${expected.issuer} cannot be had now. Try again.`,
      status: 503,
    });
  }
  if (claims !== undefined) return claims;
  throw new ProtocolError({
    code: "invalid_grant",
    description: `The subject_token does not hold: it must be signed by a key of ${expected.issuer}, for the audience ${expected.audiences.join(" or ")}, with sub, iat and exp, and not have expired.`,
  });
}
