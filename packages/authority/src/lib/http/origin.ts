import type { FastifyRequest } from "fastify";
import type { AuthorityContext } from "../context.ts";
import { PageError } from "./page-error.ts";

/**
 * The origin that this request reached the service by.
 *
 * @throws PageError `unknown_host` for a Host that is none of ours: links and redirects must not be made from it.
 */
export function originOf(context: AuthorityContext, request: FastifyRequest): string {
  const origin = context.originOf(request.host);
  if (origin === undefined) {
    throw new PageError({
      code: "unknown_host",
      status: 400,
      title: "Unknown address",
      message:
        "This service does not answer under the name that was asked for. Use its public address; an administrator sets it with --public-url.",
    });
  }
  return origin;
}
