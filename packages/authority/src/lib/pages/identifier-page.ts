import type { FastifyReply } from "fastify";
import type { EndpointContext } from "../http/endpoint.ts";
import { html } from "./html.ts";
import { card, sendPage } from "./layout.ts";

/** Says what an identifier is to somebody who opens it, and to programs where its XRDS is. */
export function showIdentifierPage(
  context: EndpointContext,
  reply: FastifyReply,
  { location, isPerson }: { location: string; isPerson: boolean },
): FastifyReply {
  return sendPage(context, reply, {
    title: "OpenID",
    xrdsLocation: location,
    body: card(
      html`<h1>OpenID</h1>
        <p class="lead">
          ${
            isPerson
              ? "By this address one site knows one person of this service. It says nothing else about them."
              : "Give this address to a site that takes OpenID, to sign in there with your account at this service."
          }
        </p>`,
    ),
  });
}
