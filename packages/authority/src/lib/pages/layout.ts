import type { FastifyReply } from "fastify";
import type { EndpointContext } from "../http/endpoint.ts";
import { pageHeaders } from "../http/page-headers.ts";
import { html, type Html } from "./html.ts";

/** A page before it is sent. */
export interface Page {
  /** Shown in the browser's tab, before the service's name. */
  title: string;
  /** The title alone, where programs read it. */
  bareTitle?: boolean;
  /** What the body holds: see {@link card} and {@link column}. */
  body: Html;
  /** Default 200. */
  status?: number;
  /** Where an answer to the page's form may lead besides this origin. */
  formTargets?: readonly string[];
  /** The hash of the page's script, where it has one. */
  scriptSource?: string;
  /** Where programs read what the page says. */
  xrdsLocation?: string;
}

/** Sends a page with its headers. */
export function sendPage(context: EndpointContext, reply: FastifyReply, page: Page): FastifyReply {
  return reply
    .code(page.status ?? 200)
    .headers(pageHeaders(page))
    .type("text/html; charset=utf-8")
    .send(
      html`<!doctype html>
        <html lang="en">
          <head>
            <meta charset="utf-8" />
            <meta name="viewport" content="width=device-width, initial-scale=1" />
            <title>${page.title}${page.bareTitle === true ? undefined : " · Leasehold"}</title>
            ${
              page.xrdsLocation !== undefined &&
              html`<meta http-equiv="x-xrds-location" content="${page.xrdsLocation}" />`
            }
            <link rel="icon" href="${icon}" />
            <link rel="stylesheet" href="${context.stylesheet.path}" />
          </head>
          <body>
            ${page.body}
          </body>
        </html>`.html,
    );
}

/** A page that asks one thing: a card in the middle. */
export function card(content: Html): Html {
  return html`<div class="centre">
    <p class="brand">${mark} Leasehold</p>
    <main class="card">${content}</main>
  </div>`;
}

/** A page of the signed-in user: a bar with the account, and a column. */
export function column(options: { email: string; csrf: string; content: Html }): Html {
  const { email, csrf, content } = options;
  return html`<header class="bar">
      <a class="brand" href="/">${mark} Leasehold</a>
      <form method="post" action="/signout">
        <input type="hidden" name="csrf" value="${csrf}" />
        <span>${email}</span>
        <button class="plain">Sign out</button>
      </form>
    </header>
    <main class="column">${content}</main>`;
}

const mark = html`<svg
  viewBox="0 0 24 24"
  aria-hidden="true"
  fill="none"
  stroke="currentColor"
  stroke-width="2.25"
  stroke-linecap="round"
  stroke-linejoin="round"
>
  <circle cx="8" cy="8" r="4.5" />
  <path d="m11.3 11.3 8.7 8.7M16 16l2.5-2.5M19 19l2-2" />
</svg>`;

const icon =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24' fill='none' stroke='%234d86d6' stroke-width='2.5' stroke-linecap='round' stroke-linejoin='round'%3E%3Ccircle cx='8' cy='8' r='4.5'/%3E%3Cpath d='m11.3 11.3 8.7 8.7M16 16l2.5-2.5M19 19l2-2'/%3E%3C/svg%3E";
