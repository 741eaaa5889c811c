/** Which of our origins a request came by. */
export interface Origins {
  /** The origin that a Host header names; without one, the first of ours; undefined for a Host that is not ours. */
  originOf: (host: string | undefined) => string | undefined;
  /** The origin to write into documents: as `originOf`, but any Host gets the first public URL when there is one. */
  documentOrigin: (host: string | undefined) => string | undefined;
}

const loopbackHost = /^(?:127(?:\.\d{1,3}){3}|localhost|\[::1\])(?::\d{1,5})?$/i;

/** True for an address that only this machine can reach. */
export function isLoopbackAddress(host: string): boolean {
  return host === "::1" || loopbackHost.test(host);
}

/**
 * @param publicUrls - origins, each checked by `parsePublicUrl`; none for a server that only loopback reaches.
 * @param localOrigin - gives the origin that the server listens on, once it does.
 * @throws TypeError when two of them have the same host: a request names its host alone.
 */
export function createOrigins(options: {
  publicUrls: readonly string[];
  localOrigin: () => string | undefined;
}): Origins {
  const { publicUrls, localOrigin } = options;
  const byHost = new Map<string, string>();
  for (const url of publicUrls) {
    const { host } = new URL(url);
    const other = byHost.get(host) ?? url;
    if (other !== url) {
      throw new TypeError(
        `The public URLs ${other} and ${url} have the same host, so that nobody can tell which one a request came by: give one of them.`,
      );
    }
    byHost.set(host, url);
  }
  const originOf: Origins["originOf"] = (host) => {
    if (host === undefined) return publicUrls[0] ?? localOrigin();
    if (byHost.size > 0) return byHost.get(hostWithoutDefaultPort(host.toLowerCase(), byHost));
    return loopbackHost.test(host) ? `http://${host.toLowerCase()}` : undefined;
  };
  return { originOf, documentOrigin: (host) => originOf(host) ?? publicUrls[0] };
}

function hostWithoutDefaultPort(host: string, known: ReadonlyMap<string, string>): string {
  return known.has(host) ? host : host.replace(/:(?:80|443)$/, "");
}

/**
 * Reads a public URL.
 *
 * @returns its origin, such as `https://queues.example.com`.
 * @throws TypeError when it is not http or https, or has a path or query.
 */
export function parsePublicUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isOrigin =
    url !== undefined &&
    /^https?:$/.test(url.protocol) &&
    url.pathname === "/" &&
    url.search + url.hash + url.username + url.password === "";
  if (isOrigin) return url.origin;
  throw new TypeError(
    `The public URL ${text} must be an origin such as https://queues.example.com, without a path.`,
  );
}
