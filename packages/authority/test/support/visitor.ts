import { type CookieJar, cookieHeader, keepCookies } from "@leasehold/testing/cookie-jar";
import { htmlForms } from "@leasehold/testing/html-forms";

/** A browser without a screen: it keeps cookies, never follows a redirect by itself, and fills forms in. */
export interface Visitor {
  cookies: CookieJar;
  /** The name of the session's cookie. */
  sessionCookie: string;
  get(path: string, headers?: Record<string, string>): Promise<VisitorPage>;
  post(
    path: string,
    form: Record<string, string> | string,
    headers?: Record<string, string>,
  ): Promise<VisitorPage>;
  /** Sends a page's form with its hidden fields and these. */
  submit(page: VisitorPage, fields: Record<string, string>, index?: number): Promise<VisitorPage>;
  /** Signs in on a page that asks for it, and follows the redirect. */
  signIn(page: VisitorPage, email?: string, password?: string): Promise<VisitorPage>;
}

export interface VisitorPage {
  status: number;
  headers: Headers;
  /** Where it redirects to; the empty text when it does not. */
  location: string;
  text: string;
}

export function newVisitor(origin: string): Visitor {
  const cookies: CookieJar = new Map();

  async function send(path: string, init: RequestInit): Promise<VisitorPage> {
    const headers = new Headers(init.headers);
    if (cookies.size > 0) headers.set("cookie", cookieHeader(cookies));
    const response = await fetch(new URL(path, origin), { ...init, headers, redirect: "manual" });
    keepCookies(cookies, response.headers.getSetCookie());
    return {
      status: response.status,
      headers: response.headers,
      location: response.headers.get("location") ?? "",
      text: await response.text(),
    };
  }

  const visitor: Visitor = {
    cookies,
    sessionCookie: `leasehold_session_${new URL(origin).port}`,
    get: (path, headers = {}) => send(path, { headers }),
    post: (path, form, headers = {}) =>
      send(path, {
        method: "POST",
        headers,
        body: new URLSearchParams(form),
      }),
    submit(page, fields, index = 0) {
      const form = htmlForms(page.text)[index];
      if (form?.action === undefined)
        throw new Error(`There is no form ${index} on:\n${page.text}`);
      return visitor.post(form.action, { ...form.hidden, ...fields });
    },
    async signIn(page, email = "ada@example.com", password = "correct-horse") {
      const answer = await visitor.submit(page, { email, password });
      return answer.status === 303 ? visitor.get(answer.location) : answer;
    },
  };
  return visitor;
}

/** The parameters of a redirect. */
export function answerOf(page: VisitorPage): Record<string, string> {
  return Object.fromEntries(new URL(page.location).searchParams);
}
