import { compactVerify, decodeJwt, decodeProtectedHeader, importSPKI } from "jose";
import type { AuthorityContext } from "../context.ts";
import { isKnownScope, parseScope, taskQueueScope } from "../scopes.ts";
import { isOwnOrigin, isTokenAddress } from "../token-addresses.ts";
import { findUserByEmail, normalizeEmail } from "../users/find-user.ts";
import { delegatedScopes } from "./delegation.ts";

/** What a JWT of a service account is used as. */
export type AssertionUse =
  /** The jwt-bearer grant: its audience is a token endpoint. */
  | "grant"
  /** Bearer on the API (self-signed): it has a scope, or our origin as its audience. */
  | "bearer";

/** A service account's JWT that holds. */
export interface ServiceAccountAssertion {
  serviceAccount: { email: string; name: string; uniqueId: string; projectId: string };
  /** The key that signed it. */
  key: SigningKey;
  /** Whom it acts as: the service account's e-mail, or the user's under a delegation. */
  subject: string;
  scopes: string[];
  expiresAtMs: number;
}

interface SigningKey {
  id: string;
  publicKeyPem: string;
}

/** The answer: the assertion, or an OAuth error (RFC 6749, 5.2) in Google's words. */
export type AssertionResult =
  | { ok: true; assertion: ServiceAccountAssertion }
  | {
      ok: false;
      status: 400 | 401;
      error: "invalid_grant" | "invalid_scope" | "unauthorized_client";
      description: string;
    };

interface Claims {
  iss: string;
  sub: string | undefined;
  aud: string | undefined;
  scope: string | undefined;
  iatSeconds: number;
  expSeconds: number;
}

const lifetimeSecondsMax = 3600;
/** How far ahead of ours the signer's clock may be. */
const clockSkewSeconds = 60;
const jwtLengthMax = 8192;

const badSignature = refuse("Invalid JWT Signature.");
const badTimes = refuse(
  "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim.",
);
const badAudience = refuse("Invalid JWT: Failed audience check.");

/**
 * Verifies a JWT that a service account signed: RS256 with one of its keys, `exp` ≤ `iat` + 3600 (RFC 7523, 3).
 * Header fields `kid` and `typ` may be missing. `sub`, or the older `prn`, asks for a user under a delegation.
 *
 * @param jwt - the compact serialization.
 * @param use - how it came: `grant` for the token endpoint, `bearer` for the API.
 */
export async function verifyServiceAccountJwt(
  context: Pick<AuthorityContext, "database" | "now" | "originOf">,
  jwt: string,
  use: AssertionUse,
): Promise<AssertionResult> {
  const claims = readClaims(jwt);
  if (claims === undefined)
    return refuse("Invalid JWT: it is not a signed JWT with iss, iat and exp.");
  const serviceAccount = await findServiceAccount(context, claims.iss);
  if (serviceAccount === undefined) return refuse("Invalid grant: account not found");
  const key = await signingKey(context, { jwt, serviceAccount: serviceAccount.email });
  if (key === undefined) return badSignature;
  const refusal = checkTimes(context, claims) ?? checkAudience(context, claims, use);
  if (refusal !== undefined) return refusal;
  const scopes = readScopes(claims, use);
  if ("ok" in scopes) return scopes;
  const subject = await resolveSubject(context, { claims, use, scopes: scopes.names });
  if (typeof subject !== "string") return subject;
  return {
    ok: true,
    assertion: {
      serviceAccount,
      key,
      subject,
      scopes: scopes.names,
      expiresAtMs: claims.expSeconds * 1000,
    },
  };
}

function readClaims(jwt: string): Claims | undefined {
  if (jwt.length > jwtLengthMax) return undefined;
  let payload: Record<string, unknown>;
  try {
    payload = decodeJwt(jwt);
    decodeProtectedHeader(jwt);
  } catch {
    return undefined;
  }
  const { iss, iat, exp, scope } = payload;
  if (typeof iss !== "string" || typeof iat !== "number" || typeof exp !== "number") {
    return undefined;
  }
  return {
    iss: normalizeEmail(iss),
    sub: textClaim(payload["sub"]) ?? textClaim(payload["prn"]),
    aud: audience(payload["aud"]),
    scope: textClaim(scope),
    iatSeconds: iat,
    expSeconds: exp,
  };
}

function textClaim(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

// A list of one is the same as the one (RFC 7519, 4.1.3); more than one would let a JWT be used in two places.
function audience(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value === "string") return value;
  return Array.isArray(value) && value.length === 1 && typeof value[0] === "string" ? value[0] : "";
}

async function findServiceAccount(
  context: Pick<AuthorityContext, "database">,
  issuer: string,
): Promise<ServiceAccountAssertion["serviceAccount"] | undefined> {
  return context.database
    .selectFrom("service_accounts")
    .select(["email", "name", "unique_id as uniqueId", "project_id as projectId"])
    .where("email", "=", issuer)
    .executeTakeFirst();
}

/** The key that signed the JWT: the one that the header names, or without a name whichever fits. */
async function signingKey(
  context: Pick<AuthorityContext, "database">,
  options: { jwt: string; serviceAccount: string },
): Promise<SigningKey | undefined> {
  const { alg, kid } = decodeProtectedHeader(options.jwt);
  if (alg !== "RS256") return undefined;
  let query = context.database
    .selectFrom("service_account_keys")
    .select(["id", "public_key_pem as publicKeyPem"])
    .where("service_account", "=", options.serviceAccount);
  if (kid !== undefined) query = query.where("id", "=", kid);
  for (const key of await query.execute()) {
    if (await isSignedBy(options.jwt, key.publicKeyPem)) return key;
  }
  return undefined;
}

async function isSignedBy(jwt: string, publicKeyPem: string): Promise<boolean> {
  const key = await importSPKI(publicKeyPem, "RS256");
  try {
    await compactVerify(jwt, key, { algorithms: ["RS256"] });
    return true;
  } catch {
    return false;
  }
}

function checkTimes(
  context: Pick<AuthorityContext, "now">,
  claims: Claims,
): AssertionResult | undefined {
  const nowSeconds = context.now() / 1000;
  const { iatSeconds, expSeconds } = claims;
  const timely =
    expSeconds > nowSeconds &&
    expSeconds > iatSeconds &&
    expSeconds <= iatSeconds + lifetimeSecondsMax &&
    iatSeconds <= nowSeconds + clockSkewSeconds;
  return timely ? undefined : badTimes;
}

function checkAudience(
  context: Pick<AuthorityContext, "originOf">,
  claims: Claims,
  use: AssertionUse,
): AssertionResult | undefined {
  const { aud, scope } = claims;
  if (use === "grant") {
    return aud !== undefined && isTokenAddress(context, aud) ? undefined : badAudience;
  }
  if (aud === undefined) return scope === undefined ? badAudience : undefined;
  return scope === undefined && isOwnOrigin(context, aud.replace(/\/$/u, ""))
    ? undefined
    : badAudience;
}

function readScopes(claims: Claims, use: AssertionUse): { names: string[] } | AssertionResult {
  if (use === "bearer" && claims.scope === undefined) return { names: [taskQueueScope] };
  const names = parseScope(claims.scope ?? "");
  if (names.length === 0) {
    return { ...refuse("Empty or missing scope not allowed."), error: "invalid_scope" };
  }
  const invalid = names.filter((name) => !isKnownScope(name));
  if (invalid.length === 0) return { names };
  return {
    ...refuse(`Some requested scopes were invalid. {invalid=[${invalid.join(", ")}]}`),
    error: "invalid_scope",
  };
}

async function resolveSubject(
  context: Pick<AuthorityContext, "database">,
  options: { claims: Claims; use: AssertionUse; scopes: string[] },
): Promise<string | AssertionResult> {
  const { claims, use, scopes } = options;
  const self = claims.sub === undefined || normalizeEmail(claims.sub) === claims.iss;
  if (use === "bearer") {
    return claims.sub !== undefined && self
      ? claims.iss
      : refuse("Invalid JWT: a self-signed JWT has the same iss and sub.");
  }
  if (claims.sub === undefined || self) return claims.iss;
  const user = normalizeEmail(claims.sub);
  const allowed = await delegatedScopes(context, { client: claims.iss, user });
  if (!scopes.every((scope) => allowed.has(scope))) {
    return {
      ok: false,
      status: 401,
      error: "unauthorized_client",
      description:
        "Client is unauthorized to retrieve access tokens using this method, or client not authorized for any of the scopes requested.",
    };
  }
  if ((await findUserByEmail(context, user)) === undefined) {
    return refuse("Invalid email or User ID");
  }
  return user;
}

function refuse(description: string): Extract<AssertionResult, { ok: false }> {
  return { ok: false, status: 400, error: "invalid_grant", description };
}
