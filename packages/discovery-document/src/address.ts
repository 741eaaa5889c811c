import type { DiscoveryDocument } from "./discovery-document.ts";

/** Where the methods of an API are. */
export interface DocumentAddress {
  /** Root of the server, as the document says it; ends in `/` where it had to be found out. */
  rootUrl: string;
  /** Between the root and the path of a method: empty, or without a `/` at its beginning and with one at its end. */
  servicePath: string;
}

/** What the oldest documents have in place of rootUrl and servicePath. */
const anyHost = "https://www.googleapis.com";

/**
 * Says where the methods of an API are. Documents of before 2013 have a `baseUrl` or a `basePath` where later ones have `rootUrl` and
 * `servicePath`; those with none of them are at the root of Google's server.
 */
export function addressOf(
  document: Pick<DiscoveryDocument, "rootUrl" | "servicePath" | "baseUrl" | "basePath">,
): DocumentAddress {
  const { rootUrl, servicePath, baseUrl, basePath = "/" } = document;
  if (rootUrl !== undefined && servicePath !== undefined) {
    return { rootUrl, servicePath: asFolder(servicePath) };
  }
  const base = wholeUrl(baseUrl, rootUrl) ?? wholeUrl(basePath, rootUrl ?? anyHost);
  return {
    rootUrl: rootUrl ?? `${base?.origin ?? anyHost}/`,
    servicePath: asFolder(servicePath ?? base?.pathname ?? ""),
  };
}

function wholeUrl(text: string | undefined, root: string | undefined): URL | undefined {
  return text === undefined ? undefined : (URL.parse(text, root) ?? undefined);
}

function asFolder(path: string): string {
  const bare = path.replace(/^\/+/, "");
  return bare === "" || bare.endsWith("/") ? bare : `${bare}/`;
}
