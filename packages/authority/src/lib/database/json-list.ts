/** Reads a column that holds a JSON array of strings. */
export function readJsonList(column: string): string[] {
  const list: unknown = JSON.parse(column);
  if (!Array.isArray(list) || !list.every((item) => typeof item === "string")) {
    throw new Error("A column that holds a JSON array of strings holds something else.");
  }
  return list;
}

/** Writes a list of strings as such a column keeps it. */
export function writeJsonList(list: readonly string[]): string {
  return JSON.stringify(list);
}
