import type { Extensions } from "./document.ts";

/**
 * Keeps the members of a discovery node that the OpenAPI object has no place for, each as `x-google-<name>`.
 * @param node - The node.
 * @param said - Names of the members that the OpenAPI object says.
 */
export function extensionsOf(node: object, said: readonly string[]): Extensions {
  const kept: Extensions = {};
  for (const [name, value] of Object.entries(node)) {
    if (!said.includes(name) && value !== undefined)
      kept[`x-google-${name}`] = withoutReferences(value);
  }
  return kept;
}

/** Keeps those of the members that are there and have nothing in them: OpenAPI does not tell that from not being there. */
export function emptyMembers<Node extends object>(
  node: Node,
  names: readonly (keyof Node & string)[],
): Extensions {
  const kept: Extensions = {};
  for (const name of names) {
    const value: unknown = node[name];
    if (typeof value === "object" && value !== null && Object.keys(value).length === 0) {
      kept[`x-google-${name}`] = value;
    }
  }
  return kept;
}

/** A `$ref` in an extension would be followed by readers of OpenAPI, and lead nowhere. */
export function withoutReferences(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutReferences);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name === "$ref" ? "x-google-$ref" : name,
      withoutReferences(member),
    ]),
  );
}
