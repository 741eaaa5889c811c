/** The members of an answer that is a JSON object; none when it is anything else, such as a proxy's page. */
export function membersOf(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
