import type { FastifyReply } from "fastify";
import type { EndpointContext } from "../http/endpoint.ts";
import { withQuery } from "../oauth/redirect-uri.ts";
import { showAnswerPage } from "../pages/answer-page.ts";
import type { Field } from "./message.ts";
import { namespaces } from "./namespaces.ts";

/** Longer addresses than this do not reach every site: the answer then goes as a form. */
const addressLengthMax = 2048;

/** Sends the browser back to the site with an answer (OpenID Authentication 2.0, section 5.2). */
export function sendAnswer(
  context: EndpointContext,
  reply: FastifyReply,
  answer: { returnTo: string; fields: readonly Field[] },
): FastifyReply {
  const { returnTo, fields } = answer;
  const parameters = new URLSearchParams({ "openid.ns": namespaces.openId });
  for (const [name, value] of fields) parameters.set(`openid.${name}`, value);
  const address = withQuery(returnTo, parameters);
  if (address.length <= addressLengthMax) return reply.redirect(address, 303);
  return showAnswerPage(context, reply, { returnTo, parameters });
}

/**
 * Sends the browser back without an assertion: `cancel`, `setup_needed` or `error`. `return_to` comes along, unsigned as
 * all of it is, because some sites look at nothing that lacks it and would never learn what is wrong.
 */
export function sendRefusal(
  context: EndpointContext,
  reply: FastifyReply,
  refusal: { returnTo: string; fields: readonly Field[] },
): FastifyReply {
  const { returnTo, fields } = refusal;
  return sendAnswer(context, reply, { returnTo, fields: [...fields, ["return_to", returnTo]] });
}
