/** A form of a page. */
export interface HtmlForm {
  /** As it is written; undefined when it goes to the page's own address. */
  action: string | undefined;
  /** The names of its fields and buttons. */
  names: string[];
  /** The values of its hidden fields, by name. */
  hidden: Record<string, string>;
}

/** The forms of a page, in their order. */
export function htmlForms(html: string): HtmlForm[] {
  return Array.from(
    html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/gi),
    ([, own = "", body = ""]) => {
      const fields = Array.from(
        body.matchAll(/<(?:input|button)\b([^>]*)>/gi),
        ([, text = ""]) => ({
          name: attribute(text, "name") ?? "",
          value: attribute(text, "value") ?? "",
          isHidden: attribute(text, "type") === "hidden",
        }),
      );
      const hidden = fields.filter(({ isHidden }) => isHidden);
      return {
        action: attribute(own, "action"),
        names: fields.map(({ name }) => name),
        hidden: Object.fromEntries(hidden.map(({ name, value }) => [name, value])),
      };
    },
  );
}

function attribute(text: string, name: string): string | undefined {
  return new RegExp(`\\b${name}="([^"]*)"`)
    .exec(text)?.[1]
    ?.replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}
