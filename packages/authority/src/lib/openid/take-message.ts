import type { FastifyReply, FastifyRequest } from "fastify";
import type { Endpoint, EndpointContext } from "../http/endpoint.ts";
import { bodyParameters, queryParameters } from "../http/parameters.ts";
import { busySeconds, busyText, storeIsBusy } from "../http/store-is-busy.ts";
import { requestLengthMax } from "../oauth/authorization-request.ts";
import { associate } from "./associate.ts";
import { messagePath } from "./addresses.ts";
import { checkAuthentication } from "./check-authentication.ts";
import { keyValueForm } from "./key-value-form.ts";
import { type Field, type Fields, readMessage } from "./message.ts";
import { namespaces } from "./namespaces.ts";
import { OpenIdError } from "./openid-error.ts";
import { startSignIn } from "./sign-in-for-site.ts";

const signInModes: ReadonlySet<string> = new Set(["checkid_setup", "checkid_immediate"]);

/**
 * The endpoint of OpenID: programs post `associate` and `check_authentication` to it and read the answer
 * (OpenID Authentication 2.0, section 5.1), browsers bring `checkid_setup` and `checkid_immediate` (section 5.2).
 */
export const takeMessage: Endpoint = async (context, request, reply) => {
  const isForm = request.method === "POST";
  const parameters = isForm ? bodyParameters(request) : queryParameters(request);
  if (!signInModes.has(parameters.get("openid.mode") ?? "")) {
    return answerDirectly(context, request, reply, parameters);
  }
  const text = parameters.toString();
  if (text.length > requestLengthMax) {
    throw new OpenIdError(`A request to sign in has at most ${requestLengthMax} characters.`);
  }
  // A form of another site comes without our cookies: the same request as an address has them.
  if (isForm) return reply.redirect(`${messagePath}?${text}`, 303);
  return startSignIn(context, request, reply, parameters);
};

async function answerDirectly(
  context: EndpointContext,
  request: FastifyRequest,
  reply: FastifyReply,
  parameters: URLSearchParams,
): Promise<FastifyReply> {
  reply.type("text/plain; charset=utf-8");
  try {
    const fields = await directAnswer(context, request, readMessage(parameters));
    return reply.send(keyValueForm([["ns", namespaces.openId], ...fields]));
  } catch (error) {
    const said = storeIsBusy(error) ? busy() : error;
    if (!(said instanceof OpenIdError)) throw error;
    const { message, fields, status, retryAfterSeconds } = said;
    if (retryAfterSeconds !== undefined) reply.header("retry-after", String(retryAfterSeconds));
    const answer = { ns: namespaces.openId, mode: "error", error: oneLine(message), ...fields };
    return reply.code(status).send(keyValueForm(Object.entries(answer)));
  }
}

async function directAnswer(
  context: EndpointContext,
  request: FastifyRequest,
  message: Fields,
): Promise<Field[]> {
  const mode = message.get("mode");
  if (request.method === "POST") {
    if (mode === "associate") return associate(context, request, message);
    if (mode === "check_authentication") return checkAuthentication(context, message);
  }
  throw new OpenIdError(
    "openid.mode must be associate or check_authentication, by POST, or checkid_setup or checkid_immediate.",
  );
}

function busy(): OpenIdError {
  return new OpenIdError(busyText, { status: 503, retryAfterSeconds: busySeconds });
}

// What is quoted from a request may hold anything.
function oneLine(text: string): string {
  return text.replace(/[\r\n]+/gu, " ");
}
