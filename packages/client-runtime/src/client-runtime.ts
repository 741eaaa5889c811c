import createOpenapiFetch from "openapi-fetch";
import type { Client as OpenapiFetchClient } from "openapi-fetch";
import { ApiError } from "./lib/api-error.ts";
import { callHeaders, callUrl } from "./lib/call-request.ts";
import { describeCall } from "./lib/call-target.ts";
import type { CallTarget, MethodDetails } from "./lib/call-target.ts";
import { expandPath } from "./lib/expand-path.ts";
import { readAnswer } from "./lib/read-answer.ts";
import { retryingFetch } from "./lib/retrying-fetch.ts";
import type { RetryOptions } from "./lib/retrying-fetch.ts";
import { serializeQuery } from "./lib/serialize-query.ts";

export { ApiError };

/** How a client reaches its API. */
export interface ClientOptions {
  /** Root of the server, such as `http://127.0.0.1:8085`; the client adds the API's path. Default: the root that the API's document names. */
  baseUrl?: string | undefined;
  /** Adds the credential to a request, and is called once for each attempt. Default: requests go as they are. */
  authorize?: ((request: Request) => Request | Promise<Request>) | undefined;
  /** Sends a request. Default: the global fetch. */
  fetch?: ((request: Request) => Promise<Response>) | undefined;
  /** Headers of every request. */
  headers?: Record<string, string> | undefined;
  /** Repeats GET, HEAD, OPTIONS, PUT and DELETE requests that failed for a passing reason. Default: no request is repeated. */
  retry?: RetryOptions | undefined;
}

/** What goes with one call beside its parameters. */
export interface CallOptions {
  /** Ends the call: it then rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
  /** Headers of this request. */
  headers?: Record<string, string> | undefined;
}

/** Verb, URI template (from the server's root) and what else there is to know of each method, by its dotted place in the client. */
export type MethodTable = Record<
  string,
  readonly [verb: string, path: string, details?: MethodDetails]
>;

/** What an API has that not every API has. */
export interface ApiFeatures {
  /** Each adds what it can do to the calls that it is for: such as `upload` of `@leasehold/client-runtime/uploads`. */
  abilities?: readonly ((call: object, target: CallTarget) => void)[];
  /** Whether answers come in a member `data`. Default: false. */
  dataWrapper?: boolean;
}

/** A typed openapi-fetch client: one function for each HTTP verb, `{ data, error, response }` as the answer. */
// oxlint-disable-next-line typescript/no-empty-object-type -- the bound that openapi-fetch itself has
export type FetchClient<Paths extends {}> = OpenapiFetchClient<Paths>;

/**
 * Makes the openapi-fetch client of an API, with Google's way to write paths and queries.
 * @param rootUrl - Where the API is when the options have no baseUrl.
 * @param options - How to reach it.
 */
// oxlint-disable-next-line typescript/no-empty-object-type -- the bound that openapi-fetch itself has
export function createFetchClient<Paths extends {}>(
  rootUrl: string,
  options: ClientOptions,
): FetchClient<Paths> {
  const { baseUrl, headers, send } = transport(rootUrl, options);
  return createOpenapiFetch<Paths>({
    baseUrl,
    headers,
    fetch: send,
    pathSerializer: expandPath,
    querySerializer: serializeQuery,
  });
}

/**
 * Makes the resource tree of a generated client: `table` has `tasks.lease`, the result `tasks.lease(parameters, { body, signal })`.
 * @param table - The API's methods, those of a resource before those of its sub-resources.
 * @param rootUrl - Where the API is when the options have no baseUrl.
 * @param options - How to reach it.
 * @param features - What the API has beside calls.
 * @returns The tree, of the type that was generated with the table. Calls resolve to the resource, or to undefined for an empty
 * answer, and reject with an {@link ApiError}.
 */
export function createCalls(
  table: MethodTable,
  rootUrl: string,
  options: ClientOptions,
  { abilities = [], dataWrapper = false }: ApiFeatures = {},
): unknown {
  const reach = transport(rootUrl, options);
  const root: Node = emptyNode();
  for (const [name, [verb, path, details = {}]] of Object.entries(table)) {
    const target = { verb, path, details, ...reach };
    const call: Call = async (parameters = {}, options = {}) => {
      const answer = await readAnswer(await reach.send(requestOf(target, parameters, options)));
      return dataWrapper ? ((answer as { data?: unknown } | undefined)?.data ?? answer) : answer;
    };
    describeCall(call, target);
    for (const ability of abilities) ability(call, target);
    place(root, details.place ?? name.split("."), call);
  }
  return root;
}

function transport(
  rootUrl: string,
  options: ClientOptions,
): Pick<CallTarget, "baseUrl" | "headers" | "send" | "sendOnce" | "fetch"> {
  const { baseUrl = rootUrl, headers = {}, authorize, retry } = options;
  const fetch = options.fetch ?? ((request: Request) => globalThis.fetch(request));
  const authorized = authorize
    ? async (request: Request) => fetch(await authorize(request))
    : fetch;
  const send = retry ? retryingFetch(authorized, retry) : authorized;
  return { baseUrl: baseUrl.replace(/\/+$/, ""), headers, send, sendOnce: authorized, fetch };
}

function requestOf(
  target: CallTarget,
  parameters: Record<string, unknown>,
  { body, headers, signal }: CallOptions & { body?: unknown },
): Request {
  const all = callHeaders(target, { headers });
  if (body !== undefined && !all.has("content-type")) all.set("content-type", "application/json");
  return new Request(callUrl(target, target.path, parameters), {
    method: target.verb,
    headers: all,
    body: body === undefined ? null : JSON.stringify(body),
    signal: signal ?? null,
  });
}

type Call = (
  parameters?: Record<string, unknown>,
  options?: CallOptions & { body?: unknown },
) => Promise<unknown>;

interface Node {
  [name: string]: Node | (Call & Partial<Node>);
}

/** Without a prototype, so that a resource may be named `constructor`. */
function emptyNode(): Node {
  return Object.create(null) as Node;
}

/** A sub-resource may have the name of a method beside it: its calls are then members of the method's function. */
function place(root: Node, names: readonly string[], call: Call): void {
  let node: Node = root;
  for (const [index, name] of names.entries()) {
    const there: unknown = Object.getOwnPropertyDescriptor(node, name)?.value;
    // A function has a name and a length: they give way to a resource or a method that is named so.
    const child = Object(there) === there ? there : emptyNode();
    const value = index === names.length - 1 ? call : child;
    Object.defineProperty(node, name, { value, configurable: true, enumerable: true });
    node = value as Node;
  }
}
