import createOpenapiFetch from "openapi-fetch";
import type { Client as OpenapiFetchClient } from "openapi-fetch";
import { expandPath } from "./lib/expand-path.ts";
import { readError } from "./lib/read-error.ts";
import type { ErrorDetail } from "./lib/read-error.ts";
import { retryingFetch } from "./lib/retrying-fetch.ts";
import type { RetryOptions } from "./lib/retrying-fetch.ts";
import { serializeQuery } from "./lib/serialize-query.ts";

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

/** Verb and URI template (from the server's root) of each method, by its dotted place in the client. */
export type MethodTable = Record<string, readonly [verb: string, path: string]>;

/** A typed openapi-fetch client: one function for each HTTP verb, `{ data, error, response }` as the answer. */
// oxlint-disable-next-line typescript/no-empty-object-type -- the bound that openapi-fetch itself has
export type FetchClient<Paths extends {}> = OpenapiFetchClient<Paths>;

/** An answer with a status that is not 2xx, or a 2xx answer that is not JSON. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  /** HTTP status. */
  readonly status: number;
  /** Why, in one word such as `notFound` or `NOT_FOUND`: switch on this. Undefined when the answer does not say. */
  readonly reason: string | undefined;
  /** The single errors, when the answer lists them. */
  readonly errors: readonly ErrorDetail[];
  /** What is wrong, such as the name of a parameter. */
  readonly location: string | undefined;
  /** How long to wait before another attempt, in seconds, when the answer says. */
  readonly retryAfterSeconds: number | undefined;
  /** The answer; its body has been read. */
  readonly response: Response;

  constructor(response: Response, body: unknown, options?: ErrorOptions) {
    const facts = readError(response, body);
    super(facts.message, options);
    this.status = response.status;
    this.reason = facts.reason;
    this.errors = facts.errors;
    this.location = facts.errors[0]?.location;
    this.retryAfterSeconds = facts.retryAfterSeconds;
    this.response = response;
  }
}

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
  const { baseUrl = rootUrl, headers = {}, authorize, retry } = options;
  const send = options.fetch ?? ((request: Request) => globalThis.fetch(request));
  const authorized = authorize ? async (request: Request) => send(await authorize(request)) : send;
  return createOpenapiFetch<Paths>({
    baseUrl,
    headers,
    fetch: retry ? retryingFetch(authorized, retry) : authorized,
    pathSerializer: expandPath,
    querySerializer: serializeQuery,
  });
}

/**
 * Makes the resource tree of a generated client: `table` has `tasks.lease`, the result `tasks.lease(parameters, { body, signal })`.
 * @param table - The API's methods, those of a resource before those of its sub-resources.
 * @param rootUrl - Where the API is when the options have no baseUrl.
 * @param options - How to reach it.
 * @returns The tree, of the type that was generated with the table. Calls resolve to the resource, or to undefined for an empty
 * answer, and reject with an {@link ApiError}.
 */
export function createCalls(table: MethodTable, rootUrl: string, options: ClientOptions): unknown {
  const client = createFetchClient(rootUrl, options);
  const request = client.request as unknown as UntypedRequest;
  const root: Node = emptyNode();
  for (const [name, [verb, path]] of Object.entries(table)) {
    place(root, name.split("."), async (parameters = {}, { body, headers, signal } = {}) => {
      const { response, error } = await request(verb, path, {
        params: splitParameters(path, parameters),
        parseAs: "stream",
        ...(body === undefined ? {} : { body }),
        ...(headers ? { headers } : {}),
        ...(signal ? { signal } : {}),
      });
      if (!response.ok) throw new ApiError(response, error);
      return readAnswer(response);
    });
  }
  return root;
}

type UntypedRequest = (
  verb: string,
  path: string,
  init: object,
) => Promise<{ response: Response; error?: unknown }>;

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
function place(root: Node, names: string[], call: Call): void {
  let node: Node = root;
  for (const name of names.slice(0, -1)) {
    node[name] ??= emptyNode();
    node = node[name] as Node;
  }
  node[names.at(-1) ?? ""] = call as Call & Partial<Node>;
}

function splitParameters(
  template: string,
  parameters: Record<string, unknown>,
): { path: Record<string, unknown>; query: Record<string, unknown> } {
  const path: Record<string, unknown> = {};
  const query: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(parameters)) {
    const isVariable = template.includes(`{${name}}`) || template.includes(`{+${name}}`);
    (isVariable ? path : query)[name] = value;
  }
  return { path, query };
}

async function readAnswer(response: Response): Promise<unknown> {
  const text = await response.text();
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ApiError(response, text, { cause });
  }
}
