import type { FastifyReply, FastifyRequest } from "fastify";
import type { EndpointContext } from "../http/endpoint.ts";
import type { AuthorizationRequest } from "../oauth/authorization-request.ts";
import { formTargets } from "../oauth/redirect-uri.ts";
import { csrfField, csrfToken } from "../sessions/csrf.ts";
import { renderField } from "./field.ts";
import { html } from "./html.ts";
import { card, sendPage } from "./layout.ts";

/** Asks for e-mail and password. */
export function showSignInPage(
  context: EndpointContext,
  request: FastifyRequest,
  reply: FastifyReply,
  page: {
    /** Where to go afterwards: a path on this origin. */
    continuePath: string;
    /** The request that waits for the sign-in, when there is one. */
    authorization?: AuthorizationRequest | undefined;
    email?: string | undefined;
    /** What was wrong with the last try. */
    error?: { field: "email" | "password"; message: string };
    status?: number;
  },
): FastifyReply {
  const { continuePath, authorization, email, error, status = 200 } = page;
  const errorOf = (field: "email" | "password") =>
    error?.field === field ? error.message : undefined;
  return sendPage(context, reply, {
    title: error === undefined ? "Sign in" : "Error: sign in",
    status,
    // A remembered consent answers the form with a redirect straight to the application.
    formTargets: authorization === undefined ? [] : formTargets(authorization.redirectUri),
    body: card(
      html`<h1>Sign in</h1>
        ${
          authorization !== undefined &&
          html`<p class="lead">
            to continue to <strong><bdi>${authorization.client.name}</bdi></strong
            >${
              authorization.hostedDomain !== undefined &&
              html` with an account of <strong><bdi>${authorization.hostedDomain}</bdi></strong>`
            }
          </p>`
        }
        <form method="post" action="/signin">
          <input type="hidden" name="${csrfField}" value="${csrfToken(context, request, reply)}" />
          <input type="hidden" name="continue" value="${continuePath}" />
          ${renderField({
            name: "email",
            label: "E-mail",
            type: "email",
            autocomplete: "username",
            value: email,
            error: errorOf("email"),
            focus: email === undefined,
          })}
          ${renderField({
            name: "password",
            label: "Password",
            type: "password",
            autocomplete: "current-password",
            error: errorOf("password"),
            focus: email !== undefined,
          })}
          <div class="actions"><button class="primary">Sign in</button></div>
        </form>
        <p class="fine">
          No account, or password forgotten? An administrator of this service can help.
        </p>`,
    ),
  });
}
