import type { IncomingRequest } from "@leasehold/oauth1/parse-request";
import type { FastifyRequest } from "fastify";
import type { AuthorityContext } from "../context.ts";
import { originOf } from "../http/origin.ts";
import { formText } from "../http/parameters.ts";

/** A request as its client signed it: under our public origin, with path and query as they were sent. */
export function incomingRequest(
  context: AuthorityContext,
  request: FastifyRequest,
): IncomingRequest {
  // A proxy may send the absolute form (RFC 9112, section 3.2.2).
  const target = request.url.replace(/^https?:\/\/[^/?#]*/i, "");
  return {
    method: request.method,
    url: `${originOf(context, request)}${target}`,
    authorization: request.headers.authorization,
    form: formText(request),
  };
}
