import type { FastifyRequest } from "fastify";
import { bodyParameters, parameter, queryParameters } from "../http/parameters.ts";
import { invalidRequest } from "../http/protocol-error.ts";

/**
 * The token in a request: in the header, or as `access_token` or `oauth_token` in query or form.
 *
 * @throws ProtocolError `invalid_request` when there are two that differ.
 */
export function presentedToken(request: FastifyRequest): string | undefined {
  const header = /^(?:Bearer|OAuth) +([^\s,="]+=*)\s*$/i.exec(request.headers.authorization ?? "");
  const places = [queryParameters(request), bodyParameters(request)];
  const tokens = new Set(
    [
      header?.[1],
      ...places.flatMap((place) => [
        parameter(place, "access_token"),
        parameter(place, "oauth_token"),
      ]),
    ].filter((token) => token !== undefined),
  );
  if (tokens.size > 1) throw invalidRequest("The request carries two different tokens.");
  return [...tokens][0];
}
