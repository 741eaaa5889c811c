const prefix = "x-google-";

/**
 * Takes the members of a discovery node out of the extensions of an OpenAPI object.
 * @param except - Names of those that say something else in this kind of object.
 */
export function membersOf(object: object, except: readonly string[] = []): Record<string, unknown> {
  const members: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(object)) {
    const member = name.slice(prefix.length);
    if (!name.startsWith(prefix) || except.includes(member)) continue;
    members[member] = withReferences(value);
  }
  return members;
}

/** Leaves out what is undefined: a member that is not there is not a member. */
export function defined<Node extends object>(node: Node): Partial<Node> {
  return Object.fromEntries(
    Object.entries(node).filter(([, value]) => value !== undefined),
  ) as Partial<Node>;
}

function withReferences(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withReferences);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name === `${prefix}$ref` ? "$ref" : name,
      withReferences(member),
    ]),
  );
}
