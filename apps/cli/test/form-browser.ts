/** What the person at the browser types and clicks. */
export interface Person {
  email: string;
  password: string;
  decision: "allow" | "deny";
  /** What other fields of the same form are filled in with, by name. */
  fields?: Record<string, string>;
}

interface Form {
  action: string;
  fields: URLSearchParams;
}

const stepsMax = 20;

/**
 * Does in a browser what a person does to sign in: follows redirects, keeps cookies, fills in the sign-in form,
 * decides on the consent form. Ends at a page without a form, or when `stopAt` is where it was sent.
 */
export async function browse(
  address: string,
  person: Person,
  stopAt: (address: string) => boolean = () => false,
): Promise<{ address: string; status: number; text: string }> {
  const cookies = new Map<string, string>();
  let next: { address: string; body?: URLSearchParams } = { address };
  for (let step = 0; step < stepsMax; step += 1) {
    if (stopAt(next.address)) return { address: next.address, status: 0, text: "" };
    const response = await request(next, cookies);
    const location = response.headers.get("location");
    if (location !== null) {
      next = { address: new URL(location, next.address).href };
      continue;
    }
    const text = await response.text();
    const form = formIn(text);
    if (form === undefined) return { address: next.address, status: response.status, text };
    next = {
      address: new URL(form.action, next.address).href,
      body: fill(form.fields, text, person),
    };
  }
  throw new Error(`No end after ${stepsMax} steps; the last was ${next.address}.`);
}

async function request(
  { address, body }: { address: string; body?: URLSearchParams },
  cookies: Map<string, string>,
): Promise<Response> {
  const { origin } = new URL(address);
  const response = await fetch(address, {
    redirect: "manual",
    headers: { cookie: [...cookies].map((pair) => pair.join("=")).join("; "), origin },
    ...(body && { method: "POST", body }),
  });
  for (const line of response.headers.getSetCookie()) {
    const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (value === "") cookies.delete(name);
    else cookies.set(name, value);
  }
  return response;
}

function formIn(html: string): Form | undefined {
  const [, head = "", body = ""] = /<form\b([^>]*)>([\s\S]*?)<\/form>/i.exec(html) ?? [];
  if (body === "") return undefined;
  const fields = new URLSearchParams();
  for (const [, inputAttributes = ""] of body.matchAll(/<input\b([^>]*)>/gi)) {
    const name = attribute(inputAttributes, "name");
    if (name !== undefined) fields.append(name, attribute(inputAttributes, "value") ?? "");
  }
  return { action: attribute(head, "action") ?? "", fields };
}

function fill(fields: URLSearchParams, html: string, person: Person): URLSearchParams {
  if (fields.has("email")) fields.set("email", person.email);
  if (fields.has("password")) fields.set("password", person.password);
  for (const [name, value] of Object.entries(person.fields ?? {})) {
    if (fields.has(name)) fields.set(name, value);
  }
  if (/name="?decision"?/.test(html)) fields.set("decision", person.decision);
  return fields;
}

function attribute(attributes: string, name: string): string | undefined {
  const value = new RegExp(`\\b${name}="([^"]*)"`, "i").exec(attributes)?.[1];
  return value
    ?.replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&#x3D;", "=")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}
