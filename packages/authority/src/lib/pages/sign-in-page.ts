import type { FastifyReply, FastifyRequest } from "fastify";
import type { EndpointContext } from "../http/endpoint.ts";
import { formTargets } from "../oauth/redirect-uri.ts";
import { csrfField, csrfToken } from "../sessions/csrf.ts";
import { renderField } from "./field.ts";
import { readSignInProvider, type SignInProvider } from "../settings.ts";
import type { WaitingRequest } from "../sessions/waiting-request.ts";
import { html, type Html } from "./html.ts";
import { card, sendPage } from "./layout.ts";

/** Where the way to the OpenID Connect provider begins. */
export const providerPath = "/signin/oidc";

/** Asks for e-mail and password, or sends to the OpenID Connect provider that is configured. */
export async function showSignInPage(
  context: EndpointContext,
  request: FastifyRequest,
  reply: FastifyReply,
  page: SignInPage,
): Promise<FastifyReply> {
  const { continuePath, waiting, error, status = 200 } = page;
  const provider = await readSignInProvider(context);
  return sendPage(context, reply, {
    title: error === undefined ? "Sign in" : "Error: sign in",
    status,
    // A remembered consent answers the form with a redirect straight to the application.
    formTargets: waiting === undefined ? [] : formTargets(waiting.redirectUri),
    body: card(
      html`<h1>Sign in</h1>
        ${
          waiting !== undefined &&
          html`<p class="lead">
            to continue to <strong><bdi>${waiting.name}</bdi></strong
            >${
              waiting.hostedDomain !== undefined &&
              html` with an account of <strong><bdi>${waiting.hostedDomain}</bdi></strong>`
            }
          </p>`
        }
        ${provider === undefined ? passwordForm(context, request, reply, page) : providerLink(provider, continuePath)}
        <p class="fine">
          ${provider === undefined ? "No account, or password forgotten?" : "No account here?"} An
          administrator of this service can help.
        </p>`,
    ),
  });
}

interface SignInPage {
  /** Where to go afterwards: a path on this origin. */
  continuePath: string;
  /** The request that waits for the sign-in, when there is one. */
  waiting?: WaitingRequest | undefined;
  email?: string | undefined;
  /** What was wrong with the last try. */
  error?: { field: "email" | "password"; message: string };
  status?: number;
}

function passwordForm(
  context: EndpointContext,
  request: FastifyRequest,
  reply: FastifyReply,
  { continuePath, email, error }: SignInPage,
): Html {
  const errorOf = (field: "email" | "password") =>
    error?.field === field ? error.message : undefined;
  return html`<form method="post" action="/signin">
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
  </form>`;
}

// The provider asks for the password, so there is nothing to type in here.
function providerLink({ issuer }: SignInProvider, continuePath: string): Html {
  const { host } = new URL(issuer);
  return html`<p class="actions">
    <a class="button primary" href="${providerPath}?continue=${encodeURIComponent(continuePath)}"
      >Sign in with ${host}</a
    >
  </p>`;
}
