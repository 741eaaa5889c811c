import type { FastifyPluginAsync } from "fastify";

/** The credentials that an API request brought, as they arrived. */
export interface CredentialRequest {
  method: string;
  /** The request target as sent: path and query. */
  target: string;
  authorization: string | undefined;
  /** The value of X-Goog-Api-Key. */
  apiKeyHeader: string | undefined;
  /** The parsed query; undefined when there is none. */
  query: URLSearchParams | undefined;
  /** The parsed form body, when the request has one. */
  form: URLSearchParams | undefined;
  referer: string | undefined;
  /** The client's address, after trusted proxies. */
  remoteAddress: string;
}

/** Who calls: the application that the token identifies, and the user it acts for. */
export interface Caller {
  application: {
    kind: "oauth-client" | "service-account";
    /** An OAuth client's id or a service account's e-mail. */
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
  | "key_without_user"
  | "key_invalid"
  | "key_locked";

export type Authentication =
  | { ok: true; caller: Caller }
  | { ok: false; failure: AuthenticationFailure; message: string };

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
 * The first three functions are on the way of every request: they answer without a promise when they can.
 */
export interface Authority {
  authenticate(request: CredentialRequest): Authentication | Promise<Authentication>;
  serviceIsOn(project: string, service: string): boolean | Promise<boolean>;
  queueAccess(request: {
    project: string;
    queue: string;
    user: string;
  }): QueueAccess | Promise<QueueAccess>;
  queueAcl(address: { project: string; queue: string }): Promise<QueueAcl>;
  /** The pages and the OAuth endpoints, to be registered on the service's Fastify. */
  plugin: FastifyPluginAsync;
  close(): Promise<void>;
}
