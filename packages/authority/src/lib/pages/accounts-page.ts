import type { FastifyReply, FastifyRequest } from "fastify";
import type { EndpointContext } from "../http/endpoint.ts";
import type { AuthorizationRequest } from "../oauth/authorization-request.ts";
import { formTargets } from "../oauth/redirect-uri.ts";
import { csrfField, csrfToken } from "../sessions/csrf.ts";
import type { Session } from "../sessions/session.ts";
import { html } from "./html.ts";
import { card, sendPage } from "./layout.ts";

/** Where the choice is sent. */
export const accountsPath = "/accountchooser";

/** Asks which of the signed-in accounts a request is for. */
export function showAccountsPage(
  context: EndpointContext,
  request: FastifyRequest,
  reply: FastifyReply,
  page: {
    authorization: AuthorizationRequest;
    sessions: readonly Session[];
    /** The request that waits, for the session in use. */
    sealedRequest: string;
    otherAccountPath: string;
  },
): FastifyReply {
  const { authorization, sessions, sealedRequest, otherAccountPath } = page;
  const { client, redirectUri, hostedDomain } = authorization;
  const offered = sessions.filter(
    ({ user }) => hostedDomain === undefined || user.email.endsWith(`@${hostedDomain}`),
  );
  return sendPage(context, reply, {
    title: "Choose an account",
    // A remembered consent answers the form with a redirect straight to the application.
    formTargets: formTargets(redirectUri),
    body: card(
      html`<h1>Choose an account</h1>
        <p class="lead">
          to continue to <strong><bdi>${client.name}</bdi></strong>
        </p>
        <form method="post" action="${accountsPath}">
          <input
            type="hidden"
            name="${csrfField}"
            value="${csrfToken(context, request, reply, sessions[0])}"
          />
          <input type="hidden" name="request" value="${sealedRequest}" />
          <ul class="accounts">
            ${offered.map(
              ({ user }) =>
                html`<li>
                  <button name="account" value="${user.id}">
                    <bdi>${user.name}</bdi><span>${user.email}</span>
                  </button>
                </li>`,
            )}
          </ul>
        </form>
        <p class="fine"><a href="${otherAccountPath}">Use another account</a></p>`,
    ),
  });
}
