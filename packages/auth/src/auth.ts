/** Attaches who is calling, and for which application, to a request. */
export interface Credential {
  /** Gives the request as it is to be sent. Needs no `this`: hand it to a generated client as it is. */
  authorize: (request: Request) => Promise<Request>;
  /** Told that the service answered 401 to this request, so that its token is not used again. */
  refused?: (request: Request) => void;
}

/** A credential that holds an access token. */
export interface TokenCredential extends Credential {
  /** A token that is good for at least another minute, renewed when needed. */
  accessToken: () => Promise<string>;
}

/** What google-auth-library's clients are, of every kind. */
export interface RequestHeadersSource {
  getRequestHeaders: (url?: string) => Promise<Headers | Record<string, string>>;
}

/**
 * Makes a `fetch` that attaches a credential. Parallel calls share one renewal of the token. A 401 is tried once
 * more with a new token, except when the body is a stream given in `init`, which can be sent only once.
 *
 * The body of a `Request` object is kept in memory until the answer has come, for that second try.
 *
 * @param source a credential, or anything with google-auth-library's `getRequestHeaders()`.
 * @param fetch the fetch to send with; the platform's by default.
 */
export function authorizedFetch(
  source: Credential | RequestHeadersSource,
  fetch: typeof globalThis.fetch = globalThis.fetch,
): typeof globalThis.fetch {
  const credential = credentialOf(source);
  return async (input, init) => {
    const request = new Request(input, init);
    // Who cannot be told of a refusal has nothing else to send.
    const mayRetry = credential.refused !== undefined && isReplayable(init?.body);
    const spare = mayRetry ? request.clone() : undefined;
    const first = await credential.authorize(request);
    const refused = new Request(first.url, { headers: first.headers });
    const response = await fetch(first);
    if (response.status !== 401 || spare === undefined) {
      await discard(spare?.body);
      return response;
    }
    credential.refused?.(refused);
    const second = await credential.authorize(spare);
    if (second.headers.get("authorization") === refused.headers.get("authorization")) {
      await discard(second.body);
      return response;
    }
    await discard(response.body);
    return fetch(second);
  };
}

/**
 * Takes credentials of both kinds for one.
 *
 * @param source a credential, or anything with google-auth-library's `getRequestHeaders()`.
 */
export function credentialOf(source: Credential | RequestHeadersSource): Credential {
  // google-auth-library's JWT has both, and its `authorize` is another thing.
  if (!isRequestHeadersSource(source)) return source;
  return {
    async authorize(request) {
      const headers = new Headers(await source.getRequestHeaders(request.url));
      const authorized = new Request(request);
      for (const [name, value] of headers) authorized.headers.set(name, value);
      return authorized;
    },
    refused() {
      expireHeldToken(source);
    },
  };
}

/**
 * A credential with an access token that somebody else renews.
 *
 * @param token the access token, without `Bearer`.
 */
export function fixedToken(token: string): TokenCredential {
  return {
    accessToken: async () => token,
    authorize: async (request) => withBearer(request, token),
  };
}

/**
 * The request with the token in its `Authorization` header (RFC 6750, 2.1).
 *
 * @param request the request; its body moves to the new one.
 * @param token the access token.
 */
export function withBearer(request: Request, token: string): Request {
  const authorized = new Request(request);
  authorized.headers.set("authorization", `Bearer ${token}`);
  return authorized;
}

function isRequestHeadersSource(
  source: Credential | RequestHeadersSource,
): source is RequestHeadersSource {
  return "getRequestHeaders" in source;
}

function isReplayable(body: unknown): boolean {
  if (body === undefined || body === null || typeof body === "string") return true;
  return (
    body instanceof URLSearchParams ||
    body instanceof FormData ||
    body instanceof Blob ||
    body instanceof ArrayBuffer ||
    ArrayBuffer.isView(body)
  );
}

async function discard(body: ReadableStream | null | undefined): Promise<void> {
  if (body && !body.locked) await body.cancel();
}

// google-auth-library's clients believe in a token until it expires; a 401 tells us better.
function expireHeldToken(source: object): void {
  if (!("credentials" in source) || !("setCredentials" in source)) return;
  const { credentials, setCredentials } = source;
  if (typeof setCredentials !== "function" || typeof credentials !== "object") return;
  if (credentials === null || !("refresh_token" in credentials)) return;
  setCredentials.call(source, { ...credentials, expiry_date: 1 });
}
