import type { TaskQueue, Task, Tasks, Tasks2 } from "@leasehold/taskqueue-v1beta2";

/** An answer, taken apart. */
export interface Answer<Body = object> {
  status: number;
  headers: Headers;
  text: string;
  /** The JSON body, as the one that the test expects: a resource with all that it can hold, or an error. undefined for an empty one. */
  json: Whole<Body> & Failure;
}

/** A resource with all its fields, and at least one item in each list. */
type Whole<Value> = Value extends (infer Item)[]
  ? [Whole<Item>, ...Whole<Item>[]]
  : Value extends object
    ? { [Name in keyof Value]-?: Whole<NonNullable<Value[Name]>> }
    : Value;

interface Failure {
  error: { code: number; message: string; errors: [ErrorItem, ...ErrorItem[]] };
}

interface ErrorItem {
  domain: string;
  reason: string;
  message: string;
  location: string;
  locationType: string;
  debugInfo: string;
}

/** Calls a path of the service. */
export async function call<Body = object>(
  url: string,
  options: {
    method?: string;
    token?: string;
    headers?: Record<string, string>;
    body?: string | Uint8Array<ArrayBuffer> | object;
  } = {},
): Promise<Answer<Body>> {
  const { method = "GET", token, body } = options;
  const headers = new Headers(options.headers);
  if (token !== undefined) headers.set("authorization", `Bearer ${token}`);
  const isRaw = typeof body === "string" || body instanceof Uint8Array;
  if (body !== undefined && !isRaw) headers.set("content-type", "application/json");
  const response = await fetch(url, {
    method,
    headers,
    ...(body === undefined ? {} : { body: isRaw ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.startsWith("application/json") === true;
  const json = isJson && text !== "" ? JSON.parse(text) : undefined;
  return { status: response.status, headers: response.headers, text, json };
}

/** The error of an answer in one line: status, reason, domain. */
export function errorLine({ status, json }: Answer): string {
  const [item] = json.error.errors;
  return `${status} ${item.reason} ${item.domain}`;
}

/** Calls the methods of one queue with one token. */
export function queueCaller(options: { url: string; token: string; queue?: string }): {
  base: string;
  insert: (body: object, query?: string) => Promise<Answer<Task>>;
  lease: (query: string) => Promise<Answer<Tasks>>;
  get: (task: string, query?: string) => Promise<Answer<Task>>;
  list: (query?: string) => Promise<Answer<Tasks2>>;
  update: (task: string, query: string, body: object) => Promise<Answer<Task>>;
  patch: (task: string, query: string, body: object) => Promise<Answer<Task>>;
  delete: (task: string) => Promise<Answer>;
  queue: (query?: string) => Promise<Answer<TaskQueue>>;
} {
  const { url, token, queue = "acme/taskqueues/images" } = options;
  const base = `${url}/taskqueue/v1beta2/projects/${queue}`;
  return {
    base,
    insert: (body, query = "") => call(`${base}/tasks${query}`, { method: "POST", token, body }),
    lease: (query) => call(`${base}/tasks/lease?${query}`, { method: "POST", token }),
    get: (task, query = "") => call(`${base}/tasks/${task}${query}`, { token }),
    list: (query = "") => call(`${base}/tasks${query}`, { token }),
    update: (task, query, body) =>
      call(`${base}/tasks/${task}?${query}`, { method: "POST", token, body }),
    patch: (task, query, body) =>
      call(`${base}/tasks/${task}?${query}`, { method: "PATCH", token, body }),
    delete: (task) => call(`${base}/tasks/${task}`, { method: "DELETE", token }),
    queue: (query = "") => call(`${base}${query}`, { token }),
  };
}
