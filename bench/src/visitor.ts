import { type CookieJar, cookieHeader, keepCookies } from "@leasehold/testing/cookie-jar";
import { htmlForms } from "@leasehold/testing/html-forms";

/** Sends one request; follows nothing. */
export type Send = (request: {
  method: "GET" | "POST";
  path: string;
  headers: Record<string, string>;
  body?: string;
}) => Promise<Page>;

export interface Page {
  status: number;
  location: string;
  setCookies: string[];
  text: string;
}

/** A browser without a screen: it keeps cookies and fills forms in. */
export interface Visitor {
  get: (path: string) => Promise<Page>;
  /** Sends the page's form with its hidden fields and these. */
  submit: (page: Page, fields: Record<string, string>) => Promise<Page>;
}

export function newVisitor(send: Send): Visitor {
  const cookies: CookieJar = new Map();

  async function request(path: string, form?: URLSearchParams): Promise<Page> {
    const page = await send({
      method: form === undefined ? "GET" : "POST",
      path,
      headers: {
        cookie: cookieHeader(cookies),
        ...(form !== undefined && { "content-type": "application/x-www-form-urlencoded" }),
      },
      ...(form !== undefined && { body: form.toString() }),
    });
    keepCookies(cookies, page.setCookies);
    return page;
  }

  return {
    get: (path) => request(path),
    submit(page, fields) {
      const [form] = htmlForms(page.text);
      if (form?.action === undefined) {
        throw new Error(`There is no form on this page (${page.status}).`);
      }
      return request(form.action, new URLSearchParams({ ...form.hidden, ...fields }));
    },
  };
}
