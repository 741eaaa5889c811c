import type { FastifyReply, FastifyRequest } from "fastify";
import type { EndpointContext } from "../http/endpoint.ts";
import { formTargets } from "../oauth/redirect-uri.ts";
import { decisionPath } from "../openid/addresses.ts";
import type { SignInRequest } from "../openid/checkid-request.ts";
import { scopesOf, siteName } from "../openid/site.ts";
import { csrfToken } from "../sessions/csrf.ts";
import type { Session } from "../sessions/session.ts";
import { destination } from "./consent-page.ts";
import { accountLine } from "./account-line.ts";
import { decisionForm } from "./decision-form.ts";
import { html } from "./html.ts";
import { card, sendPage } from "./layout.ts";
import { scopeWords } from "./scope-words.ts";

/** Asks, on one page, whether a site may know who the person is and, for a consumer, have the data it asks for. */
export async function showSiteConsentPage(
  context: EndpointContext,
  request: FastifyRequest,
  reply: FastifyReply,
  page: {
    wanted: SignInRequest;
    session: Session;
    /** The request that is decided on, for this session alone. */
    sealedRequest: string;
    switchAccountPath: string;
  },
): Promise<FastifyReply> {
  const { wanted, session, sealedRequest, switchAccountPath } = page;
  const { access, realm, returnTo } = wanted;
  const scopes = scopesOf({ ...wanted, access: undefined });
  const [who, data] = [
    await scopeWords(context, scopes),
    await scopeWords(context, access?.scopes.filter((scope) => !scopes.includes(scope)) ?? []),
  ];
  return sendPage(context, reply, {
    title: `Sign in to ${siteName(wanted)}?`,
    formTargets: formTargets(returnTo),
    body: card(
      html`<h1>
          <bdi>${siteName(wanted)}</bdi> asks to sign you
          in${access !== undefined && html`, and for access to your account`}
        </h1>
        <p class="lead">
          ${
            access === undefined
              ? "A site that learns who you are, and gets no access to your account"
              : html`An application of the project <bdi>${access.consumer.projectName}</bdi>, at
                  <bdi>${realm}</bdi>`
          }
        </p>
        ${accountLine(session, switchAccountPath)}
        <p class="asks" id="asks">If you allow this, it can:</p>
        <ul class="scopes" aria-labelledby="asks">
          ${who.map((text) => html`<li>${text}</li>`)}
          ${wantsPlace(wanted) && html`<li>See the language and country of your browser</li>`}
          ${data.map((text) => html`<li>${text}</li>`)}
        </ul>
        ${decisionForm({
          action: decisionPath,
          csrfToken: csrfToken(context, request, reply, session),
          fields: { request: sealedRequest },
          part: access && { decision: "sign-in", label: "Identity only" },
        })}
        <p class="fine">
          ${access !== undefined && html`With “Identity only” it learns who you are, and gets no access to your account.`}
          ${destination(returnTo)} You can take this back at any time under
          <a href="/permissions">applications with access</a>.
        </p>`,
    ),
  });
}

function wantsPlace({ attributes }: SignInRequest): boolean {
  const wanted = attributes?.wanted ?? [];
  return wanted.some(({ attribute }) => attribute === "language" || attribute === "country");
}
