// Made from the discovery document of leasehold:v1. Do not edit: change the document, then generate.
import { createCalls, createFetchClient } from "@leasehold/client-runtime";
import type { CallOptions, ClientOptions, FetchClient } from "@leasehold/client-runtime";
import type { Paged } from "@leasehold/client-runtime/pages";
import type { components, paths } from "./schema.gen.ts";

const rootUrl = "http://127.0.0.1:8085/";

const methods = {
  "configuration.apply": ["POST", "/leasehold/v1/configuration:apply"],
  "projects.get": ["GET", "/leasehold/v1/projects/{project}"],
  "projects.list": ["GET", "/leasehold/v1/projects", { items: "items" }],
  "queues.apply": ["POST", "/leasehold/v1/projects/{project}/queues:apply"],
  "queues.delete": ["DELETE", "/leasehold/v1/projects/{project}/queues/{queue}"],
  "queues.get": ["GET", "/leasehold/v1/projects/{project}/queues/{queue}"],
  "queues.list": ["GET", "/leasehold/v1/projects/{project}/queues", { items: "items" }],
  "queues.pause": ["POST", "/leasehold/v1/projects/{project}/queues/{queue}/pause"],
  "queues.purge": ["POST", "/leasehold/v1/projects/{project}/queues/{queue}/purge"],
  "queues.resume": ["POST", "/leasehold/v1/projects/{project}/queues/{queue}/resume"],
  "queues.update": ["PUT", "/leasehold/v1/projects/{project}/queues/{queue}"],
} as const;

/** Where `batchingFetch` of `@leasehold/client-runtime/batch` sends the calls of one moment together. */
export const batchUrl = "http://127.0.0.1:8085/batch/leasehold/v1";

/** A leasehold.yaml and the files that it names. */
export type ConfigurationFile = components["schemas"]["ConfigurationFile"];

/** What applying a configuration changed. */
export type ConfigurationChanges = components["schemas"]["ConfigurationChanges"];

/** A project: what owns queues, services and applications. */
export type Project = components["schemas"]["Project"];

/** A page of projects. */
export type Projects = components["schemas"]["Projects"];

/** What a purge did. */
export type Purge = components["schemas"]["Purge"];

/** A queue, its settings and who may use it. */
export type Queue = components["schemas"]["Queue"];

/** A queue.yaml. */
export type QueueYaml = components["schemas"]["QueueYaml"];

/** A page of queues. */
export type Queues = components["schemas"]["Queues"];

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
  readonly configuration: ConfigurationResource;
  readonly projects: ProjectsResource;
  readonly queues: QueuesResource;
}

/** Parameters of leasehold.configuration.apply. */
export interface ConfigurationApplyParameters extends StandardParameters {
}

/** Calls of the resource configuration. */
export interface ConfigurationResource {
  /** Makes the service as a leasehold.yaml declares it. For administrators of the service only. */
  readonly apply: (parameters: ConfigurationApplyParameters, options: CallOptions & { body: ConfigurationFile & Required<Pick<ConfigurationFile, "yaml">> }) => Promise<ConfigurationChanges>;
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

/** Calls of the resource projects. */
export interface ProjectsResource {
  /** Gets a project. */
  readonly get: (parameters: ProjectsGetParameters, options?: CallOptions) => Promise<Project>;
  /** Lists the caller's projects; all of them for an administrator of the service. */
  readonly list: ((parameters?: ProjectsListParameters, options?: CallOptions) => Promise<Projects>) & Paged<"items">;
}

/** Parameters of leasehold.queues.apply. */
export interface QueuesApplyParameters extends StandardParameters {
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

/** Parameters of leasehold.queues.update. */
export interface QueuesUpdateParameters extends StandardParameters {
  /** Id or number of the project. */
  project: string;
  /** Name of the queue: 1 to 100 letters, digits and hyphens. */
  queue: string;
}

/** Calls of the resource queues. */
export interface QueuesResource {
  /** Makes the project's queues as a queue.yaml declares them. A queue that the file leaves out is deleted when it is empty, and disabled when it still holds tasks. Answers with all queues of the project. */
  readonly apply: (parameters: QueuesApplyParameters, options: CallOptions & { body: QueueYaml & Required<Pick<QueueYaml, "queueYaml">> }) => Promise<Queues>;
  /** Deletes a queue and its tasks. The answer has no body. */
  readonly delete: (parameters: QueuesDeleteParameters, options?: CallOptions) => Promise<void>;
  /** Gets a queue. */
  readonly get: (parameters: QueuesGetParameters, options?: CallOptions) => Promise<Queue>;
  /** Lists the queues of a project. */
  readonly list: ((parameters: QueuesListParameters, options?: CallOptions) => Promise<Queues>) & Paged<"items">;
  /** Pauses a queue: it takes tasks and leases none. */
  readonly pause: (parameters: QueuesPauseParameters, options?: CallOptions) => Promise<Queue>;
  /** Deletes all tasks of a queue. */
  readonly purge: (parameters: QueuesPurgeParameters, options?: CallOptions) => Promise<Purge>;
  /** Resumes a paused queue. */
  readonly resume: (parameters: QueuesResumeParameters, options?: CallOptions) => Promise<Queue>;
  /** Makes a queue, or replaces the settings and the acl of one. */
  readonly update: (parameters: QueuesUpdateParameters, options: CallOptions & { body: Queue }) => Promise<Queue>;
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
