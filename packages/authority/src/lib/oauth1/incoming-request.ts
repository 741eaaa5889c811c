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
  return {
    method: request.method,
    url: `${originOf(context, request)}${request.url}`,
    authorization: request.headers.authorization,
    form: formText(request),
  };
}
