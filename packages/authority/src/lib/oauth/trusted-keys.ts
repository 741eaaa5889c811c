import {
  createLocalJWKSet,
  createRemoteJWKSet,
  errors,
  type JSONWebKeySet,
  jwtVerify,
  type JWTPayload,
  type JWTVerifyGetKey,
} from "jose";
import type { AuthorityContext } from "../context.ts";

/** Somebody else's keys: at an address, or as a key set. */
export type KeySource = { jwksUri: string } | { jwks: string };

/** What must hold of a token that somebody else signed. */
export interface ExpectedToken {
  token: string;
  keys: KeySource;
  issuer: string;
  audiences: readonly string[];
}

/** Verifies tokens of others with their keys, which are fetched when needed and kept for ten minutes. */
export interface TrustedKeys {
  /**
   * @returns the claims; undefined when the token does not hold.
   * @throws Error when the keys cannot be had.
   */
  verify(expected: ExpectedToken): Promise<JWTPayload | undefined>;
}

// Signatures by a key that only its owner has: no `none`, and no HMAC, for which the public key would do.
const algorithms = [
  "RS256",
  "RS384",
  "RS512",
  "PS256",
  "PS384",
  "PS512",
  "ES256",
  "ES384",
  "EdDSA",
];
const fetchTimeoutMs = 5000;
const keysMaxAgeMs = 10 * 60 * 1000;
/** Between two fetches for a key that is not there. */
const fetchCooldownMs = 30 * 1000;
/** Addresses whose keys are kept; each is configured by an administrator. */
const addressesMax = 100;
const clockSkewSeconds = 60;
/** The oldest token that is taken, whatever its own `exp`. */
const ageSecondsMax = 24 * 60 * 60;

/** Opens the keys of those whom the configuration trusts. */
export function openTrustedKeys(context: Pick<AuthorityContext, "now">): TrustedKeys {
  const remote = new Map<string, JWTVerifyGetKey>();

  function keysOf(source: KeySource): JWTVerifyGetKey {
    if ("jwks" in source) return createLocalJWKSet(JSON.parse(source.jwks) as JSONWebKeySet);
    const { jwksUri } = source;
    let keys = remote.get(jwksUri);
    if (keys === undefined) {
      if (remote.size >= addressesMax) remote.clear();
      keys = createRemoteJWKSet(new URL(jwksUri), {
        timeoutDuration: fetchTimeoutMs,
        cacheMaxAge: keysMaxAgeMs,
        cooldownDuration: fetchCooldownMs,
      });
      remote.set(jwksUri, keys);
    }
    return keys;
  }

  return {
    async verify({ token, keys, issuer, audiences }) {
      try {
        const { payload } = await jwtVerify(token, keysOf(keys), {
          algorithms,
          issuer,
          audience: [...audiences],
          currentDate: new Date(context.now()),
          clockTolerance: clockSkewSeconds,
          maxTokenAge: ageSecondsMax,
          requiredClaims: ["sub", "exp", "iat"],
        });
        return payload;
      } catch (error) {
        if (isTokensFault(error)) return undefined;
        throw error;
      }
    },
  };
}

const tokensFaults: ReadonlySet<string> = new Set([
  "ERR_JWT_CLAIM_VALIDATION_FAILED",
  "ERR_JWT_EXPIRED",
  "ERR_JWT_INVALID",
  "ERR_JWS_INVALID",
  "ERR_JWS_SIGNATURE_VERIFICATION_FAILED",
  "ERR_JOSE_ALG_NOT_ALLOWED",
  "ERR_JOSE_NOT_SUPPORTED",
  "ERR_JWKS_NO_MATCHING_KEY",
  "ERR_JWKS_MULTIPLE_MATCHING_KEYS",
]);

function isTokensFault(error: unknown): boolean {
  return error instanceof errors.JOSEError && tokensFaults.has(error.code);
}
