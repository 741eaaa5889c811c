import { createHash } from "node:crypto";
import type { FastifyReply } from "fastify";
import type { EndpointContext } from "../http/endpoint.ts";
import { formTargets } from "../oauth/redirect-uri.ts";
import { html, type Html } from "./html.ts";
import { card, sendPage } from "./layout.ts";

// The policy names this text by its hash: no other script runs, and without one there is the button.
const script = "document.forms[0].submit()";
const scriptElement: Html = { html: `<script>${script}</script>` };
const scriptSource = `'sha256-${createHash("sha256").update(script).digest("base64")}'`;

/** Takes an answer that is too long for an address to the site, as a form. */
export function showAnswerPage(
  context: EndpointContext,
  reply: FastifyReply,
  { returnTo, parameters }: { returnTo: string; parameters: URLSearchParams },
): FastifyReply {
  return sendPage(context, reply, {
    title: "Back to the site",
    formTargets: formTargets(returnTo),
    scriptSource,
    body: card(
      html`<h1>You are on your way back</h1>
        <p class="lead">
          to <strong><bdi>${new URL(returnTo).host}</bdi></strong>
        </p>
        <form method="post" action="${returnTo}">
          ${Array.from(
            parameters,
            ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
          )}
          <div class="actions"><button class="primary">Continue</button></div>
        </form>
        ${scriptElement}`,
    ),
  });
}
