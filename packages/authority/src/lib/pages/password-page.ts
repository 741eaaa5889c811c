import type { FastifyReply, FastifyRequest } from "fastify";
import type { EndpointContext } from "../http/endpoint.ts";
import { csrfField, csrfToken } from "../sessions/csrf.ts";
import { passwordPath } from "../users/invitation.ts";
import { passwordLengthMin } from "../users/password.ts";
import { renderField } from "./field.ts";
import { html } from "./html.ts";
import { card, sendPage } from "./layout.ts";

/** Asks somebody who came by a one-time link for a password. */
export function showPasswordPage(
  context: EndpointContext,
  request: FastifyRequest,
  reply: FastifyReply,
  page: {
    token: string;
    email: string;
    /** The account has no password yet: somebody was invited. */
    isNew: boolean;
    error?: string;
  },
): FastifyReply {
  const { token, email, isNew, error } = page;
  const title = isNew ? "Choose a password" : "Choose a new password";
  return sendPage(context, reply, {
    title: error === undefined ? title : `Error: ${title.toLowerCase()}`,
    status: error === undefined ? 200 : 400,
    body: card(
      html`<h1>${title}</h1>
        <p class="lead">
          ${
            isNew
              ? html`You were invited to Leasehold as <strong><bdi>${email}</bdi></strong
                  >. Choose the password that you will sign in with.`
              : html`For <strong><bdi>${email}</bdi></strong
                  >. Wherever this account is signed in now, it is signed out.`
          }
        </p>
        <form method="post" action="${passwordPath}">
          <input type="hidden" name="${csrfField}" value="${csrfToken(context, request, reply)}" />
          <input type="hidden" name="token" value="${token}" />
          <input type="hidden" name="email" autocomplete="username" value="${email}" />
          ${renderField({
            name: "password",
            label: "Password",
            type: "password",
            autocomplete: "new-password",
            error,
            focus: true,
            hint: `At least ${passwordLengthMin} characters; a few words are fine.`,
          })}
          <div class="actions"><button class="primary">Set password</button></div>
        </form>`,
    ),
  });
}
