import type { FastifyReply } from "fastify";
import type { EndpointContext } from "../http/endpoint.ts";
import { csrfField } from "../sessions/csrf.ts";
import { html, type Html } from "./html.ts";
import { column, sendPage } from "./layout.ts";

/** An application that a user has allowed something. */
export interface AllowedApplication {
  grantId: string;
  name: string;
  /** Undefined for a site that nobody has registered. */
  project: string | undefined;
  sinceMs: number;
  /** What it may do, in words. */
  words: string[];
}

/** Lists the applications with access to an account, each with a button that ends it. */
export function showPermissionsPage(
  context: EndpointContext,
  reply: FastifyReply,
  page: {
    email: string;
    csrf: string;
    applications: readonly AllowedApplication[];
    /** Something has just been removed. */
    removed: boolean;
  },
): FastifyReply {
  const { email, csrf, applications, removed } = page;
  const list = html`<ul class="applications">
    ${applications.map((application) => renderApplication(application, csrf))}
  </ul>`;
  return sendPage(context, reply, {
    title: "Applications with access",
    body: column({
      email,
      csrf,
      content: html`<h1>Applications with access to your account</h1>
        ${
          applications.length > 0 &&
          html`<p class="lead">
            You allowed these applications to act for you. One that you remove is refused at once;
            it has to ask you again.
          </p>`
        }
        ${
          removed &&
          html`<p class="note good" role="status">
            The application no longer has access. Its tokens have stopped working.
          </p>`
        }
        ${
          applications.length > 0
            ? list
            : html`<p class="empty">No application has access to your account.</p>`
        }`,
    }),
  });
}

function renderApplication(application: AllowedApplication, csrf: string): Html {
  const { grantId, name, project, sinceMs, words } = application;
  const day = new Date(sinceMs).toISOString().slice(0, 10);
  return html`<li>
    <div>
      <h2><bdi>${name}</bdi></h2>
      <p class="about">
        ${project === undefined ? "A site" : html`Project <bdi>${project}</bdi>`} · since
        <time datetime="${day}">${dayInWords(sinceMs)}</time>
      </p>
      <ul class="scopes">
        ${words.map((text) => html`<li>${text}</li>`)}
      </ul>
    </div>
    <form method="post" action="/permissions">
      <input type="hidden" name="${csrfField}" value="${csrf}" />
      <input type="hidden" name="grant" value="${grantId}" />
      <button class="danger" aria-label="Remove access of ${name}">Remove access</button>
    </form>
  </li>`;
}

function dayInWords(timeMs: number): string {
  return new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" }).format(timeMs);
}
