import type { FastifyReply, FastifyRequest } from "fastify";
import type { EndpointContext } from "../http/endpoint.ts";
import { devicePath } from "../oauth/device-authorization.ts";
import type { DeviceRequest } from "../oauth/find-device-request.ts";
import { csrfField, csrfToken } from "../sessions/csrf.ts";
import type { Session } from "../sessions/session.ts";
import { renderField } from "./field.ts";
import { accountLine } from "./account-line.ts";
import { decisionForm } from "./decision-form.ts";
import { html } from "./html.ts";
import { card, sendPage } from "./layout.ts";
import { scopeWords } from "./scope-words.ts";

/** Where the confirmation is sent. */
export const deviceDecisionPath = "/device/decision";

/** Asks for the code that a device shows. */
export function showUserCodePage(
  context: EndpointContext,
  request: FastifyRequest,
  reply: FastifyReply,
  page: {
    session: Session;
    /** What was typed or linked, and nobody shows. */
    wrongCode?: string;
  },
): FastifyReply {
  const { session, wrongCode } = page;
  return sendPage(context, reply, {
    title: wrongCode === undefined ? "Connect a device" : "Error: connect a device",
    status: wrongCode === undefined ? 200 : 400,
    body: card(
      html`<h1>Connect a device</h1>
        <p class="lead">Enter the code that your device or program shows.</p>
        <form method="post" action="${devicePath}">
          <input
            type="hidden"
            name="${csrfField}"
            value="${csrfToken(context, request, reply, session)}"
          />
          ${renderField({
            name: "user_code",
            label: "Code",
            type: "text",
            autocomplete: "off",
            value: wrongCode,
            hint: "Eight letters, in capitals or not, with the dash or without.",
            error:
              wrongCode === undefined
                ? undefined
                : "No device waits with this code. Compare it; if it is the same, it has expired: start again on the device.",
            focus: true,
            code: true,
          })}
          <div class="actions"><button class="primary">Continue</button></div>
        </form>
        <p class="fine">You are signed in as <strong>${session.user.email}</strong>.</p>`,
    ),
  });
}

/** Asks whether the application on the device may do what it asks for. */
export async function showDeviceConsentPage(
  context: EndpointContext,
  request: FastifyRequest,
  reply: FastifyReply,
  page: { device: DeviceRequest; session: Session; switchAccountPath: string },
): Promise<FastifyReply> {
  const { device, session, switchAccountPath } = page;
  const { client, userCode, scopes } = device;
  const words = await scopeWords(context, scopes);
  return sendPage(context, reply, {
    title: `Connect ${client.name}?`,
    body: card(
      html`<h1><bdi>${client.name}</bdi> on another device asks for access to your account</h1>
        <p class="lead">An application of the project <bdi>${client.project_name}</bdi></p>
        <strong class="shown">${userCode}</strong>
        <p class="fine">
          Allow this only when a device or program of yours shows this very code. Somebody who sent
          you here with a code of theirs would get the access.
        </p>
        ${accountLine(session, switchAccountPath)}
        <p class="asks" id="asks">If you allow this, it can:</p>
        <ul class="scopes" aria-labelledby="asks">
          ${words.map((text) => html`<li>${text}</li>`)}
          <li>Keep this access while you are away</li>
        </ul>
        ${decisionForm({
          action: deviceDecisionPath,
          csrfToken: csrfToken(context, request, reply, session),
          fields: { user_code: userCode },
        })}
        <p class="fine">
          You can take the access back at any time under
          <a href="/permissions">applications with access</a>.
        </p>`,
    ),
  });
}

/** Says that the device knows by now. */
export function showDeviceDecidedPage(
  context: EndpointContext,
  reply: FastifyReply,
  page: { clientName: string; allowed: boolean },
): FastifyReply {
  const { clientName, allowed } = page;
  return sendPage(context, reply, {
    title: allowed ? "Device connected" : "Access denied",
    body: card(
      allowed
        ? html`<h1>Device connected</h1>
            <p class="note good" role="status">
              <bdi>${clientName}</bdi> has the access that it asked for. You can close this page and
              go back to your device.
            </p>
            <p class="fine">
              You can take the access back at any time under
              <a href="/permissions">applications with access</a>.
            </p>`
        : html`<h1>Access denied</h1>
            <p class="note" role="status">
              <bdi>${clientName}</bdi> was told that you did not allow it. You can close this page.
            </p>`,
    ),
  });
}
