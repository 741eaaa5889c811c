import { type CookieJar, cookieHeader, keepCookies } from "./cookie-jar.ts";
import { htmlForms } from "./html-forms.ts";

/** What a person's browser shows: a page, or the address outside the service that it was sent to. */
interface View {
  status: number;
  url: string;
  html: string;
  /** Given when the service sent the browser somewhere else: it was not followed. */
  leftTo?: URL;
}

/** A browser without scripts: it keeps cookies, follows redirects and submits forms. */
export interface FormBrowser {
  open: (url: string) => Promise<View>;
  /** Fills the form of `view` that has a field of the given names and submits it. */
  submit: (view: View, fields: Record<string, string>) => Promise<View>;
}

/**
 * A new browser without cookies, at home on `origin`.
 *
 * @param settings - what it says of itself in each request, such as the person's language.
 */
export function formBrowser(origin: string, settings: Record<string, string> = {}): FormBrowser {
  const cookies: CookieJar = new Map();
  const go = async (url: string, init: RequestInit): Promise<View> => {
    const headers = new Headers(init.headers);
    for (const [name, value] of Object.entries(settings)) headers.set(name, value);
    headers.set("cookie", cookieHeader(cookies));
    const answer = await fetch(url, { ...init, headers, redirect: "manual" });
    keepCookies(cookies, answer.headers.getSetCookie());
    const html = await answer.text();
    const location = answer.headers.get("location");
    if (location === null) return { status: answer.status, url, html };
    const target = new URL(location, url);
    if (target.origin === origin) return go(target.href, {});
    return { status: answer.status, url, html, leftTo: target };
  };
  return {
    open: (url) => go(url, {}),
    submit: (view, fields) => {
      const names = Object.keys(fields);
      const form = htmlForms(view.html).find((each) =>
        names.every((name) => each.names.includes(name)),
      );
      if (form === undefined) {
        throw new Error(`No form with the fields ${names.join(", ")} on ${view.url}: ${view.html}`);
      }
      const action = new URL(form.action ?? view.url, view.url).href;
      const body = new URLSearchParams({ ...form.hidden, ...fields });
      // Pages refuse a form that does not come from the service itself.
      return go(action, { method: "POST", body, headers: { origin } });
    },
  };
}

/** What the person at the browser types and clicks. */
export interface Person {
  email: string;
  password: string;
  decision: "allow" | "deny";
  /** What other fields of the same form are filled in with, by name. */
  fields?: Record<string, string>;
}

const pagesMax = 20;

/**
 * Does in a browser what a person does: fills in each form that it is shown, here and wherever it is sent. Ends at a
 * page without a form, or when `stopAt` is the address outside that it was sent to.
 */
export async function browse(
  address: string,
  person: Person,
  stopAt: (address: string) => boolean = () => false,
): Promise<{ address: string; status: number; text: string }> {
  const browsers = new Map<string, FormBrowser>();
  const browserOf = (url: string): FormBrowser => {
    const { origin } = new URL(url);
    const browser = browsers.get(origin) ?? formBrowser(origin);
    browsers.set(origin, browser);
    return browser;
  };
  let view = await browserOf(address).open(address);
  for (let page = 0; page < pagesMax; page += 1) {
    const { leftTo, html } = view;
    if (leftTo === undefined) {
      const names = htmlForms(html)[0]?.names;
      if (names === undefined) return { address: view.url, status: view.status, text: html };
      view = await browserOf(view.url).submit(view, filledIn(names, person));
      continue;
    }
    if (stopAt(leftTo.href)) return { address: leftTo.href, status: 0, text: "" };
    view = await browserOf(leftTo.href).open(leftTo.href);
  }
  throw new Error(`No end after ${pagesMax} pages; the last was ${view.url}.`);
}

function filledIn(names: string[], person: Person): Record<string, string> {
  const { fields, ...own } = person;
  const known = Object.entries({ ...own, ...fields });
  return Object.fromEntries(known.filter(([name]) => names.includes(name)));
}

/** Signs in when asked, allows when asked, and returns the address that the application is called back at. */
export async function signInAndAllow(options: {
  browser: FormBrowser;
  url: string;
  email: string;
  password: string;
}): Promise<URL> {
  const { browser, email, password } = options;
  let view = await browser.open(options.url);
  if (view.html.includes('name="password"')) view = await browser.submit(view, { email, password });
  if (view.html.includes('name="decision"')) {
    view = await browser.submit(view, { decision: "allow" });
  }
  if (view.leftTo === undefined) {
    throw new Error(`The user was not sent back, but shown (${view.status}): ${view.html}`);
  }
  return view.leftTo;
}

/** Signs in on the device page, types the code in, decides, and returns the page that says what happened. */
export async function decideOnDevice(options: {
  browser: FormBrowser;
  /** The address that the device shows. */
  url: string;
  userCode: string;
  decision: "allow" | "deny";
  email: string;
  password: string;
}): Promise<View> {
  const { browser, email, password, userCode, decision } = options;
  const signIn = await browser.open(options.url);
  const page = await browser.submit(signIn, { email, password });
  const consent = await browser.submit(page, { user_code: userCode });
  return browser.submit(consent, { decision });
}
