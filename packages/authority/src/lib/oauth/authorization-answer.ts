import type { FastifyReply } from "fastify";
import type { EndpointContext } from "../http/endpoint.ts";
import { showOutOfBandPage } from "../pages/out-of-band-page.ts";
import type { AuthorizationRequest } from "./authorization-request.ts";
import { withFragment, withQuery } from "./redirect-uri.ts";

/** Sends an answer, or a refusal, where and how the client wants it (RFC 6749, sections 4.1.2 and 4.2.2). */
export function sendAuthorizationAnswer(
  context: EndpointContext,
  reply: FastifyReply,
  request: Pick<AuthorizationRequest, "redirectUri" | "mode">,
  answer: Record<string, string | undefined>,
): FastifyReply {
  const { redirectUri, mode } = request;
  if (mode === "page") return showOutOfBandPage(context, reply, answer);
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(answer)) {
    if (value !== undefined) parameters.append(name, value);
  }
  const address = (mode === "fragment" ? withFragment : withQuery)(redirectUri, parameters);
  return reply.redirect(address, 303);
}
