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
  const cookies = new Map<string, string>();

  async function request(path: string, form?: URLSearchParams): Promise<Page> {
    const cookie = [...cookies].map((pair) => pair.join("=")).join("; ");
    const page = await send({
      method: form === undefined ? "GET" : "POST",
      path,
      headers: {
        cookie,
        ...(form !== undefined && { "content-type": "application/x-www-form-urlencoded" }),
      },
      ...(form !== undefined && { body: form.toString() }),
    });
    for (const line of page.setCookies) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === "") cookies.delete(name);
      else cookies.set(name, value);
    }
    return page;
  }

  return {
    get: (path) => request(path),
    submit(page, fields) {
      const [, action = "", body = ""] =
        /<form[^>]*action="([^"]*)"[^>]*>(.*?)<\/form>/s.exec(page.text) ?? [];
      if (body === "") throw new Error(`There is no form on this page (${page.status}).`);
      const form = new URLSearchParams(fields);
      for (const [, name = "", value = ""] of body.matchAll(
        /<input\s+type="hidden"\s+name="([^"]*)"\s+value="([^"]*)"/g,
      )) {
        if (!form.has(name)) form.set(name, unescape(value));
      }
      return request(unescape(action), form);
    },
  };
}

function unescape(text: string): string {
  return text
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}
