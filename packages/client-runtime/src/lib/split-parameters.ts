/** Tells the parameters that a template has variables for from those of the query. */
export function splitParameters(
  template: string,
  parameters: Record<string, unknown>,
): { path: Record<string, unknown>; query: Record<string, unknown> } {
  const path: Record<string, unknown> = {};
  const query: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(parameters)) {
    const isVariable = template.includes(`{${name}}`) || template.includes(`{+${name}}`);
    (isVariable ? path : query)[name] = value;
  }
  return { path, query };
}
