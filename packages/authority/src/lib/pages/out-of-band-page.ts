import type { FastifyReply } from "fastify";
import type { EndpointContext } from "../http/endpoint.ts";
import { html } from "./html.ts";
import { card, sendPage } from "./layout.ts";

/**
 * Shows the answer to an application that has no address of its own. Programs that drive the browser read the code
 * from the title, people copy it.
 */
export function showOutOfBandPage(
  context: EndpointContext,
  reply: FastifyReply,
  answer: Record<string, string | undefined>,
): FastifyReply {
  const { code, error, error_description: description } = answer;
  if (code === undefined) {
    return sendPage(context, reply, {
      title: `Denied error=${error}`,
      bareTitle: true,
      body: card(
        html`<h1>No access was given</h1>
          <p class="note bad" role="alert">${description}</p>
          <p class="fine">Go back to the application. Error: ${error}</p>`,
      ),
    });
  }
  const shown = html`<textarea class="shown" id="code" readonly>${code}</textarea>`;
  return sendPage(context, reply, {
    title: `Success code=${code}`,
    bareTitle: true,
    body: card(
      html`<h1>Copy this code</h1>
        <p class="lead">
          <label for="code">Paste it into the application that sent you here.</label>
        </p>
        ${shown}
        <p class="fine">
          It is good for ten minutes, once. Give it to nobody else: whoever has it gets the access
          that you have just allowed.
        </p>`,
    ),
  });
}
