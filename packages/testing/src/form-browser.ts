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
  const cookies = new Map<string, string>();
  const go = async (url: string, init: RequestInit): Promise<View> => {
    const headers = new Headers(init.headers);
    for (const [name, value] of Object.entries(settings)) headers.set(name, value);
    headers.set("cookie", Array.from(cookies, ([name, value]) => `${name}=${value}`).join("; "));
    const answer = await fetch(url, { ...init, headers, redirect: "manual" });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === "" || /max-age=0/i.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
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
      const form = findForm(view, Object.keys(fields));
      const body = new URLSearchParams({ ...form.hidden, ...fields });
      // Pages refuse a form that does not come from the service itself.
      return go(form.action, { method: "POST", body, headers: { origin } });
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
      const names = fieldsOf(html);
      if (names === undefined) return { address: view.url, status: view.status, text: html };
      view = await browserOf(view.url).submit(view, filledIn(names, person));
      continue;
    }
    if (stopAt(leftTo.href)) return { address: leftTo.href, status: 0, text: "" };
    view = await browserOf(leftTo.href).open(leftTo.href);
  }
  throw new Error(`No end after ${pagesMax} pages; the last was ${view.url}.`);
}

/** The names of the fields of the page's first form. */
function fieldsOf(html: string): string[] | undefined {
  const [, form] = /<form\b[^>]*>([\s\S]*?)<\/form>/i.exec(html) ?? [];
  if (form === undefined) return undefined;
  const fields = form.matchAll(/<(?:input|button)\b([^>]*)>/gi);
  return Array.from(fields, ([, text = ""]) => attribute(text, "name") ?? "");
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

function findForm(view: View, names: string[]): { action: string; hidden: Record<string, string> } {
  for (const [form, attributes = ""] of view.html.matchAll(/<form([^>]*)>[\s\S]*?<\/form>/g)) {
    if (!names.every((name) => form.includes(`name="${name}"`))) continue;
    const action = attribute(attributes, "action") ?? view.url;
    const inputs = Array.from(form.matchAll(/<input([^>]*)>/g), ([, text = ""]) => text)
      .filter((text) => attribute(text, "type") === "hidden")
      .map((text) => [attribute(text, "name") ?? "", attribute(text, "value") ?? ""]);
    return { action: new URL(action, view.url).href, hidden: Object.fromEntries(inputs) };
  }
  throw new Error(`No form with the fields ${names.join(", ")} on ${view.url}: ${view.html}`);
}

function attribute(text: string, name: string): string | undefined {
  const value = new RegExp(`\\b${name}="([^"]*)"`).exec(text)?.[1];
  return value
    ?.replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}
