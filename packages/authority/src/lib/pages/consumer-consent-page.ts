import type { FastifyReply, FastifyRequest } from "fastify";
import type { EndpointContext } from "../http/endpoint.ts";
import { formTargets } from "../oauth/redirect-uri.ts";
import { authorizeTokenPath } from "../oauth1/authorize-token-path.ts";
import type { Consumer } from "../oauth1/consumer.ts";
import type { RequestToken } from "../oauth1/request-token.ts";
import { csrfToken } from "../sessions/csrf.ts";
import type { Session } from "../sessions/session.ts";
import { destination } from "./consent-page.ts";
import { accountLine } from "./account-line.ts";
import { decisionForm } from "./decision-form.ts";
import { html } from "./html.ts";
import { card, sendPage } from "./layout.ts";
import { scopeWords } from "./scope-words.ts";

/** Asks whether an OAuth 1.0 consumer may do what its request token stands for. */
export async function showConsumerConsentPage(
  context: EndpointContext,
  request: FastifyRequest,
  reply: FastifyReply,
  page: {
    token: string;
    requestToken: RequestToken;
    consumer: Consumer;
    session: Session;
    hostedDomain: string | undefined;
    switchAccountPath: string;
  },
): Promise<FastifyReply> {
  const { token, requestToken, consumer, session, hostedDomain, switchAccountPath } = page;
  const { callback, scopes, displayName } = requestToken;
  const words = await scopeWords(context, scopes);
  return sendPage(context, reply, {
    title: `Allow ${consumer.name}?`,
    formTargets: formTargets(callback),
    body: card(
      html`<h1><bdi>${consumer.name}</bdi> asks for access to your account</h1>
        <p class="lead">
          An application of the project <bdi>${consumer.projectName}</bdi>${
            displayName !== undefined && html`, which calls itself <bdi>${displayName}</bdi>`
          }
        </p>
        ${accountLine(session, switchAccountPath)}
        <p class="asks" id="asks">If you allow this, it can:</p>
        <ul class="scopes" aria-labelledby="asks">
          ${words.map((text) => html`<li>${text}</li>`)}
          <li>Keep this access while you are away</li>
        </ul>
        ${decisionForm({
          action: authorizeTokenPath,
          csrfToken: csrfToken(context, request, reply, session),
          fields: { oauth_token: token, hd: hostedDomain ?? "" },
        })}
        <p class="fine">
          ${destination(callback)} You can take the access back at any time under
          <a href="/permissions">applications with access</a>.
        </p>`,
    ),
  });
}
