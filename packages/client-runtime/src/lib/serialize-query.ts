/**
 * Writes a query as Google APIs read it: a repeated parameter comes once for each value, true and false in words, what is undefined not at all.
 * @throws {TypeError} When a value is an object.
 */
export function serializeQuery(query: Record<string, unknown>): string {
  return Object.entries(query)
    .flatMap(([name, value]) =>
      (Array.isArray(value) ? value : [value]).map((one) => pair(name, one)),
    )
    .filter((part) => part !== undefined)
    .join("&");
}

function pair(name: string, value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  switch (typeof value) {
    case "string":
    case "number":
    case "boolean":
    case "bigint":
      return `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`;
    default:
      throw new TypeError(
        `The query parameter "${name}" must be a string, a number, true or false, or an array of them.`,
      );
  }
}
