import type { IncomingMessage } from "node:http";
import proxyAddress from "@fastify/proxy-addr";

/** Proxies to trust: every one, none, or these addresses and CIDR blocks. Fastify takes the same. */
type TrustProxy = boolean | readonly string[];

/** Makes the function that gives a request's client address. */
export function createClientAddress(trustProxy: TrustProxy): (request: IncomingMessage) => string {
  const trust = trustOf(trustProxy);
  if (trust === undefined) return (request) => request.socket.remoteAddress ?? "";
  return (request) => proxyAddress(request, trust);
}

/** Makes the function that gives the host that a client asked, which a proxy may hand on as X-Forwarded-Host. */
export function createAskedHost(
  trustProxy: TrustProxy,
): (request: IncomingMessage) => string | undefined {
  const trust = trustOf(trustProxy);
  if (trust === undefined) return (request) => request.headers.host;
  return ({ headers, socket }) => {
    const forwarded = headers["x-forwarded-host"];
    if (forwarded === undefined || !trust(socket.remoteAddress ?? "", 0)) return headers.host;
    // The nearest proxy's word is the last one.
    return String(forwarded).split(",").at(-1)?.trim();
  };
}

function trustOf(trustProxy: TrustProxy): ((address: string, hops: number) => boolean) | undefined {
  if (trustProxy === true) return () => true;
  if (trustProxy === false || trustProxy.length === 0) return undefined;
  return proxyAddress.compile([...trustProxy]);
}
