import type { FastifyPluginAsync } from "fastify";
import { createQueueAccess } from "./lib/access/queue-access.ts";
import { readQueueAcl } from "./lib/access/queue-acl.ts";
import { createServiceSwitch } from "./lib/access/service-switch.ts";
import { type Administration, createAdministration } from "./lib/administration/administration.ts";
import { applyConfiguration } from "./lib/apply/apply-configuration.ts";
import type { Configuration } from "./lib/configuration/declarations.ts";
import type { Agent, AuthorityContext } from "./lib/context.ts";
import { createAuthenticate } from "./lib/credentials/authenticate.ts";
import { oauthPlugin } from "./lib/http/plugin.ts";
import type { Memory } from "./lib/memory.ts";
import { renewSigningKeys } from "./lib/oauth/signing-keys.ts";
import { type AuthorityOptions, openContext } from "./lib/open-context.ts";
import type { NonceClaim } from "./lib/oauth1/nonce-store.ts";
import type { ConsumerScope } from "./lib/scopes.ts";
import { readConsumerScope } from "./lib/settings.ts";
import { createSetupUrl } from "./lib/setup-link.ts";
import { sweepExpired } from "./lib/sweep.ts";
import { createUsage, type Usage } from "./lib/usage/usage.ts";

export { nonceUsed } from "./lib/credentials/authenticate-signed.ts";
export type { AuthorityOptions, NonceClaim };

/** The credentials that an API request brought, as they arrived. */
export interface CredentialRequest {
  method: string;
  /** The request target as sent: path and query. */
  target: string;
  /** The host that the client asked, after trusted proxies. */
  host: string | undefined;
  authorization: string | undefined;
  /** The value of X-Goog-Api-Key. */
  apiKeyHeader: string | undefined;
  /** The parsed query; undefined when there is none. */
  query: URLSearchParams | undefined;
  /** The parsed form body, when the request has one. */
  form: URLSearchParams | undefined;
  /** That form body as it was sent: it is signed. */
  formText: string | undefined;
  referer: string | undefined;
  /** The client's address, after trusted proxies. */
  remoteAddress: string;
}

/** Who calls: the application that the token identifies, and the user it acts for. */
export interface Caller {
  application: {
    kind: "oauth-client" | "service-account" | "oauth-consumer";
    /** An OAuth client's id, a service account's e-mail or an OAuth 1.0 consumer's key. */
    id: string;
    name: string;
    /** The id of the application's project: its service switch, quota and traffic count. */
    project: string;
  };
  /** The e-mail of the user (or service account) that the call acts as. */
  user: string;
  /** True for a person who may administer the whole service. */
  administrator: boolean;
  scopes: ReadonlySet<string>;
}

/** Why a request has no caller. The server turns each into the API's error envelope. */
export type AuthenticationFailure =
  | "credential_missing"
  | "credential_invalid"
  | "credentials_conflict"
  /** An OAuth 1.0 request that lacks a parameter or has one that is not taken. */
  | "signature_malformed"
  /** An OAuth 1.0 request whose consumer, token, signature, nonce or timestamp is wrong. */
  | "signature_refused"
  /** An OAuth 1.0 consumer acts as a user whose domain has not allowed it. */
  | "delegation_missing"
  | "key_without_user"
  /** An OAuth 1.0 request needs an API key beside its signature. */
  | "key_missing"
  | "key_invalid"
  | "key_locked";

/** Why a request is refused. */
export interface AuthenticationRefusal {
  ok: false;
  failure: AuthenticationFailure;
  message: string;
  /** What the caller compares with its own: the base string of OAuth 1.0. */
  debugInfo?: string;
}

export type Authentication =
  | {
      ok: true;
      caller: Caller;
      /** What is still to be claimed; only when `claimsNonce` was asked for, and the request has a nonce. */
      nonce?: NonceClaim | undefined;
    }
  | AuthenticationRefusal;

/** What a caller is to a queue's project and in the queue's ACL. */
export interface QueueAccess {
  /** True when the project exists and the caller is one of its members, in any role. */
  member: boolean;
  /** True for the project's owners. */
  owner: boolean;
  consumer: boolean;
  producer: boolean;
  admin: boolean;
}

/** Who may use a queue: lists of e-mail addresses. */
export interface QueueAcl {
  adminEmails: string[];
  consumerEmails: string[];
  producerEmails: string[];
}

/**
 * The side of the service that knows people, projects, applications and what was granted.
 * The first four functions and the first two of `usage` are on the way of every request: they answer without a promise when they can. What they
 * remember is used for at most 5 seconds, and a change made in this process is seen at once.
 */
export interface Authority {
  /**
   * Finds out who calls.
   *
   * @param options.claimsNonce - true for a caller who claims the nonce of a signed request itself, in one transaction
   * with what the request does, and answers {@link nonceUsed} when it was claimed before. Left out, the nonce is used up here.
   */
  authenticate(
    request: CredentialRequest,
    options?: { claimsNonce?: boolean | undefined },
  ): Authentication | Promise<Authentication>;
  /** Whether a service is ON for a project. A service without a switch always is. */
  serviceIsOn(project: string, service: string): boolean | Promise<boolean>;
  queueAccess(request: {
    project: string;
    queue: string;
    user: string;
  }): QueueAccess | Promise<QueueAccess>;
  /** What the scope `taskqueue.consumer` allows: the GET methods, or everything but insert. */
  consumerScope(): ConsumerScope | Promise<ConsumerScope>;
  queueAcl(address: { project: string; queue: string }): Promise<QueueAcl>;
  administration: Administration;
  /** Quotas, and the counts of calls. */
  usage: Usage;
  /**
   * Brings users, projects and all that is in them (of queues: who may use them) to what a configuration declares, in
   * one transaction. What is not declared is left alone.
   *
   * @param agent - who does it, for the audit log; `configuration` when left out.
   * @returns what changed, in words; nothing when it is applied again.
   * @throws ConfigurationError `duplicate` or `unknown_reference`; nothing is changed then.
   */
  applyConfiguration(configuration: Configuration, agent?: Agent): Promise<string[]>;
  /** A one-time link that makes the first administrator, good for a day; undefined when there is one. */
  setupUrl(): Promise<string | undefined>;
  /** Drops what expired or is too old (tokens, codes, sessions, counts, …), and renews the signing keys; how much went. Run it now and then. */
  sweep(): Promise<number>;
  /** The pages and the OAuth endpoints, to be registered on the service's Fastify. */
  plugin: FastifyPluginAsync;
  close(): Promise<void>;
}

/**
 * Opens the authority: its database is brought up to date, and what is built in is made where it is missing.
 *
 * @throws Error when the database or the key file cannot be used.
 */
export async function createAuthority(options: AuthorityOptions): Promise<Authority> {
  const { context, memory } = await openContext(options);
  const usage = createUsage(context, memory);
  return {
    authenticate: createAuthenticate(context, memory),
    serviceIsOn: createServiceSwitch(context, memory),
    queueAccess: createQueueAccess(context, memory),
    consumerScope: () => memory.consumerScope.get("") ?? loadConsumerScope(context, memory),
    queueAcl: (address) => readQueueAcl(context.database, address),
    administration: createAdministration(context),
    usage,
    applyConfiguration: (configuration, agent = { actor: "configuration" }) =>
      applyConfiguration(context, configuration, agent),
    setupUrl: () => createSetupUrl(context),
    sweep: async () => (await sweepExpired(context)) + (await renewSigningKeys(context)),
    plugin: oauthPlugin(context),
    async close() {
      await usage.close();
      await context.database.destroy();
    },
  };
}

async function loadConsumerScope(
  context: AuthorityContext,
  memory: Memory,
): Promise<ConsumerScope> {
  const scope = await memory.consumerScope.load("", () => readConsumerScope(context));
  return scope ?? "read-only";
}
