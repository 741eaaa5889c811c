import type { FastifyReply } from "fastify";
import type { EndpointContext } from "../http/endpoint.ts";
import type { PageError } from "../http/page-error.ts";
import { html } from "./html.ts";
import { card, sendPage } from "./layout.ts";

/** Shows a person what went wrong and what to do. */
export function showErrorPage(
  context: EndpointContext,
  reply: FastifyReply,
  error: PageError,
): FastifyReply {
  if (error.retryAfterSeconds !== undefined) {
    reply.header("retry-after", String(error.retryAfterSeconds));
  }
  return sendPage(context, reply, {
    title: error.title,
    status: error.status,
    body: card(
      html`<h1>${error.title}</h1>
        <p class="note bad" role="alert">${error.message}</p>
        <p class="fine">Error ${error.status}: ${error.code}</p>`,
    ),
  });
}
