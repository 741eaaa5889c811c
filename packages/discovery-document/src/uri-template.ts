/** One `{…}` of a URI template. */
export interface TemplateExpression {
  /** `""` for `{x}`, else the character that says how values are written: `+`, `#`, `.`, `/`, `;`, `?` or `&`. */
  operator: string;
  /** Its variables: one, or several for `{x,y}`. */
  names: string[];
  /** The expression as it stands in the template. */
  text: string;
}

/** Reads the expressions of a URI template, in its order (RFC 6570, 2.2, to level 3). */
export function expressionsOf(template: string): TemplateExpression[] {
  return [...template.matchAll(/\{([+#./;?&]?)([^{}]+)\}/g)].map(
    ([text, operator = "", list = ""]) => ({ operator, names: list.split(","), text }),
  );
}
