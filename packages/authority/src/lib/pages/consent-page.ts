import type { FastifyReply, FastifyRequest } from "fastify";
import type { EndpointContext } from "../http/endpoint.ts";
import type { AuthorizationRequest } from "../oauth/authorization-request.ts";
import { formTargets, isOutOfBand } from "../oauth/redirect-uri.ts";
import { approvalPath } from "../oauth/sealed-request.ts";
import { csrfToken } from "../sessions/csrf.ts";
import type { Session } from "../sessions/session.ts";
import { accountLine } from "./account-line.ts";
import { decisionForm } from "./decision-form.ts";
import { html, type Html } from "./html.ts";
import { card, sendPage } from "./layout.ts";
import { scopeWords } from "./scope-words.ts";

/** Asks whether an application may do what it asks for. */
export async function showConsentPage(
  context: EndpointContext,
  request: FastifyRequest,
  reply: FastifyReply,
  page: {
    authorization: AuthorizationRequest;
    session: Session;
    /** The request that is decided on, for this session alone. */
    sealedRequest: string;
    switchAccountPath: string;
    /** What the application has been allowed before. */
    grantedScopes: readonly string[];
  },
): Promise<FastifyReply> {
  const { authorization, session, sealedRequest, switchAccountPath, grantedScopes } = page;
  const { client, redirectUri, scopes, offline } = authorization;
  const added = scopes.filter((scope) => !grantedScopes.includes(scope));
  // Somebody who is asked again for all of it sees all of it as asked for.
  const asked = added.length === 0 ? scopes : added;
  const [words, oldWords] = [
    await scopeWords(context, asked),
    await scopeWords(context, added.length === 0 ? [] : grantedScopes),
  ];
  return sendPage(context, reply, {
    title: `Allow ${client.name}?`,
    formTargets: formTargets(redirectUri),
    body: card(
      html`<h1><bdi>${client.name}</bdi> asks for access to your account</h1>
        <p class="lead">An application of the project <bdi>${client.project_name}</bdi></p>
        ${accountLine(session, switchAccountPath)}
        <p class="asks" id="asks">If you allow this, it can:</p>
        <ul class="scopes" aria-labelledby="asks">
          ${words.map((text) => html`<li>${text}</li>`)}
          ${offline && html`<li>Keep this access while you are away</li>`}
        </ul>
        ${
          oldWords.length > 0 &&
          html`<p class="asks" id="has">You have already allowed it to:</p>
            <ul class="scopes" aria-labelledby="has">
              ${oldWords.map((text) => html`<li>${text}</li>`)}
            </ul>`
        }
        ${decisionForm({
          action: approvalPath,
          csrfToken: csrfToken(context, request, reply, session),
          fields: { request: sealedRequest },
        })}
        <p class="fine">
          ${destination(redirectUri)} You can take the access back at any time under
          <a href="/permissions">applications with access</a>.
        </p>`,
    ),
  });
}

/** Where the browser goes next: what tells a real application from one that only bears its name. */
export function destination(redirectUri: string): Html {
  if (isOutOfBand(redirectUri) || redirectUri === "oob")
    return html`You then get a code to copy into the application.`;
  const url = new URL(redirectUri);
  const isWeb = url.protocol === "http:" || url.protocol === "https:";
  if (!isWeb) return html`You then go back to an application on this device.`;
  const loopback = ["127.0.0.1", "localhost", "[::1]"].includes(url.hostname);
  return loopback
    ? html`You then go back to a program on this computer (<bdi>${url.host}</bdi>).`
    : html`You then go back to <strong><bdi>${url.host}</bdi></strong
        >.`;
}
