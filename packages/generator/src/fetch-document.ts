/** Documents of more characters are refused; the largest public one has 12 million. */
const documentCharactersMax = 100_000_000;

/** Where documents are listed when nothing else is said. */
export const discoveryServiceUrl = "https://www.googleapis.com/discovery/v1/apis";

/** A document from the network. */
export interface FetchedDocument {
  /** Undefined when it is the one that the etag stands for. */
  text: string | undefined;
  etag: string | undefined;
}

/** A document cannot be had. */
export class FetchDocumentError extends Error {
  override readonly name = "FetchDocumentError";
  /** HTTP status of the answer; undefined when there was none, or one that broke off. */
  readonly status: number | undefined;

  constructor(message: string, facts: { status?: number; cause?: unknown }) {
    super(message, { cause: facts.cause });
    this.status = facts.status;
  }
}

/**
 * Gets a discovery document, or finds out that it is the one that is there.
 * @param etag - Of the document that is there.
 * @throws {FetchDocumentError} When the server does not answer with a document.
 */
export async function fetchDocument(
  url: string,
  fetch: typeof globalThis.fetch,
  etag?: string,
): Promise<FetchedDocument> {
  const headers = etag === undefined ? {} : { "if-none-match": etag };
  const response = await fetch(url, { headers }).catch((cause: unknown) => {
    throw new FetchDocumentError(
      `${url} cannot be reached: is the address right, and the network there?`,
      { cause },
    );
  });
  if (response.status === 304) return { text: undefined, etag };
  if (!response.ok) {
    await response.body?.cancel();
    const { status } = response;
    throw new FetchDocumentError(`${url} answered ${status}, not a document.`, { status });
  }
  const text = await response.text().catch((cause: unknown) => {
    throw new FetchDocumentError(`${url} broke off in the middle of the document.`, { cause });
  });
  if (text.length > documentCharactersMax) {
    const { status } = response;
    throw new FetchDocumentError(`${url} answered with too much.`, { status });
  }
  return { text, etag: response.headers.get("etag") ?? undefined };
}

/** Reads the JSON of a document. */
export function parseJson(text: string, source: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error(`${source} is not JSON: ${String(cause)}`, { cause });
  }
}

/** What a discovery service offers. */
export interface ListedApi {
  id: string;
  title: string;
  discoveryRestUrl: string;
  preferred: boolean;
}

/** Lists the APIs of a discovery service. */
export async function listApis(
  serviceUrl: string,
  fetch: typeof globalThis.fetch,
): Promise<ListedApi[]> {
  const { text = "" } = await fetchDocument(serviceUrl, fetch);
  const { items = [] } = parseJson(text, serviceUrl) as { items?: Partial<ListedApi>[] };
  return items.map(({ id = "", title = "", discoveryRestUrl = "", preferred = false }) => ({
    id,
    title,
    discoveryRestUrl: discoveryRestUrl === "" ? "" : new URL(discoveryRestUrl, serviceUrl).href,
    preferred,
  }));
}
