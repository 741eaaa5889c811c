import type { Caller, QueueAccess } from "../authority.ts";
import { type Cache, createCache } from "./cache.ts";
import type { Forgettable } from "./context.ts";
import type { ApiKeyLock } from "./credentials/api-key.ts";
import type { ServiceAccountAssertion } from "./credentials/verify-service-account-jwt.ts";
import type { Consumer } from "./oauth1/consumer.ts";
import type { SignedToken } from "./oauth1/signed-token.ts";
import type { ConsumerScope } from "./scopes.ts";
import type { Quotas } from "./usage/quota.ts";

/**
 * How long what was read may be used. In the process that makes a change it is seen at once; another process
 * on the same database sees it after this long at the latest.
 */
const memoryLifetimeMs = 5000;

/** What is remembered of the database on the way of every request. */
export interface Memory {
  /** By SHA-256 of the token. */
  tokens: Cache<RememberedToken>;
  /** Self-signed JWTs whose signature was verified, by SHA-256. */
  assertions: Cache<ServiceAccountAssertion>;
  /** By SHA-256 of the API key. */
  apiKeys: Cache<ApiKeyLock>;
  /** OAuth 1.0 consumers, by key. */
  consumers: Cache<Consumer>;
  /** OAuth 1.0 access tokens, by SHA-256. */
  signedTokens: Cache<RememberedSignedToken>;
  /** Whom consumers act as without asking, by consumer and user. */
  requestors: Cache<Caller>;
  /** By project and service. */
  services: Cache<{ on: boolean }>;
  /** By project, queue and user. */
  queueAccess: Cache<QueueAccess>;
  consumerScope: Cache<ConsumerScope>;
  /** By project. */
  quotas: Cache<Quotas>;
  forget(what: Forgettable): void;
}

export interface RememberedToken {
  answer: { ok: true; caller: Caller };
  grantId: string | null;
  expiresAtMs: number;
}

/** An OAuth 1.0 access token, and whom it acts as. */
export interface RememberedSignedToken extends SignedToken {
  caller: Caller;
}

const tokensMax = 20_000;
const assertionsMax = 2000;
const apiKeysMax = 2000;
const consumersMax = 2000;
const signedTokensMax = 10_000;
const requestorsMax = 10_000;
const servicesMax = 2000;
const queueAccessMax = 50_000;
const quotasMax = 2000;
// A JWT lives an hour at most, and its own expiry and its key are looked at whenever it is used.
const assertionLifetimeMs = 60 * 60 * 1000;

export function createMemory(now: () => number): Memory {
  const cache = <V>(entriesMax: number, lifetimeMs = memoryLifetimeMs): Cache<V> =>
    createCache<V>({ entriesMax, lifetimeMs, now });
  const caches = {
    tokens: cache<RememberedToken>(tokensMax),
    assertions: cache<ServiceAccountAssertion>(assertionsMax, assertionLifetimeMs),
    apiKeys: cache<ApiKeyLock>(apiKeysMax),
    consumers: cache<Consumer>(consumersMax),
    signedTokens: cache<RememberedSignedToken>(signedTokensMax),
    requestors: cache<Caller>(requestorsMax),
    services: cache<{ on: boolean }>(servicesMax),
    queueAccess: cache<QueueAccess>(queueAccessMax),
    consumerScope: cache<ConsumerScope>(1),
    quotas: cache<Quotas>(quotasMax),
  };
  return {
    ...caches,
    forget(what) {
      if (what.type === "token") {
        caches.tokens.forget(what.tokenHash);
        caches.signedTokens.forget(what.tokenHash);
      } else if (what.type === "grant") {
        caches.tokens.forgetWhere((token) => token.grantId === what.grantId);
        caches.signedTokens.forgetWhere((token) => token.grantId === what.grantId);
      } else for (const each of Object.values(caches)) each.forgetAll();
    },
  };
}
