/** What stands before the first value and between values, by the operator of an expression (RFC 6570, 3.2, to level 3). */
const marks: Record<string, readonly [first: string, between: string]> = {
  "#": ["#", ","],
  ".": [".", "."],
  "/": ["/", "/"],
  ";": [";", ";"],
};

/**
 * Writes values into a URI template: `{x}` takes one path segment and encodes everything in it, `{+x}` keeps `/`. The others of RFC
 * 6570 that belong to a path are `{#x}`, `{.x}`, `{/x}` and `{;x}`, each with several names too: `{x,y}`.
 * @throws {TypeError} When a value is missing or empty, or when a segment would be `.` or `..` and so leave its place.
 */
export function expandPath(template: string, values: Record<string, unknown>): string {
  const expanded = template.replaceAll(
    /\{([+#./;]?)([^{}]+)\}/g,
    (_, operator: string, list: string) => {
      const [first, between] = marks[operator] ?? ["", ","];
      const parts = list.split(",").map((name) => {
        const text = textOf(name, values[name], operator === "+" || operator === "#");
        return operator === ";" ? `${name}=${text}` : text;
      });
      return first + parts.join(between);
    },
  );
  if (expanded.split("/").some((segment) => segment === "." || segment === "..")) {
    throw new TypeError('A path parameter must not be "." or "..", nor have such a segment.');
  }
  return expanded;
}

/** A list is its values with commas between (RFC 6570, 3.2.1). */
function textOf(name: string, value: unknown, keepsSlash: boolean): string {
  const texts = (Array.isArray(value) ? value : [value]).map((one: unknown) => {
    if (one === undefined || one === null || one === "") {
      throw new TypeError(`The path parameter "${name}" needs a value.`);
    }
    if (typeof one !== "string" && typeof one !== "number" && typeof one !== "boolean") {
      throw new TypeError(`The path parameter "${name}" must be a string.`);
    }
    const text = String(one);
    return keepsSlash ? text.split("/").map(encode).join("/") : encode(text);
  });
  if (texts.length === 0) throw new TypeError(`The path parameter "${name}" needs a value.`);
  return texts.join(",");
}

/** RFC 3986: all but the unreserved characters, of which encodeURIComponent leaves five too many. */
function encode(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
