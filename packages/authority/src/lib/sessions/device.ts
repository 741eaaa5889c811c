import type { FastifyReply, FastifyRequest } from "fastify";
import type { Endpoint, EndpointContext } from "../http/endpoint.ts";
import { bodyParameters, parameter, queryParameters } from "../http/parameters.ts";
import { devicePath } from "../oauth/device-authorization.ts";
import { type DeviceRequest, findDeviceRequest } from "../oauth/find-device-request.ts";
import { addToGrant } from "../oauth/grants.ts";
import {
  showDeviceConsentPage,
  showDeviceDecidedPage,
  showUserCodePage,
} from "../pages/device-pages.ts";
import { checkCsrf } from "./csrf.ts";
import { readSession, type Session } from "./session.ts";
import { redirectToSignIn } from "./sign-in.ts";

/** The page for the code that a device shows (RFC 8628, section 3.3); a link may bring the code along. */
export const showDevice: Endpoint = async (context, request, reply) => {
  const typed = parameter(queryParameters(request), "user_code");
  const session = await readSession(context, request, reply);
  if (session === undefined) return redirectToSignIn(reply, pathWith(typed));
  if (typed === undefined) return showUserCodePage(context, request, reply, { session });
  return askAboutDevice(context, request, reply, { session, typed });
};

/** Takes the code that was typed in. */
export const enterUserCode: Endpoint = async (context, request, reply) => {
  const typed = parameter(bodyParameters(request), "user_code") ?? "";
  const session = await readSession(context, request, reply);
  if (session === undefined) return redirectToSignIn(reply, pathWith(typed));
  checkCsrf(context, request, session);
  return askAboutDevice(context, request, reply, { session, typed });
};

/** Takes the confirmation. */
export const decideDevice: Endpoint = async (context, request, reply) => {
  const form = bodyParameters(request);
  const typed = parameter(form, "user_code") ?? "";
  const session = await readSession(context, request, reply);
  if (session === undefined) return redirectToSignIn(reply, pathWith(typed));
  checkCsrf(context, request, session);
  const device = await findDeviceRequest(context, request, { session, typed });
  const allowed = parameter(form, "decision") === "allow";
  if (device === undefined || !(await decide(context, { session, device, allowed }))) {
    return showUserCodePage(context, request, reply, { session, wrongCode: typed });
  }
  return showDeviceDecidedPage(context, reply, { clientName: device.client.name, allowed });
};

function pathWith(typed: string | undefined): string {
  return typed === undefined ? devicePath : `${devicePath}?user_code=${encodeURIComponent(typed)}`;
}

async function askAboutDevice(
  context: EndpointContext,
  request: FastifyRequest,
  reply: FastifyReply,
  { session, typed }: { session: Session; typed: string },
): Promise<FastifyReply> {
  const device = await findDeviceRequest(context, request, { session, typed });
  if (device === undefined) {
    return showUserCodePage(context, request, reply, { session, wrongCode: typed });
  }
  const switchAccountPath = `/signin?continue=${encodeURIComponent(pathWith(device.userCode))}`;
  return showDeviceConsentPage(context, request, reply, { device, session, switchAccountPath });
}

/** Writes the decision down, once; false when somebody else was quicker. */
async function decide(
  context: EndpointContext,
  options: { session: Session; device: DeviceRequest; allowed: boolean },
): Promise<boolean> {
  const { session, device, allowed } = options;
  const { client, scopes, deviceCodeHash } = device;
  const grant = allowed
    ? await addToGrant(context, { userId: session.user.id, clientId: client.id, scopes })
    : undefined;
  const { numUpdatedRows } = await context.database
    .updateTable("device_codes")
    .set({
      decision: allowed ? "allow" : "deny",
      grant_id: grant?.id ?? null,
      authenticated_at_ms: session.signedInAtMs,
    })
    .where("device_code_hash", "=", deviceCodeHash)
    .where("decision", "is", null)
    .executeTakeFirstOrThrow();
  if (grant !== undefined) {
    await context.audit({
      actor: session.user.email,
      action: "grant.allow",
      target: client.id,
      detail: { scopes, flow: "device" },
    });
  }
  return numUpdatedRows === 1n;
}
