import type { FastifyReply, FastifyRequest } from "fastify";
import type { EndpointContext } from "../http/endpoint.ts";
import { csrfField, csrfToken } from "../sessions/csrf.ts";
import { renderField } from "./field.ts";
import { html } from "./html.ts";
import { card, sendPage } from "./layout.ts";

/** The fields of the set-up form. */
export type SetupField = "name" | "email" | "password" | "project";

/** Asks for the first administrator, and a first project. */
export function showSetupPage(
  context: EndpointContext,
  request: FastifyRequest,
  reply: FastifyReply,
  page: {
    token: string;
    passwordLengthMin: number;
    values?: Partial<Record<SetupField, string>>;
    errors?: Partial<Record<SetupField, string>>;
  },
): FastifyReply {
  const { token, passwordLengthMin, values = {}, errors = {} } = page;
  const failed = Object.keys(errors).length > 0;
  const start = fieldOrder.find((name) => errors[name] !== undefined) ?? "name";
  return sendPage(context, reply, {
    title: failed ? "Error: set up" : "Set up",
    status: failed ? 400 : 200,
    body: card(
      html`<h1>Set up Leasehold</h1>
        <p class="lead">Make the first administrator's account, and a project for your queues.</p>
        <form method="post" action="/setup">
          <input type="hidden" name="${csrfField}" value="${csrfToken(context, request, reply)}" />
          <input type="hidden" name="token" value="${token}" />
          ${renderField({
            name: "name",
            label: "Your name",
            type: "text",
            autocomplete: "name",
            value: values.name,
            error: errors.name,
            focus: start === "name",
          })}
          ${renderField({
            name: "email",
            label: "E-mail",
            type: "email",
            autocomplete: "username",
            value: values.email,
            error: errors.email,
            focus: start === "email",
            hint: "You sign in with it.",
          })}
          ${renderField({
            name: "password",
            label: "Password",
            type: "password",
            autocomplete: "new-password",
            error: errors.password,
            focus: start === "password",
            hint: `At least ${passwordLengthMin} characters; a few words are fine.`,
          })}
          ${renderField({
            name: "project",
            label: "First project",
            type: "text",
            autocomplete: "off",
            value: values.project,
            error: errors.project,
            focus: start === "project",
            hint: "Its id, such as acme. You will own it, and Task Queue is switched on.",
            optional: true,
          })}
          <div class="actions"><button class="primary">Set up</button></div>
        </form>`,
    ),
  });
}

const fieldOrder: readonly SetupField[] = ["name", "email", "password", "project"];
