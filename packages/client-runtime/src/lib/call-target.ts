/** What helpers need to know of a call. */
export interface CallTarget {
  verb: string;
  /** URI template from the server's root. */
  path: string;
  details: MethodDetails;
  /** Root of the server, without a slash at the end. */
  baseUrl: string;
  headers: Record<string, string>;
  /** Sends a request with the credential, and again when the client is made to. */
  send: (request: Request) => Promise<Response>;
  /** Sends a request once, with the credential. */
  sendOnce: (request: Request) => Promise<Response>;
  /** Sends a request once, as it is. */
  fetch: (request: Request) => Promise<Response>;
}

/** What a method can do beside being called. */
export interface MethodDetails {
  /** Member of the answer that holds the items of a page: an array, or a map. */
  items?: string;
  /** Member of the answer that leads to the next page. Default: nextPageToken. */
  next?: string;
  /** Whether the body, not the query, takes the page token. */
  inBody?: boolean;
  /** What the query has beside the parameters. */
  query?: Readonly<Record<string, string>>;
  /** Names that lead to the call, where the key in the table is not these with dots between. */
  place?: readonly string[];
  /** Where media goes, from the server's root; `multipart` says that the resource may go with it. */
  upload?: { simple?: string; resumable?: string; multipart?: boolean };
  /** Whether the answer can be a file: with `alt=media`, or without. */
  download?: "media" | "plain";
}

const target: unique symbol = Symbol("target");

export function describeCall(call: object, described: CallTarget): void {
  Object.defineProperty(call, target, { value: described });
}

/** What is known of a call; undefined for a function that no client made. */
export function targetOf(call: unknown): CallTarget | undefined {
  return (call as { [target]?: CallTarget })[target];
}
