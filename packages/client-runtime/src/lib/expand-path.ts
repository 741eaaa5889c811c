/**
 * Writes values into a URI template: `{x}` takes one path segment and encodes everything in it, `{+x}` keeps `/`.
 * @throws {TypeError} When a value is missing or empty, or when a segment would be `.` or `..` and so leave its place.
 */
export function expandPath(template: string, values: Record<string, unknown>): string {
  const expanded = template.replaceAll(/\{(\+?)([^{}]+)\}/g, (_, plus: string, name: string) => {
    const value = values[name];
    if (value === undefined || value === null || value === "") {
      throw new TypeError(`The path parameter "${name}" needs a value.`);
    }
    if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") {
      throw new TypeError(`The path parameter "${name}" must be a string.`);
    }
    const text = String(value);
    return plus ? text.split("/").map(encode).join("/") : encode(text);
  });
  if (expanded.split("/").some((segment) => segment === "." || segment === "..")) {
    throw new TypeError('A path parameter must not be "." or "..", nor have such a segment.');
  }
  return expanded;
}

/** RFC 3986: all but the unreserved characters, of which encodeURIComponent leaves five too many. */
function encode(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
