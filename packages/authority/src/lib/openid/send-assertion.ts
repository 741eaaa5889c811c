import type { FastifyReply, FastifyRequest } from "fastify";
import type { EndpointContext } from "../http/endpoint.ts";
import { originOf } from "../http/origin.ts";
import { issueRequestToken } from "../oauth1/request-token.ts";
import type { Session } from "../sessions/session.ts";
import { messagePath } from "./addresses.ts";
import { newAssociation, openAssociation, sign } from "./association.ts";
import { attributeFields, storeRefusal } from "./attribute-exchange.ts";
import type { AccessRequest, PolicyRequest, SignInRequest } from "./checkid-request.ts";
import { identifierFor } from "./identifier.ts";
import { extensionFields, type Field } from "./message.ts";
import { namespaces } from "./namespaces.ts";
import { newResponseNonce, secondOf } from "./response-nonce.ts";
import { sendAnswer } from "./send-answer.ts";

/** A request that the person has allowed, now or earlier. */
interface AllowedSignIn {
  request: FastifyRequest;
  reply: FastifyReply;
  wanted: SignInRequest;
  session: Session;
  grantId: string;
  /** The person signs in, and does not give the data access that was asked for. */
  isDeclined?: boolean;
}

/** How long the consumer may take to fetch its access token, from the answer. */
const requestTokenMs = 10 * 60 * 1000;
const noPolicy = "http://schemas.openid.net/pape/policies/2007/06/none";

/** Tells the site who the person is, all of it signed (OpenID Authentication 2.0, section 10.1). */
export async function sendAssertion(
  context: EndpointContext,
  allowed: AllowedSignIn,
): Promise<FastifyReply> {
  const { request, reply, wanted, session } = allowed;
  const { realm, returnTo, handle } = wanted;
  const origin = originOf(context, request);
  const identifier = await identifierFor(context, { origin, userId: session.user.id, realm });
  const shared =
    handle === undefined ? undefined : openAssociation(context, { kind: "shared", handle });
  const association = shared ?? newAssociation(context, { kind: "private", type: "HMAC-SHA256" });
  const fields: Field[] = [
    ["ns", namespaces.openId],
    ["mode", "id_res"],
    ["op_endpoint", `${origin}${messagePath}`],
    ["claimed_id", identifier],
    ["identity", identifier],
    ["return_to", returnTo],
    ["response_nonce", newResponseNonce(context.now())],
    ["assoc_handle", association.handle],
    ...(handle !== undefined && shared === undefined ? invalidated(handle) : []),
    ...(await answerExtensions(context, allowed)),
  ];
  const signature: Field[] = [
    ["signed", fields.map(([name]) => name).join(",")],
    ["sig", sign(association, fields)],
  ];
  return sendAnswer(context, reply, { returnTo, fields: [...fields, ...signature] });
}

/** Tells the site to forget an association (section 10.1): one that we do not know or that is over. */
function invalidated(handle: string): Field[] {
  return /^[!-~]{1,255}$/u.test(handle) ? [["invalidate_handle", handle]] : [];
}

async function answerExtensions(
  context: EndpointContext,
  { request, wanted, session, grantId, isDeclined = false }: AllowedSignIn,
): Promise<Field[]> {
  const { attributes, storeRequest, access, policies } = wanted;
  const language = request.headers["accept-language"];
  const fields: Field[] = [];
  if (attributes !== undefined) fields.push(...attributeFields(attributes, session.user, language));
  if (storeRequest !== undefined) fields.push(...storeRefusal(storeRequest));
  if (access !== undefined && isDeclined) fields.push(...declinedFields(access));
  if (access !== undefined && !isDeclined) {
    fields.push(...(await accessFields(context, { access, wanted, grantId })));
  }
  fields.push(...sessionFields(wanted));
  if (policies !== undefined) fields.push(...policyFields(policies, session));
  return fields;
}

/** Says when the person signed in, and claims no policy (PAPE 1.0, section 5.2). */
function policyFields({ extension }: PolicyRequest, { signedInAtMs }: Session): Field[] {
  return extensionFields(extension, namespaces.policies, [
    ["auth_policies", noPolicy],
    ["auth_time", secondOf(signedInAtMs)],
  ]);
}

/** Says that somebody is signed in (UI extension, x-has-session), when the site has asked. */
export function sessionFields({ sessionQuestion }: SignInRequest): Field[] {
  if (sessionQuestion === undefined) return [];
  return extensionFields(sessionQuestion, namespaces.ui, [["mode", "x-has-session"]]);
}

/** The extension's name alone says that there is no access (OpenID OAuth Extension, section 10). */
function declinedFields({ extension }: AccessRequest): Field[] {
  return extensionFields(extension, namespaces.oauth, []);
}

/** A request token that is allowed already: no secret, no verifier (OpenID OAuth Extension, section 10). */
async function accessFields(
  context: EndpointContext,
  options: { access: AccessRequest; wanted: SignInRequest; grantId: string },
): Promise<Field[]> {
  const { access, wanted, grantId } = options;
  const { extension, consumer, scopes } = access;
  const token = await issueRequestToken(context, {
    consumerKey: consumer.key,
    secret: "",
    scopes,
    callback: wanted.returnTo,
    grantId,
    lifetimeMs: requestTokenMs,
  });
  return extensionFields(extension, namespaces.oauth, [
    ["request_token", token],
    ["scope", scopes.join(" ")],
  ]);
}
