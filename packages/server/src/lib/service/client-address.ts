import type { IncomingMessage } from "node:http";
import proxyAddress from "@fastify/proxy-addr";

/**
 * Makes the function that gives a request's client address.
 *
 * @param trustProxy - true to trust every proxy, or the addresses and CIDR blocks of those to trust. Fastify takes the same.
 */
export function createClientAddress(
  trustProxy: boolean | readonly string[],
): (request: IncomingMessage) => string {
  if (trustProxy === false || (Array.isArray(trustProxy) && trustProxy.length === 0)) {
    return (request) => request.socket.remoteAddress ?? "";
  }
  const trust =
    trustProxy === true ? () => true : proxyAddress.compile([...(trustProxy as readonly string[])]);
  return (request) => proxyAddress(request, trust);
}
