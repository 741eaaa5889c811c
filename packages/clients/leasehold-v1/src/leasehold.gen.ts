// Made from the discovery document of leasehold:v1. Do not edit: change the document, then generate.
import { createCalls, createFetchClient } from "@leasehold/client-runtime";
import type { CallOptions, ClientOptions, FetchClient } from "@leasehold/client-runtime";
import type { Paged } from "@leasehold/client-runtime/pages";
import type { components, paths } from "./schema.gen.ts";

const rootUrl = "http://127.0.0.1:8085/";

const methods = {
  "apiKeys.create": ["POST", "/leasehold/v1/projects/{project}/apiKeys"],
  "apiKeys.delete": ["DELETE", "/leasehold/v1/projects/{project}/apiKeys/{apiKey}"],
  "apiKeys.get": ["GET", "/leasehold/v1/projects/{project}/apiKeys/{apiKey}"],
  "apiKeys.list": ["GET", "/leasehold/v1/projects/{project}/apiKeys", { items: "items" }],
  "apiKeys.patch": ["PATCH", "/leasehold/v1/projects/{project}/apiKeys/{apiKey}"],
  "audit.list": ["GET", "/leasehold/v1/projects/{project}/audit", { items: "items" }],
  "audit.listAll": ["GET", "/leasehold/v1/audit", { items: "items" }],
  "clients.create": ["POST", "/leasehold/v1/projects/{project}/clients"],
  "clients.delete": ["DELETE", "/leasehold/v1/projects/{project}/clients/{client}"],
  "clients.get": ["GET", "/leasehold/v1/projects/{project}/clients/{client}"],
  "clients.list": ["GET", "/leasehold/v1/projects/{project}/clients", { items: "items" }],
  "clients.patch": ["PATCH", "/leasehold/v1/projects/{project}/clients/{client}"],
  "clients.resetSecret": ["POST", "/leasehold/v1/projects/{project}/clients/{client}/resetSecret"],
  "configuration.apply": ["POST", "/leasehold/v1/configuration:apply"],
  "consumers.create": ["POST", "/leasehold/v1/projects/{project}/consumers"],
  "consumers.delete": ["DELETE", "/leasehold/v1/projects/{project}/consumers/{consumer}"],
  "consumers.get": ["GET", "/leasehold/v1/projects/{project}/consumers/{consumer}"],
  "consumers.list": ["GET", "/leasehold/v1/projects/{project}/consumers", { items: "items" }],
  "consumers.patch": ["PATCH", "/leasehold/v1/projects/{project}/consumers/{consumer}"],
  "consumers.resetSecret": ["POST", "/leasehold/v1/projects/{project}/consumers/{consumer}/resetSecret"],
  "consumers.uploadCertificate": ["POST", "/leasehold/v1/projects/{project}/consumers/{consumer}/certificate"],
  "delegations.create": ["POST", "/leasehold/v1/delegations"],
  "delegations.delete": ["DELETE", "/leasehold/v1/delegations/{domain}/{client}"],
  "delegations.list": ["GET", "/leasehold/v1/delegations", { items: "items" }],
  "delegations.patch": ["PATCH", "/leasehold/v1/delegations/{domain}/{client}"],
  "grants.list": ["GET", "/leasehold/v1/me/grants", { items: "items" }],
  "grants.revoke": ["DELETE", "/leasehold/v1/me/grants/{grant}"],
  "me.changePassword": ["POST", "/leasehold/v1/me/password"],
  "me.get": ["GET", "/leasehold/v1/me"],
  "members.add": ["POST", "/leasehold/v1/projects/{project}/members"],
  "members.list": ["GET", "/leasehold/v1/projects/{project}/members", { items: "items" }],
  "members.patch": ["PATCH", "/leasehold/v1/projects/{project}/members/{email}"],
  "members.remove": ["DELETE", "/leasehold/v1/projects/{project}/members/{email}"],
  "projects.create": ["POST", "/leasehold/v1/projects"],
  "projects.delete": ["DELETE", "/leasehold/v1/projects/{project}"],
  "projects.get": ["GET", "/leasehold/v1/projects/{project}"],
  "projects.list": ["GET", "/leasehold/v1/projects", { items: "items" }],
  "projects.patch": ["PATCH", "/leasehold/v1/projects/{project}"],
  "queues.apply": ["POST", "/leasehold/v1/projects/{project}/queues:apply"],
  "queues.create": ["POST", "/leasehold/v1/projects/{project}/queues"],
  "queues.delete": ["DELETE", "/leasehold/v1/projects/{project}/queues/{queue}"],
  "queues.export": ["GET", "/leasehold/v1/projects/{project}/queues:export"],
  "queues.get": ["GET", "/leasehold/v1/projects/{project}/queues/{queue}"],
  "queues.list": ["GET", "/leasehold/v1/projects/{project}/queues", { items: "items" }],
  "queues.patch": ["PATCH", "/leasehold/v1/projects/{project}/queues/{queue}"],
  "queues.pause": ["POST", "/leasehold/v1/projects/{project}/queues/{queue}/pause"],
  "queues.purge": ["POST", "/leasehold/v1/projects/{project}/queues/{queue}/purge"],
  "queues.resume": ["POST", "/leasehold/v1/projects/{project}/queues/{queue}/resume"],
  "queues.statistics": ["GET", "/leasehold/v1/projects/{project}/queues:statistics"],
  "queues.update": ["PUT", "/leasehold/v1/projects/{project}/queues/{queue}"],
  "quotas.get": ["GET", "/leasehold/v1/projects/{project}/quotas"],
  "quotas.patch": ["PATCH", "/leasehold/v1/projects/{project}/quotas"],
  "serviceAccounts.create": ["POST", "/leasehold/v1/projects/{project}/serviceAccounts"],
  "serviceAccounts.delete": ["DELETE", "/leasehold/v1/projects/{project}/serviceAccounts/{account}"],
  "serviceAccounts.get": ["GET", "/leasehold/v1/projects/{project}/serviceAccounts/{account}"],
  "serviceAccounts.list": ["GET", "/leasehold/v1/projects/{project}/serviceAccounts", { items: "items" }],
  "serviceAccounts.patch": ["PATCH", "/leasehold/v1/projects/{project}/serviceAccounts/{account}"],
  "serviceAccounts.keys.create": ["POST", "/leasehold/v1/projects/{project}/serviceAccounts/{account}/keys"],
  "serviceAccounts.keys.delete": ["DELETE", "/leasehold/v1/projects/{project}/serviceAccounts/{account}/keys/{key}"],
  "serviceAccounts.keys.list": ["GET", "/leasehold/v1/projects/{project}/serviceAccounts/{account}/keys", { items: "items" }],
  "serviceAccounts.keys.upload": ["POST", "/leasehold/v1/projects/{project}/serviceAccounts/{account}/keys:upload"],
  "services.disable": ["POST", "/leasehold/v1/projects/{project}/services/{service}/disable"],
  "services.enable": ["POST", "/leasehold/v1/projects/{project}/services/{service}/enable"],
  "services.list": ["GET", "/leasehold/v1/projects/{project}/services", { items: "items" }],
  "tasks.delete": ["DELETE", "/leasehold/v1/projects/{project}/queues/{queue}/tasks/{task}"],
  "tasks.get": ["GET", "/leasehold/v1/projects/{project}/queues/{queue}/tasks/{task}"],
  "tasks.insert": ["POST", "/leasehold/v1/projects/{project}/queues/{queue}/tasks"],
  "tasks.lease": ["POST", "/leasehold/v1/projects/{project}/queues/{queue}/tasks:lease"],
  "tasks.list": ["GET", "/leasehold/v1/projects/{project}/queues/{queue}/tasks", { items: "items" }],
  "tasks.move": ["POST", "/leasehold/v1/projects/{project}/queues/{queue}/tasks/{task}/move"],
  "tasks.release": ["POST", "/leasehold/v1/projects/{project}/queues/{queue}/tasks/{task}/release"],
  "traffic.query": ["GET", "/leasehold/v1/projects/{project}/traffic"],
  "users.create": ["POST", "/leasehold/v1/users"],
  "users.delete": ["DELETE", "/leasehold/v1/users/{user}"],
  "users.get": ["GET", "/leasehold/v1/users/{user}"],
  "users.list": ["GET", "/leasehold/v1/users", { items: "items" }],
  "users.patch": ["PATCH", "/leasehold/v1/users/{user}"],
  "users.resetPassword": ["POST", "/leasehold/v1/users/{user}/resetPassword"],
} as const;

/** Where `batchingFetch` of `@leasehold/client-runtime/batch` sends the calls of one moment together. */
export const batchUrl = "http://127.0.0.1:8085/batch/leasehold/v1";

/** A leasehold.yaml and the files that it names. */
export type ConfigurationFile = components["schemas"]["ConfigurationFile"];

/** What applying a configuration changed. */
export type ConfigurationChanges = components["schemas"]["ConfigurationChanges"];

/** What a purge did. */
export type Purge = components["schemas"]["Purge"];

/** A queue.yaml. */
export type QueueYaml = components["schemas"]["QueueYaml"];

/** A project: what owns queues, services and applications. */
export type Project = components["schemas"]["Project"];

/** A page of projects. */
export type Projects = components["schemas"]["Projects"];

/** Somebody who works on a project. */
export type Member = components["schemas"]["Member"];

/** A page of members. */
export type Members = components["schemas"]["Members"];

/** A service that the applications of a project may call while it is switched on. */
export type Service = components["schemas"]["Service"];

/** A page of services. */
export type Services = components["schemas"]["Services"];

/** An application that asks users for access with OAuth 2.0. */
export type Client = components["schemas"]["Client"];

/** A page of clients. */
export type Clients = components["schemas"]["Clients"];

/** An account that a program uses by itself, with keys in place of a password. */
export type ServiceAccount = components["schemas"]["ServiceAccount"];

/** A page of service accounts. */
export type ServiceAccounts = components["schemas"]["ServiceAccounts"];

/** A key that a service account proves itself with. */
export type ServiceAccountKey = components["schemas"]["ServiceAccountKey"];

/** A page of keys of a service account. */
export type ServiceAccountKeys = components["schemas"]["ServiceAccountKeys"];

/** An application that signs its requests with OAuth 1.0. */
export type Consumer = components["schemas"]["Consumer"];

/** A page of consumers. */
export type Consumers = components["schemas"]["Consumers"];

/** A certificate for the RSA signatures of a consumer. */
export type ConsumerCertificate = components["schemas"]["ConsumerCertificate"];

/** A key that names the project of a request. It gives access to nothing by itself. */
export type ApiKey = components["schemas"]["ApiKey"];

/** A page of API keys. */
export type ApiKeys = components["schemas"]["ApiKeys"];

/** What an application may do in the name of all users of a domain, without asking them. */
export type Delegation = components["schemas"]["Delegation"];

/** A page of delegations. */
export type Delegations = components["schemas"]["Delegations"];

/** A queue, its settings and who may use it. */
export type Queue = components["schemas"]["Queue"];

/** A page of queues. */
export type Queues = components["schemas"]["Queues"];

/** The figures of a queue at a moment. */
export type QueueStatistics = components["schemas"]["QueueStatistics"];

/** The figures of several queues, read at one moment. */
export type QueuesStatistics = components["schemas"]["QueuesStatistics"];

/** A task of a queue. */
export type Task = components["schemas"]["Task"];

/** A page of tasks. */
export type Tasks = components["schemas"]["Tasks"];

/** Tasks that were leased. */
export type LeasedTasks = components["schemas"]["LeasedTasks"];

/** A person who may sign in. */
export type User = components["schemas"]["User"];

/** A page of users. */
export type Users = components["schemas"]["Users"];

/** A link that lets a user set a password, once. */
export type Invitation = components["schemas"]["Invitation"];

/** The user that the call is made for. */
export type Me = components["schemas"]["Me"];

/** A new password. */
export type PasswordChange = components["schemas"]["PasswordChange"];

/** An application that the user has given access to the account. */
export type Grant = components["schemas"]["Grant"];

/** A page of grants. */
export type Grants = components["schemas"]["Grants"];

/** How much the applications of a project may call. */
export type Quotas = components["schemas"]["Quotas"];

/** How often the applications of a project called. */
export type Traffic = components["schemas"]["Traffic"];

/** The calls of one group, interval by interval. */
export type TrafficSeries = components["schemas"]["TrafficSeries"];

/** Something that was changed, and by whom. */
export type AuditLine = components["schemas"]["AuditLine"];

/** A page of lines of the audit log. */
export type AuditLines = components["schemas"]["AuditLines"];

/** Parameters that every method takes. */
export interface StandardParameters {
  /** OAuth 2.0 access token, for clients that cannot send an Authorization header. */
  access_token?: string | undefined;
  /**
   * Form of the answer. There is one: JSON.
   * - `json`: The answer is application/json.
   * Default: json.
   */
  alt?: "json" | (string & {}) | undefined;
  /**
   * Name of a JSONP function. JSONP is not served: a request with this parameter is refused with status 400.
   * @deprecated
   */
  callback?: string | undefined;
  /** The fields to answer with, such as `items(id,tag)`. All of them when left out. */
  fields?: string | undefined;
  /** API key. It names the project whose service switch and quota apply; on its own it gives access to nothing. */
  key?: string | undefined;
  /** OAuth 2.0 access token under its older name. Same as access_token. */
  oauth_token?: string | undefined;
  /**
   * Whether the answer has indentation and line breaks.
   * Default: true.
   */
  prettyPrint?: boolean | undefined;
  /** Any text, at most 40 characters, that stands for one of your users: the quota for each user is counted by it. */
  quotaUser?: string | undefined;
  /** IP address of the user that the call is made for. Used like quotaUser when that is left out. */
  userIp?: string | undefined;
}

/** Calls of the Leasehold Administration API v1. */
export interface LeaseholdClient {
  readonly apiKeys: ApiKeysResource;
  readonly audit: AuditResource;
  readonly clients: ClientsResource;
  readonly configuration: ConfigurationResource;
  readonly consumers: ConsumersResource;
  readonly delegations: DelegationsResource;
  readonly grants: GrantsResource;
  readonly me: MeResource;
  readonly members: MembersResource;
  readonly projects: ProjectsResource;
  readonly queues: QueuesResource;
  readonly quotas: QuotasResource;
  readonly serviceAccounts: ServiceAccountsResource;
  readonly services: ServicesResource;
  readonly tasks: TasksResource;
  readonly traffic: TrafficResource;
  readonly users: UsersResource;
}

/** Parameters of leasehold.apiKeys.create. */
export interface ApiKeysCreateParameters extends StandardParameters {
  /** Id or number of the project. */
  project: string;
}

/** Parameters of leasehold.apiKeys.delete. */
export interface ApiKeysDeleteParameters extends StandardParameters {
  /** Id or number of the project. */
  project: string;
  /** Id of the key. */
  apiKey: string;
}

/** Parameters of leasehold.apiKeys.get. */
export interface ApiKeysGetParameters extends StandardParameters {
  /** Id or number of the project. */
  project: string;
  /** Id of the key. */
  apiKey: string;
}

/** Parameters of leasehold.apiKeys.list. */
export interface ApiKeysListParameters extends StandardParameters {
  /** Id or number of the project. */
  project: string;
  /**
   * How many keys a page has at most: 1 to 1000.
   * Minimum: 1.
   * Maximum: 1000.
   * Default: 100.
   */
  maxResults?: number | undefined;
  /** nextPageToken of the page before. Left out: the first page. */
  pageToken?: string | undefined;
}

/** Parameters of leasehold.apiKeys.patch. */
export interface ApiKeysPatchParameters extends StandardParameters {
  /** Id or number of the project. */
  project: string;
  /** Id of the key. */
  apiKey: string;
}

/** Calls of the resource apiKeys. */
export interface ApiKeysResource {
  /** Makes an API key. For owners and editors. */
  readonly create: (parameters: ApiKeysCreateParameters, options: CallOptions & { body: ApiKey & Required<Pick<ApiKey, "type" | "name">> }) => Promise<ApiKey>;
  /** Deletes an API key: it is refused from then on. For owners and editors. The answer has no body. */
  readonly delete: (parameters: ApiKeysDeleteParameters, options?: CallOptions) => Promise<void>;
  /** Gets an API key. */
  readonly get: (parameters: ApiKeysGetParameters, options?: CallOptions) => Promise<ApiKey>;
  /** Lists the API keys of a project. */
  readonly list: ((parameters: ApiKeysListParameters, options?: CallOptions) => Promise<ApiKeys>) & Paged<"items">;
  /** Changes the name or the locks of an API key. A list that is given replaces the one before. For owners and editors. */
  readonly patch: (parameters: ApiKeysPatchParameters, options: CallOptions & { body: ApiKey }) => Promise<ApiKey>;
}

/** Parameters of leasehold.audit.list. */
export interface AuditListParameters extends StandardParameters {
  /** Id or number of the project. */
  project: string;
  /** Only what this user or service account did. */
  actor?: string | undefined;
  /** Only this action, such as `queue.purge`; one that ends with a dot stands for all that begin with it, such as `queue.`. */
  action?: string | undefined;
  /** Only what was done at this time or later. RFC 3339. */
  from?: string | undefined;
  /** Only what was done before this time. RFC 3339. */
  to?: string | undefined;
  /**
   * How many lines a page has at most: 1 to 1000.
   * Minimum: 1.
   * Maximum: 1000.
   * Default: 100.
   */
  maxResults?: number | undefined;
  /** nextPageToken of the page before. Left out: the first page. */
  pageToken?: string | undefined;
}

/** Parameters of leasehold.audit.listAll. */
export interface AuditListAllParameters extends StandardParameters {
  /** Only what this user or service account did. */
  actor?: string | undefined;
  /** Only this action, such as `queue.purge`; one that ends with a dot stands for all that begin with it, such as `queue.`. */
  action?: string | undefined;
  /** Only what was done at this time or later. RFC 3339. */
  from?: string | undefined;
  /** Only what was done before this time. RFC 3339. */
  to?: string | undefined;
  /**
   * How many lines a page has at most: 1 to 1000.
   * Minimum: 1.
   * Maximum: 1000.
   * Default: 100.
   */
  maxResults?: number | undefined;
  /** nextPageToken of the page before. Left out: the first page. */
  pageToken?: string | undefined;
}

/** Calls of the resource audit. */
export interface AuditResource {
  /** Lists what was changed in a project, latest first. */
  readonly list: ((parameters: AuditListParameters, options?: CallOptions) => Promise<AuditLines>) & Paged<"items">;
  /** Lists what was changed in the whole service, latest first. For administrators of the service only. */
  readonly listAll: ((parameters?: AuditListAllParameters, options?: CallOptions) => Promise<AuditLines>) & Paged<"items">;
}

/** Parameters of leasehold.clients.create. */
export interface ClientsCreateParameters extends StandardParameters {
  /** Id or number of the project. */
  project: string;
}

/** Parameters of leasehold.clients.delete. */
export interface ClientsDeleteParameters extends StandardParameters {
  /** Id or number of the project. */
  project: string;
  /** Id of the client. */
  client: string;
}

/** Parameters of leasehold.clients.get. */
export interface ClientsGetParameters extends StandardParameters {
  /** Id or number of the project. */
  project: string;
  /** Id of the client. */
  client: string;
}

/** Parameters of leasehold.clients.list. */
export interface ClientsListParameters extends StandardParameters {
  /** Id or number of the project. */
  project: string;
  /**
   * How many clients a page has at most: 1 to 1000.
   * Minimum: 1.
   * Maximum: 1000.
   * Default: 100.
   */
  maxResults?: number | undefined;
  /** nextPageToken of the page before. Left out: the first page. */
  pageToken?: string | undefined;
}

/** Parameters of leasehold.clients.patch. */
export interface ClientsPatchParameters extends StandardParameters {
  /** Id or number of the project. */
  project: string;
  /** Id of the client. */
  client: string;
}

/** Parameters of leasehold.clients.resetSecret. */
export interface ClientsResetSecretParameters extends StandardParameters {
  /** Id or number of the project. */
  project: string;
  /** Id of the client. */
  client: string;
}

/** Calls of the resource clients. */
export interface ClientsResource {
  /** Makes an OAuth 2.0 client. The answer holds its secret, which is shown this once. For owners and editors. */
  readonly create: (parameters: ClientsCreateParameters, options: CallOptions & { body: Client & Required<Pick<Client, "name" | "type">> }) => Promise<Client>;
  /** Deletes an OAuth 2.0 client. Its tokens stop working at once. For owners and editors. The answer has no body. */
  readonly delete: (parameters: ClientsDeleteParameters, options?: CallOptions) => Promise<void>;
  /** Gets an OAuth 2.0 client. */
  readonly get: (parameters: ClientsGetParameters, options?: CallOptions) => Promise<Client>;
  /** Lists the OAuth 2.0 clients of a project. */
  readonly list: ((parameters: ClientsListParameters, options?: CallOptions) => Promise<Clients>) & Paged<"items">;
  /** Changes the name, the addresses or outOfBand of an OAuth 2.0 client. A list that is given replaces the one before. For owners and editors. */
  readonly patch: (parameters: ClientsPatchParameters, options: CallOptions & { body: Client }) => Promise<Client>;
  /** Gives an OAuth 2.0 client a new secret, which is shown this once. The one before stops working at once. For owners and editors. */
  readonly resetSecret: (parameters: ClientsResetSecretParameters, options?: CallOptions) => Promise<Client>;
}

/** Parameters of leasehold.configuration.apply. */
export interface ConfigurationApplyParameters extends StandardParameters {
}

/** Calls of the resource configuration. */
export interface ConfigurationResource {
  /** Makes the service as a leasehold.yaml declares it. For administrators of the service only. */
  readonly apply: (parameters: ConfigurationApplyParameters, options: CallOptions & { body: ConfigurationFile & Required<Pick<ConfigurationFile, "yaml">> }) => Promise<ConfigurationChanges>;
}

/** Parameters of leasehold.consumers.create. */
export interface ConsumersCreateParameters extends StandardParameters {
  /** Id or number of the project. */
  project: string;
}

/** Parameters of leasehold.consumers.delete. */
export interface ConsumersDeleteParameters extends StandardParameters {
  /** Id or number of the project. */
  project: string;
  /** The consumer key. */
  consumer: string;
}

/** Parameters of leasehold.consumers.get. */
export interface ConsumersGetParameters extends StandardParameters {
  /** Id or number of the project. */
  project: string;
  /** The consumer key. */
  consumer: string;
}

/** Parameters of leasehold.consumers.list. */
export interface ConsumersListParameters extends StandardParameters {
  /** Id or number of the project. */
  project: string;
  /**
   * How many consumers a page has at most: 1 to 1000.
   * Minimum: 1.
   * Maximum: 1000.
   * Default: 100.
   */
  maxResults?: number | undefined;
  /** nextPageToken of the page before. Left out: the first page. */
  pageToken?: string | undefined;
}

/** Parameters of leasehold.consumers.patch. */
export interface ConsumersPatchParameters extends StandardParameters {
  /** Id or number of the project. */
  project: string;
  /** The consumer key. */
  consumer: string;
}

/** Parameters of leasehold.consumers.resetSecret. */
export interface ConsumersResetSecretParameters extends StandardParameters {
  /** Id or number of the project. */
  project: string;
  /** The consumer key. */
  consumer: string;
}

/** Parameters of leasehold.consumers.uploadCertificate. */
export interface ConsumersUploadCertificateParameters extends StandardParameters {
  /** Id or number of the project. */
  project: string;
  /** The consumer key. */
  consumer: string;
}

/** Calls of the resource consumers. */
export interface ConsumersResource {
  /** Makes an OAuth 1.0 consumer. The answer holds its secret, which is shown this once; with a certificate it has none. For owners and editors. */
  readonly create: (parameters: ConsumersCreateParameters, options: CallOptions & { body: Consumer & Required<Pick<Consumer, "key" | "realm">> }) => Promise<Consumer>;
  /** Deletes an OAuth 1.0 consumer. Its tokens stop working at once. For owners and editors. The answer has no body. */
  readonly delete: (parameters: ConsumersDeleteParameters, options?: CallOptions) => Promise<void>;
  /** Gets an OAuth 1.0 consumer. */
  readonly get: (parameters: ConsumersGetParameters, options?: CallOptions) => Promise<Consumer>;
  /** Lists the OAuth 1.0 consumers of a project. */
  readonly list: ((parameters: ConsumersListParameters, options?: CallOptions) => Promise<Consumers>) & Paged<"items">;
  /** Changes the name or the realm of an OAuth 1.0 consumer. For owners and editors. */
  readonly patch: (parameters: ConsumersPatchParameters, options: CallOptions & { body: Consumer }) => Promise<Consumer>;
  /** Gives an OAuth 1.0 consumer a new secret, which is shown this once. The one before stops working at once. For owners and editors. */
  readonly resetSecret: (parameters: ConsumersResetSecretParameters, options?: CallOptions) => Promise<Consumer>;
  /** Sets the certificate that an OAuth 1.0 consumer signs with. The one before stops working at once. For owners and editors. */
  readonly uploadCertificate: (parameters: ConsumersUploadCertificateParameters, options: CallOptions & { body: ConsumerCertificate & Required<Pick<ConsumerCertificate, "certificatePem">> }) => Promise<Consumer>;
}

/** Parameters of leasehold.delegations.create. */
export interface DelegationsCreateParameters extends StandardParameters {
}

/** Parameters of leasehold.delegations.delete. */
export interface DelegationsDeleteParameters extends StandardParameters {
  /** The domain. */
  domain: string;
  /** E-mail address of the service account, or the consumer key. */
  client: string;
}

/** Parameters of leasehold.delegations.list. */
export interface DelegationsListParameters extends StandardParameters {
  /** Only those of this domain. */
  domain?: string | undefined;
  /**
   * How many delegations a page has at most: 1 to 1000.
   * Minimum: 1.
   * Maximum: 1000.
   * Default: 100.
   */
  maxResults?: number | undefined;
  /** nextPageToken of the page before. Left out: the first page. */
  pageToken?: string | undefined;
}

/** Parameters of leasehold.delegations.patch. */
export interface DelegationsPatchParameters extends StandardParameters {
  /** The domain. */
  domain: string;
  /** E-mail address of the service account, or the consumer key. */
  client: string;
}

/** Calls of the resource delegations. */
export interface DelegationsResource {
  /** Lets an application act for all users of a domain. For administrators of the service only. */
  readonly create: (parameters: DelegationsCreateParameters, options: CallOptions & { body: Delegation & Required<Pick<Delegation, "domain" | "client" | "scopes">> }) => Promise<Delegation>;
  /** Ends what an application may do in the name of a domain, at once. For administrators of the service only. The answer has no body. */
  readonly delete: (parameters: DelegationsDeleteParameters, options?: CallOptions) => Promise<void>;
  /** Lists what applications may do in the name of whole domains. For administrators of the service only. */
  readonly list: ((parameters?: DelegationsListParameters, options?: CallOptions) => Promise<Delegations>) & Paged<"items">;
  /** Changes what an application may do in the name of a domain. For administrators of the service only. */
  readonly patch: (parameters: DelegationsPatchParameters, options: CallOptions & { body: Delegation & Required<Pick<Delegation, "scopes">> }) => Promise<Delegation>;
}

/** Parameters of leasehold.grants.list. */
export interface GrantsListParameters extends StandardParameters {
  /**
   * How many grants a page has at most: 1 to 1000.
   * Minimum: 1.
   * Maximum: 1000.
   * Default: 100.
   */
  maxResults?: number | undefined;
  /** nextPageToken of the page before. Left out: the first page. */
  pageToken?: string | undefined;
}

/** Parameters of leasehold.grants.revoke. */
export interface GrantsRevokeParameters extends StandardParameters {
  /** Id of the grant. */
  grant: string;
}

/** Calls of the resource grants. */
export interface GrantsResource {
  /** Lists the applications that the user has given access to the account. */
  readonly list: ((parameters?: GrantsListParameters, options?: CallOptions) => Promise<Grants>) & Paged<"items">;
  /** Takes an application's access to the user's account away, at once. The answer has no body. */
  readonly revoke: (parameters: GrantsRevokeParameters, options?: CallOptions) => Promise<void>;
}

/** Parameters of leasehold.me.changePassword. */
export interface MeChangePasswordParameters extends StandardParameters {
}

/** Parameters of leasehold.me.get. */
export interface MeGetParameters extends StandardParameters {
}

/** Calls of the resource me. */
export interface MeResource {
  /** Changes the password of the user that the call is made for, and ends their sessions. The answer has no body. */
  readonly changePassword: (parameters: MeChangePasswordParameters, options: CallOptions & { body: PasswordChange & Required<Pick<PasswordChange, "currentPassword" | "newPassword">> }) => Promise<void>;
  /** Gets the user that the call is made for. */
  readonly get: (parameters?: MeGetParameters, options?: CallOptions) => Promise<Me>;
}

/** Parameters of leasehold.members.add. */
export interface MembersAddParameters extends StandardParameters {
  /** Id or number of the project. */
  project: string;
}

/** Parameters of leasehold.members.list. */
export interface MembersListParameters extends StandardParameters {
  /** Id or number of the project. */
  project: string;
  /**
   * How many members a page has at most: 1 to 1000.
   * Minimum: 1.
   * Maximum: 1000.
   * Default: 100.
   */
  maxResults?: number | undefined;
  /** nextPageToken of the page before. Left out: the first page. */
  pageToken?: string | undefined;
}

/** Parameters of leasehold.members.patch. */
export interface MembersPatchParameters extends StandardParameters {
  /** Id or number of the project. */
  project: string;
  /** E-mail address of the member. */
  email: string;
}

/** Parameters of leasehold.members.remove. */
export interface MembersRemoveParameters extends StandardParameters {
  /** Id or number of the project. */
  project: string;
  /** E-mail address of the member. */
  email: string;
}

/** Calls of the resource members. */
export interface MembersResource {
  /** Makes somebody a member of a project. For owners. */
  readonly add: (parameters: MembersAddParameters, options: CallOptions & { body: Member & Required<Pick<Member, "email" | "role">> }) => Promise<Member>;
  /** Lists the members of a project. */
  readonly list: ((parameters: MembersListParameters, options?: CallOptions) => Promise<Members>) & Paged<"items">;
  /** Changes the role of a member. A project keeps at least one owner. For owners. */
  readonly patch: (parameters: MembersPatchParameters, options: CallOptions & { body: Member & Required<Pick<Member, "role">> }) => Promise<Member>;
  /** Removes a member from a project. A project keeps at least one owner. For owners. The answer has no body. */
  readonly remove: (parameters: MembersRemoveParameters, options?: CallOptions) => Promise<void>;
}

/** Parameters of leasehold.projects.create. */
export interface ProjectsCreateParameters extends StandardParameters {
}

/** Parameters of leasehold.projects.delete. */
export interface ProjectsDeleteParameters extends StandardParameters {
  /** Id or number of the project. */
  project: string;
  /** Id of the project once more, so that none is deleted by mistake. */
  confirm: string;
}

/** Parameters of leasehold.projects.get. */
export interface ProjectsGetParameters extends StandardParameters {
  /** Id or number of the project. */
  project: string;
}

/** Parameters of leasehold.projects.list. */
export interface ProjectsListParameters extends StandardParameters {
  /**
   * How many projects a page has at most: 1 to 1000.
   * Minimum: 1.
   * Maximum: 1000.
   * Default: 100.
   */
  maxResults?: number | undefined;
  /** nextPageToken of the page before. Left out: the first page. */
  pageToken?: string | undefined;
}

/** Parameters of leasehold.projects.patch. */
export interface ProjectsPatchParameters extends StandardParameters {
  /** Id or number of the project. */
  project: string;
}

/** Calls of the resource projects. */
export interface ProjectsResource {
  /** Makes a project. The caller becomes its owner. */
  readonly create: (parameters: ProjectsCreateParameters, options: CallOptions & { body: Project & Required<Pick<Project, "id">> }) => Promise<Project>;
  /** Deletes a project and all that is in it: applications, keys, queues and tasks. Tokens of its applications stop working at once. It cannot be undone. For owners. The answer has no body. */
  readonly delete: (parameters: ProjectsDeleteParameters, options?: CallOptions) => Promise<void>;
  /** Gets a project. */
  readonly get: (parameters: ProjectsGetParameters, options?: CallOptions) => Promise<Project>;
  /** Lists the caller's projects; all of them for an administrator of the service. */
  readonly list: ((parameters?: ProjectsListParameters, options?: CallOptions) => Promise<Projects>) & Paged<"items">;
  /** Changes the name of a project. For owners and editors. */
  readonly patch: (parameters: ProjectsPatchParameters, options: CallOptions & { body: Project }) => Promise<Project>;
}

/** Parameters of leasehold.queues.apply. */
export interface QueuesApplyParameters extends StandardParameters {
  /** Id or number of the project. */
  project: string;
}

/** Parameters of leasehold.queues.create. */
export interface QueuesCreateParameters extends StandardParameters {
  /** Id or number of the project. */
  project: string;
}

/** Parameters of leasehold.queues.delete. */
export interface QueuesDeleteParameters extends StandardParameters {
  /** Id or number of the project. */
  project: string;
  /** Name of the queue: 1 to 100 letters, digits and hyphens. */
  queue: string;
}

/** Parameters of leasehold.queues.export. */
export interface QueuesExportParameters extends StandardParameters {
  /** Id or number of the project. */
  project: string;
}

/** Parameters of leasehold.queues.get. */
export interface QueuesGetParameters extends StandardParameters {
  /** Id or number of the project. */
  project: string;
  /** Name of the queue: 1 to 100 letters, digits and hyphens. */
  queue: string;
}

/** Parameters of leasehold.queues.list. */
export interface QueuesListParameters extends StandardParameters {
  /** Id or number of the project. */
  project: string;
  /**
   * How many queues a page has at most: 1 to 1000.
   * Minimum: 1.
   * Maximum: 1000.
   * Default: 100.
   */
  maxResults?: number | undefined;
  /** nextPageToken of the page before. Left out: the first page. */
  pageToken?: string | undefined;
}

/** Parameters of leasehold.queues.patch. */
export interface QueuesPatchParameters extends StandardParameters {
  /** Id or number of the project. */
  project: string;
  /** Name of the queue: 1 to 100 letters, digits and hyphens. */
  queue: string;
}

/** Parameters of leasehold.queues.pause. */
export interface QueuesPauseParameters extends StandardParameters {
  /** Id or number of the project. */
  project: string;
  /** Name of the queue: 1 to 100 letters, digits and hyphens. */
  queue: string;
}

/** Parameters of leasehold.queues.purge. */
export interface QueuesPurgeParameters extends StandardParameters {
  /** Id or number of the project. */
  project: string;
  /** Name of the queue: 1 to 100 letters, digits and hyphens. */
  queue: string;
}

/** Parameters of leasehold.queues.resume. */
export interface QueuesResumeParameters extends StandardParameters {
  /** Id or number of the project. */
  project: string;
  /** Name of the queue: 1 to 100 letters, digits and hyphens. */
  queue: string;
}

/** Parameters of leasehold.queues.statistics. */
export interface QueuesStatisticsParameters extends StandardParameters {
  /** Id or number of the project. */
  project: string;
  /** Name of a queue; at most 100 of them. */
  queue: string[];
}

/** Parameters of leasehold.queues.update. */
export interface QueuesUpdateParameters extends StandardParameters {
  /** Id or number of the project. */
  project: string;
  /** Name of the queue: 1 to 100 letters, digits and hyphens. */
  queue: string;
}

/** Calls of the resource queues. */
export interface QueuesResource {
  /** Makes the project's queues as a queue.yaml declares them. A queue that the file leaves out is deleted when it is empty, and disabled when it still holds tasks. Answers with all queues of the project. For owners and editors. */
  readonly apply: (parameters: QueuesApplyParameters, options: CallOptions & { body: QueueYaml & Required<Pick<QueueYaml, "queueYaml">> }) => Promise<Queues>;
  /** Makes a queue. Only owners may give it an acl. For owners and editors. */
  readonly create: (parameters: QueuesCreateParameters, options: CallOptions & { body: Queue & Required<Pick<Queue, "name">> }) => Promise<Queue>;
  /** Deletes a queue and its tasks. For owners and editors. The answer has no body. */
  readonly delete: (parameters: QueuesDeleteParameters, options?: CallOptions) => Promise<void>;
  /** Writes the queues of a project as a queue.yaml. Only owners see the acl in it; whether a queue is paused or disabled is not in it. */
  readonly export: (parameters: QueuesExportParameters, options?: CallOptions) => Promise<QueueYaml>;
  /** Gets a queue. */
  readonly get: (parameters: QueuesGetParameters, options?: CallOptions) => Promise<Queue>;
  /** Lists the queues of a project. */
  readonly list: ((parameters: QueuesListParameters, options?: CallOptions) => Promise<Queues>) & Paged<"items">;
  /** Changes those settings of a queue that are given; an empty deadLetterQueue takes it away. Only owners may change the acl. For owners and editors. */
  readonly patch: (parameters: QueuesPatchParameters, options: CallOptions & { body: Queue }) => Promise<Queue>;
  /** Pauses a queue: it takes tasks and leases none. For owners and editors. */
  readonly pause: (parameters: QueuesPauseParameters, options?: CallOptions) => Promise<Queue>;
  /** Deletes all tasks of a queue. For owners and editors. */
  readonly purge: (parameters: QueuesPurgeParameters, options?: CallOptions) => Promise<Purge>;
  /** Resumes a paused queue. For owners and editors. */
  readonly resume: (parameters: QueuesResumeParameters, options?: CallOptions) => Promise<Queue>;
  /** Reads the figures of several queues at once. */
  readonly statistics: (parameters: QueuesStatisticsParameters, options?: CallOptions) => Promise<QueuesStatistics>;
  /** Makes a queue, or replaces the settings and the acl of one. Only owners may change the acl. For owners and editors. */
  readonly update: (parameters: QueuesUpdateParameters, options: CallOptions & { body: Queue }) => Promise<Queue>;
}

/** Parameters of leasehold.quotas.get. */
export interface QuotasGetParameters extends StandardParameters {
  /** Id or number of the project. */
  project: string;
}

/** Parameters of leasehold.quotas.patch. */
export interface QuotasPatchParameters extends StandardParameters {
  /** Id or number of the project. */
  project: string;
}

/** Calls of the resource quotas. */
export interface QuotasResource {
  /** Gets the limits of a project, and what it has used of them. */
  readonly get: (parameters: QuotasGetParameters, options?: CallOptions) => Promise<Quotas>;
  /** Changes those limits of a project that are given. For administrators of the service only. */
  readonly patch: (parameters: QuotasPatchParameters, options: CallOptions & { body: Quotas }) => Promise<Quotas>;
}

/** Parameters of leasehold.serviceAccounts.create. */
export interface ServiceAccountsCreateParameters extends StandardParameters {
  /** Id or number of the project. */
  project: string;
}

/** Parameters of leasehold.serviceAccounts.delete. */
export interface ServiceAccountsDeleteParameters extends StandardParameters {
  /** Id or number of the project. */
  project: string;
  /** E-mail address of the service account. */
  account: string;
}

/** Parameters of leasehold.serviceAccounts.get. */
export interface ServiceAccountsGetParameters extends StandardParameters {
  /** Id or number of the project. */
  project: string;
  /** E-mail address of the service account. */
  account: string;
}

/** Parameters of leasehold.serviceAccounts.list. */
export interface ServiceAccountsListParameters extends StandardParameters {
  /** Id or number of the project. */
  project: string;
  /**
   * How many service accounts a page has at most: 1 to 1000.
   * Minimum: 1.
   * Maximum: 1000.
   * Default: 100.
   */
  maxResults?: number | undefined;
  /** nextPageToken of the page before. Left out: the first page. */
  pageToken?: string | undefined;
}

/** Parameters of leasehold.serviceAccounts.patch. */
export interface ServiceAccountsPatchParameters extends StandardParameters {
  /** Id or number of the project. */
  project: string;
  /** E-mail address of the service account. */
  account: string;
}

/** Calls of the resource serviceAccounts. */
export interface ServiceAccountsResource {
  /** Makes a service account. For owners and editors. */
  readonly create: (parameters: ServiceAccountsCreateParameters, options: CallOptions & { body: ServiceAccount & Required<Pick<ServiceAccount, "accountId">> }) => Promise<ServiceAccount>;
  /** Deletes a service account and its keys. Its tokens stop working at once. For owners and editors. The answer has no body. */
  readonly delete: (parameters: ServiceAccountsDeleteParameters, options?: CallOptions) => Promise<void>;
  /** Gets a service account. */
  readonly get: (parameters: ServiceAccountsGetParameters, options?: CallOptions) => Promise<ServiceAccount>;
  /** Lists the service accounts of a project. */
  readonly list: ((parameters: ServiceAccountsListParameters, options?: CallOptions) => Promise<ServiceAccounts>) & Paged<"items">;
  /** Changes the name of a service account. For owners and editors. */
  readonly patch: (parameters: ServiceAccountsPatchParameters, options: CallOptions & { body: ServiceAccount }) => Promise<ServiceAccount>;
  readonly keys: ServiceAccountsKeysResource;
}

/** Parameters of leasehold.serviceAccounts.keys.create. */
export interface ServiceAccountsKeysCreateParameters extends StandardParameters {
  /** Id or number of the project. */
  project: string;
  /** E-mail address of the service account. */
  account: string;
}

/** Parameters of leasehold.serviceAccounts.keys.delete. */
export interface ServiceAccountsKeysDeleteParameters extends Omit<StandardParameters, "key"> {
  /** Id or number of the project. */
  project: string;
  /** E-mail address of the service account. */
  account: string;
  /** Id of the key. */
  key: string;
}

/** Parameters of leasehold.serviceAccounts.keys.list. */
export interface ServiceAccountsKeysListParameters extends StandardParameters {
  /** Id or number of the project. */
  project: string;
  /** E-mail address of the service account. */
  account: string;
  /**
   * How many keys a page has at most: 1 to 1000.
   * Minimum: 1.
   * Maximum: 1000.
   * Default: 100.
   */
  maxResults?: number | undefined;
  /** nextPageToken of the page before. Left out: the first page. */
  pageToken?: string | undefined;
}

/** Parameters of leasehold.serviceAccounts.keys.upload. */
export interface ServiceAccountsKeysUploadParameters extends StandardParameters {
  /** Id or number of the project. */
  project: string;
  /** E-mail address of the service account. */
  account: string;
}

/** Calls of the resource serviceAccounts.keys. */
export interface ServiceAccountsKeysResource {
  /** Makes a key pair. The answer holds the file with the private key, which is shown this once. For owners and editors. */
  readonly create: (parameters: ServiceAccountsKeysCreateParameters, options?: CallOptions) => Promise<ServiceAccountKey>;
  /** Deletes a key of a service account: what is signed with it is refused from then on. For owners and editors. The answer has no body. */
  readonly delete: (parameters: ServiceAccountsKeysDeleteParameters, options?: CallOptions) => Promise<void>;
  /** Lists the keys of a service account. */
  readonly list: ((parameters: ServiceAccountsKeysListParameters, options?: CallOptions) => Promise<ServiceAccountKeys>) & Paged<"items">;
  /** Adds a key whose private half stays with you. For owners and editors. */
  readonly upload: (parameters: ServiceAccountsKeysUploadParameters, options: CallOptions & { body: ServiceAccountKey & Required<Pick<ServiceAccountKey, "publicKeyPem">> }) => Promise<ServiceAccountKey>;
}

/** Parameters of leasehold.services.disable. */
export interface ServicesDisableParameters extends StandardParameters {
  /** Id or number of the project. */
  project: string;
  /** Name of the service, such as `taskqueue`. */
  service: string;
}

/** Parameters of leasehold.services.enable. */
export interface ServicesEnableParameters extends StandardParameters {
  /** Id or number of the project. */
  project: string;
  /** Name of the service, such as `taskqueue`. */
  service: string;
}

/** Parameters of leasehold.services.list. */
export interface ServicesListParameters extends StandardParameters {
  /** Id or number of the project. */
  project: string;
  /**
   * How many services a page has at most: 1 to 1000.
   * Minimum: 1.
   * Maximum: 1000.
   * Default: 100.
   */
  maxResults?: number | undefined;
  /** nextPageToken of the page before. Left out: the first page. */
  pageToken?: string | undefined;
}

/** Calls of the resource services. */
export interface ServicesResource {
  /** Switches a service off: the calls of the project's applications are refused at once. For owners and editors. */
  readonly disable: (parameters: ServicesDisableParameters, options?: CallOptions) => Promise<Service>;
  /** Switches a service on for the applications of a project. For owners and editors. */
  readonly enable: (parameters: ServicesEnableParameters, options?: CallOptions) => Promise<Service>;
  /** Lists the services that a project can switch on and off. */
  readonly list: ((parameters: ServicesListParameters, options?: CallOptions) => Promise<Services>) & Paged<"items">;
}

/** Parameters of leasehold.tasks.delete. */
export interface TasksDeleteParameters extends StandardParameters {
  /** Id or number of the project. */
  project: string;
  /** Name of the queue: 1 to 100 letters, digits and hyphens. */
  queue: string;
  /** Name of the task. */
  task: string;
}

/** Parameters of leasehold.tasks.get. */
export interface TasksGetParameters extends StandardParameters {
  /** Id or number of the project. */
  project: string;
  /** Name of the queue: 1 to 100 letters, digits and hyphens. */
  queue: string;
  /** Name of the task. */
  task: string;
}

/** Parameters of leasehold.tasks.insert. */
export interface TasksInsertParameters extends StandardParameters {
  /** Id or number of the project. */
  project: string;
  /** Name of the queue: 1 to 100 letters, digits and hyphens. */
  queue: string;
}

/** Parameters of leasehold.tasks.lease. */
export interface TasksLeaseParameters extends StandardParameters {
  /** Id or number of the project. */
  project: string;
  /** Name of the queue: 1 to 100 letters, digits and hyphens. */
  queue: string;
  /**
   * How many tasks to lease at most: 1 to 1000.
   * Minimum: 1.
   * Maximum: 1000.
   * Default: 1.
   */
  numTasks?: number | undefined;
  /**
   * How many seconds the lease lasts: 0 to 604800, which is a week.
   * Minimum: 0.
   * Maximum: 604800.
   * Default: 60.
   */
  leaseSecs?: number | undefined;
  /** Only tasks with this tag; empty: only tasks without one. */
  tag?: string | undefined;
}

/** Parameters of leasehold.tasks.list. */
export interface TasksListParameters extends StandardParameters {
  /** Id or number of the project. */
  project: string;
  /** Name of the queue: 1 to 100 letters, digits and hyphens. */
  queue: string;
  /** Only tasks with this tag; empty: only tasks without one. */
  tag?: string | undefined;
  /**
   * Only tasks in this state. A page may then hold fewer tasks than asked for, or none, and have one that follows.
   * - `available`: It may be leased.
   * - `leased`: Somebody has leased it.
   * - `delayed`: It was inserted for a later time and was never leased.
   */
  state?: "available" | "leased" | "delayed" | (string & {}) | undefined;
  /**
   * How many tasks a page has at most: 1 to 1000.
   * Minimum: 1.
   * Maximum: 1000.
   * Default: 100.
   */
  maxResults?: number | undefined;
  /** nextPageToken of the page before. Left out: the first page. */
  pageToken?: string | undefined;
}

/** Parameters of leasehold.tasks.move. */
export interface TasksMoveParameters extends StandardParameters {
  /** Id or number of the project. */
  project: string;
  /** Name of the queue: 1 to 100 letters, digits and hyphens. */
  queue: string;
  /** Name of the task. */
  task: string;
  /** Name of the queue to move the task to. Left out: the only queue that has this one as its dead-letter queue. */
  destination?: string | undefined;
}

/** Parameters of leasehold.tasks.release. */
export interface TasksReleaseParameters extends StandardParameters {
  /** Id or number of the project. */
  project: string;
  /** Name of the queue: 1 to 100 letters, digits and hyphens. */
  queue: string;
  /** Name of the task. */
  task: string;
}

/** Calls of the resource tasks. */
export interface TasksResource {
  /** Deletes a task, leased or not. For owners and editors. The answer has no body. */
  readonly delete: (parameters: TasksDeleteParameters, options?: CallOptions) => Promise<void>;
  /** Gets a task with its payload. */
  readonly get: (parameters: TasksGetParameters, options?: CallOptions) => Promise<Task>;
  /** Inserts a task. For owners and editors. */
  readonly insert: (parameters: TasksInsertParameters, options: CallOptions & { body: Task & Required<Pick<Task, "payloadBase64">> }) => Promise<Task>;
  /** Leases the oldest tasks of a queue that are available. For owners and editors. */
  readonly lease: (parameters: TasksLeaseParameters, options?: CallOptions) => Promise<LeasedTasks>;
  /** Lists the tasks of a queue in the order in which they are leased, without their payloads. */
  readonly list: ((parameters: TasksListParameters, options?: CallOptions) => Promise<Tasks>) & Paged<"items">;
  /** Moves a task to another queue of the project, as from a dead-letter queue back to the one it came from. It keeps payload and tag, gets a new name, and counts its leases from 0. For owners and editors. */
  readonly move: (parameters: TasksMoveParameters, options?: CallOptions) => Promise<Task>;
  /** Ends the lease of a task, or the time that it was inserted for: it is available at once. For owners and editors. */
  readonly release: (parameters: TasksReleaseParameters, options?: CallOptions) => Promise<Task>;
}

/** Parameters of leasehold.traffic.query. */
export interface TrafficQueryParameters extends StandardParameters {
  /** Id or number of the project. */
  project: string;
  /** Start of the time to look at; it is set back to the start of an interval. RFC 3339. */
  from: string;
  /** End of the time to look at. RFC 3339. Left out: now. */
  to?: string | undefined;
  /**
   * How long an interval is. At most 1500 intervals are answered.
   * - `minute`: A minute.
   * - `hour`: An hour.
   * - `day`: A day, from midnight UTC.
   * Default: hour.
   */
  resolution?: "minute" | "hour" | "day" | (string & {}) | undefined;
  /**
   * What calls are told apart by. Left out: by nothing.
   * - `method`: By method.
   * - `application`: By application.
   * - `statusClass`: By the first digit of the status.
   */
  groupBy?: ("method" | "application" | "statusClass" | (string & {}))[] | undefined;
}

/** Calls of the resource traffic. */
export interface TrafficResource {
  /** Counts the calls of a project's applications. */
  readonly query: (parameters: TrafficQueryParameters, options?: CallOptions) => Promise<Traffic>;
}

/** Parameters of leasehold.users.create. */
export interface UsersCreateParameters extends StandardParameters {
}

/** Parameters of leasehold.users.delete. */
export interface UsersDeleteParameters extends StandardParameters {
  /** E-mail address of the user. */
  user: string;
}

/** Parameters of leasehold.users.get. */
export interface UsersGetParameters extends StandardParameters {
  /** E-mail address of the user. */
  user: string;
}

/** Parameters of leasehold.users.list. */
export interface UsersListParameters extends StandardParameters {
  /**
   * How many users a page has at most: 1 to 1000.
   * Minimum: 1.
   * Maximum: 1000.
   * Default: 100.
   */
  maxResults?: number | undefined;
  /** nextPageToken of the page before. Left out: the first page. */
  pageToken?: string | undefined;
}

/** Parameters of leasehold.users.patch. */
export interface UsersPatchParameters extends StandardParameters {
  /** E-mail address of the user. */
  user: string;
}

/** Parameters of leasehold.users.resetPassword. */
export interface UsersResetPasswordParameters extends StandardParameters {
  /** E-mail address of the user. */
  user: string;
}

/** Calls of the resource users. */
export interface UsersResource {
  /** Makes a user. The answer holds the link to set a password with, which is shown this once. For administrators of the service only. */
  readonly create: (parameters: UsersCreateParameters, options: CallOptions & { body: User & Required<Pick<User, "email">> }) => Promise<Invitation>;
  /** Deletes a user. Sessions and tokens end at once, and memberships and queue acls with this address go. The last owner of a project and the last administrator cannot be deleted. For administrators of the service only. The answer has no body. */
  readonly delete: (parameters: UsersDeleteParameters, options?: CallOptions) => Promise<void>;
  /** Gets a user. For administrators of the service only. */
  readonly get: (parameters: UsersGetParameters, options?: CallOptions) => Promise<User>;
  /** Lists the users. For administrators of the service only. */
  readonly list: ((parameters?: UsersListParameters, options?: CallOptions) => Promise<Users>) & Paged<"items">;
  /** Changes the name of a user, or whether they administer the service. At least one administrator stays. For administrators of the service only. */
  readonly patch: (parameters: UsersPatchParameters, options: CallOptions & { body: User }) => Promise<User>;
  /** Makes a link to set a new password with, which is shown this once. The password works until the link is used. For administrators of the service only. */
  readonly resetPassword: (parameters: UsersResetPasswordParameters, options?: CallOptions) => Promise<Invitation>;
}

/**
 * Makes a client of the Leasehold Administration API v1.
 * @param options - Where the server is, and how to authorize requests.
 */
export function createLeasehold(options: ClientOptions): LeaseholdClient {
  return createCalls(methods, rootUrl, options) as LeaseholdClient;
}

/**
 * Makes the openapi-fetch client of the Leasehold Administration API v1: one function for each HTTP verb, with the paths of the API.
 * @param options - Where the server is, and how to authorize requests.
 */
export function createLeaseholdFetchClient(options: ClientOptions): FetchClient<paths> {
  return createFetchClient<paths>(rootUrl, options);
}
