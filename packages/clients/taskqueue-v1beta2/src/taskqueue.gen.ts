// Made from the discovery document of taskqueue:v1beta2. Do not edit: change the document, then generate.
import { createCalls, createFetchClient } from "@leasehold/client-runtime";
import type { CallOptions, ClientOptions, FetchClient } from "@leasehold/client-runtime";
import type { Paged } from "@leasehold/client-runtime/pages";
import type { components, paths } from "./schema.gen.ts";

const rootUrl = "http://127.0.0.1:8085/";

const methods = {
  "taskqueues.get": ["GET", "/taskqueue/v1beta2/projects/{project}/taskqueues/{taskqueue}"],
  "tasks.delete": ["DELETE", "/taskqueue/v1beta2/projects/{project}/taskqueues/{taskqueue}/tasks/{task}"],
  "tasks.get": ["GET", "/taskqueue/v1beta2/projects/{project}/taskqueues/{taskqueue}/tasks/{task}"],
  "tasks.insert": ["POST", "/taskqueue/v1beta2/projects/{project}/taskqueues/{taskqueue}/tasks"],
  "tasks.lease": ["POST", "/taskqueue/v1beta2/projects/{project}/taskqueues/{taskqueue}/tasks/lease"],
  "tasks.list": ["GET", "/taskqueue/v1beta2/projects/{project}/taskqueues/{taskqueue}/tasks", { items: "items" }],
  "tasks.patch": ["PATCH", "/taskqueue/v1beta2/projects/{project}/taskqueues/{taskqueue}/tasks/{task}"],
  "tasks.update": ["POST", "/taskqueue/v1beta2/projects/{project}/taskqueues/{taskqueue}/tasks/{task}"],
} as const;

/** Where `batchingFetch` of `@leasehold/client-runtime/batch` sends the calls of one moment together. */
export const batchUrl = "http://127.0.0.1:8085/batch/taskqueue/v1beta2";

/** One piece of work in a queue. */
export type Task = components["schemas"]["Task"];

/** A pull queue. */
export type TaskQueue = components["schemas"]["TaskQueue"];

/** The tasks that a lease was given for. */
export type Tasks = components["schemas"]["Tasks"];

/** Tasks of a queue, without their payloads. */
export type Tasks2 = components["schemas"]["Tasks2"];

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

/** Calls of the Task Queue API v1beta2. */
export interface TaskqueueClient {
  readonly taskqueues: TaskqueuesResource;
  readonly tasks: TasksResource;
}

/** Parameters of taskqueue.taskqueues.get. */
export interface TaskqueuesGetParameters extends StandardParameters {
  /** Id of the project that the queue belongs to, with or without a partition prefix such as `s~`. */
  project: string;
  /** Name of the queue: 1 to 100 letters, digits and hyphens. */
  taskqueue: string;
  /**
   * Whether to answer with the queue's statistics.
   * Default: false.
   */
  getStats?: boolean | undefined;
}

/** Calls of the resource taskqueues. */
export interface TaskqueuesResource {
  /** Gets a queue. */
  readonly get: (parameters: TaskqueuesGetParameters, options?: CallOptions) => Promise<TaskQueue>;
}

/** Parameters of taskqueue.tasks.delete. */
export interface TasksDeleteParameters extends StandardParameters {
  /** Id of the project that the queue belongs to, with or without a partition prefix such as `s~`. */
  project: string;
  /** Name of the queue: 1 to 100 letters, digits and hyphens. */
  taskqueue: string;
  /** Name of the task: 1 to 500 letters, digits, hyphens and underscores. */
  task: string;
}

/** Parameters of taskqueue.tasks.get. */
export interface TasksGetParameters extends StandardParameters {
  /** Id of the project that the queue belongs to, with or without a partition prefix such as `s~`. */
  project: string;
  /** Name of the queue: 1 to 100 letters, digits and hyphens. */
  taskqueue: string;
  /** Name of the task: 1 to 500 letters, digits, hyphens and underscores. */
  task: string;
}

/** Parameters of taskqueue.tasks.insert. */
export interface TasksInsertParameters extends StandardParameters {
  /** Id of the project that the queue belongs to, with or without a partition prefix such as `s~`. */
  project: string;
  /** Name of the queue: 1 to 100 letters, digits and hyphens. */
  taskqueue: string;
}

/** Parameters of taskqueue.tasks.lease. */
export interface TasksLeaseParameters extends StandardParameters {
  /** Id of the project that the queue belongs to, with or without a partition prefix such as `s~`. */
  project: string;
  /** Name of the queue: 1 to 100 letters, digits and hyphens. */
  taskqueue: string;
  /**
   * How many tasks to lease at most: 1 to 1000.
   * Minimum: 1.
   * Maximum: 1000.
   */
  numTasks: number;
  /**
   * How long the lease lasts, in seconds: 0 to 604800 (7 days).
   * Minimum: 0.
   * Maximum: 604800.
   */
  leaseSecs: number;
  /**
   * Whether all leased tasks must have one tag: the one given as tag, else that of the task whose time came first.
   * Default: false.
   */
  groupByTag?: boolean | undefined;
  /** The tag to lease by, at most 500 characters. Allowed only with groupByTag=true. Empty: tasks without a tag. */
  tag?: string | undefined;
  /**
   * How long to wait for a first task when there is none, in seconds: 0 to 60.
   * Minimum: 0.
   * Maximum: 60.
   * Default: 0.
   */
  waitSecs?: number | undefined;
}

/** Parameters of taskqueue.tasks.list. */
export interface TasksListParameters extends StandardParameters {
  /** Id of the project that the queue belongs to, with or without a partition prefix such as `s~`. */
  project: string;
  /** Name of the queue: 1 to 100 letters, digits and hyphens. */
  taskqueue: string;
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

/** Parameters of taskqueue.tasks.patch. */
export interface TasksPatchParameters extends StandardParameters {
  /** Id of the project that the queue belongs to, with or without a partition prefix such as `s~`. */
  project: string;
  /** Name of the queue: 1 to 100 letters, digits and hyphens. */
  taskqueue: string;
  /** Name of the task: 1 to 500 letters, digits, hyphens and underscores. */
  task: string;
  /**
   * The lease ends this long after now, in seconds: 0 to 604800 (7 days). 0 gives the task back at once.
   * Minimum: 0.
   * Maximum: 604800.
   */
  newLeaseSeconds: number;
}

/** Parameters of taskqueue.tasks.update. */
export interface TasksUpdateParameters extends StandardParameters {
  /** Id of the project that the queue belongs to, with or without a partition prefix such as `s~`. */
  project: string;
  /** Name of the queue: 1 to 100 letters, digits and hyphens. */
  taskqueue: string;
  /** Name of the task: 1 to 500 letters, digits, hyphens and underscores. */
  task: string;
  /**
   * The lease ends this long after now, in seconds: 0 to 604800 (7 days). 0 gives the task back at once.
   * Minimum: 0.
   * Maximum: 604800.
   */
  newLeaseSeconds: number;
}

/** Calls of the resource tasks. */
export interface TasksResource {
  /** Deletes a task, leased or not. The answer has no body. */
  readonly delete: (parameters: TasksDeleteParameters, options?: CallOptions) => Promise<void>;
  /** Gets a task with its payload, without leasing it. */
  readonly get: (parameters: TasksGetParameters, options?: CallOptions) => Promise<Task>;
  /** Puts a task in a queue. */
  readonly insert: (parameters: TasksInsertParameters, options: CallOptions & { body: Task & Required<Pick<Task, "payloadBase64">> }) => Promise<Task>;
  /** Leases the tasks whose time came first: until the lease ends nobody else gets them. Answers with fewer tasks than asked for, or none, when there are no more. */
  readonly lease: (parameters: TasksLeaseParameters, options?: CallOptions) => Promise<Tasks>;
  /** Lists the tasks of a queue, leased ones included, without their payloads. */
  readonly list: ((parameters: TasksListParameters, options?: CallOptions) => Promise<Tasks2>) & Paged<"items">;
  /** Changes when a task's lease ends, and its tag when one is given. leaseTimestamp is compared with the task's only when it is given. */
  readonly patch: (parameters: TasksPatchParameters, options: CallOptions & { body: Task & Required<Pick<Task, "queueName">> }) => Promise<Task>;
  /** Changes when the lease that the caller holds ends. The body must have the task's id and the leaseTimestamp that the lease was given with. */
  readonly update: (parameters: TasksUpdateParameters, options: CallOptions & { body: Task & Required<Pick<Task, "id" | "leaseTimestamp">> }) => Promise<Task>;
}

/**
 * Makes a client of the Task Queue API v1beta2.
 * @param options - Where the server is, and how to authorize requests.
 */
export function createTaskqueue(options: ClientOptions): TaskqueueClient {
  return createCalls(methods, rootUrl, options) as TaskqueueClient;
}

/**
 * Makes the openapi-fetch client of the Task Queue API v1beta2: one function for each HTTP verb, with the paths of the API.
 * @param options - Where the server is, and how to authorize requests.
 */
export function createTaskqueueFetchClient(options: ClientOptions): FetchClient<paths> {
  return createFetchClient<paths>(rootUrl, options);
}
