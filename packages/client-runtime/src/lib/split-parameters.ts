/** Tells the parameters that a template has variables for from those of the query. */
export function splitParameters(
  template: string,
  parameters: Record<string, unknown>,
): { path: Record<string, unknown>; query: Record<string, unknown> } {
  const path: Record<string, unknown> = {};
  const query: Record<string, unknown> = {};
  const variables = [...template.matchAll(/\{[+#./;]?([^{}]+)\}/g)].flatMap(([, list = ""]) =>
    list.split(","),
  );
  for (const [name, value] of Object.entries(parameters)) {
    (variables.includes(name) ? path : query)[name] = value;
  }
  return { path, query };
}
