import type { DiscoveryDocument, DiscoverySchema, MethodEntry } from "../discovery-document.ts";
import { jsonPath } from "./check.ts";
import type { Problem } from "./check.ts";

/** Finds the first place of a well-formed document that points at something that is not there. */
export function checkReferences(
  document: DiscoveryDocument,
  entries: readonly MethodEntry[],
): Problem | undefined {
  const names = new Set(Object.keys(document.schemas ?? {}));
  for (const [name, schema] of Object.entries(document.schemas ?? {})) {
    const problem = checkSchema(schema, ["schemas", name], names);
    if (problem) return problem;
  }
  const ids = new Set<string>();
  for (const entry of entries) {
    const problem = checkMethod(entry, { document, names, ids });
    if (problem) return problem;
    ids.add(entry.id);
  }
  return undefined;
}

function checkMethod(
  entry: MethodEntry,
  known: { document: DiscoveryDocument; names: Set<string>; ids: Set<string> },
): Problem | undefined {
  const { method } = entry;
  const resources = entry.resourcePath.flatMap((name) => ["resources", name]);
  const path = [...resources, "methods", entry.name];
  if (known.ids.has(entry.id)) {
    const message = `another method has the id "${entry.id}"`;
    return { code: "duplicate_id", path: jsonPath([...path, "id"]), message };
  }
  const parameters = { ...known.document.parameters, ...method.parameters };
  for (const [, variable = ""] of method.path.matchAll(/\{\+?([^{}]+)\}/g)) {
    if (parameters[variable]?.location === "path") continue;
    const message = `{${variable}} is not among the method's path parameters`;
    return { code: "undeclared_variable", path: jsonPath([...path, "path"]), message };
  }
  for (const part of ["request", "response"] as const) {
    const problem = method[part] && checkSchema(method[part], [...path, part], known.names);
    if (problem) return problem;
  }
  return undefined;
}

function checkSchema(
  schema: DiscoverySchema,
  path: readonly string[],
  names: Set<string>,
): Problem | undefined {
  if (schema.$ref !== undefined && !names.has(schema.$ref)) {
    const message = `there is no schema "${schema.$ref}"`;
    return { code: "unresolved_reference", path: jsonPath([...path, "$ref"]), message };
  }
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const problem = checkSchema(property, [...path, "properties", name], names);
    if (problem) return problem;
  }
  for (const part of ["items", "additionalProperties"] as const) {
    const problem = schema[part] && checkSchema(schema[part], [...path, part], names);
    if (problem) return problem;
  }
  return undefined;
}
