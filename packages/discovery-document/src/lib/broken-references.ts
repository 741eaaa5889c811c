import type {
  BrokenReference,
  DiscoveryDocument,
  DiscoveryMethod,
  DiscoverySchema,
  MethodEntry,
} from "../discovery-document.ts";
import { expressionsOf } from "../uri-template.ts";
import { jsonPath } from "./check.ts";

/** Finds the places of a well-formed document that point at something that is not there. */
export function brokenReferencesOf(
  document: DiscoveryDocument,
  entries: readonly MethodEntry[],
): BrokenReference[] {
  const names = new Set(Object.keys(document.schemas ?? {}));
  return [
    ...Object.entries(document.schemas ?? {}).flatMap(([name, schema]) =>
      inSchema(schema, ["schemas", name], names),
    ),
    ...entries.flatMap((entry) => inMethod(entry, document, names)),
  ];
}

function inMethod(
  entry: MethodEntry,
  document: DiscoveryDocument,
  names: ReadonlySet<string>,
): BrokenReference[] {
  const { method } = entry;
  const resources = entry.resourcePath.flatMap((name) => ["resources", name]);
  const path = [...resources, "methods", entry.name];
  const undeclared = undeclaredVariables(method, document).map((name): BrokenReference => {
    const message = `{${name}} is not among the method's path parameters`;
    return { code: "undeclared_variable", path: jsonPath([...path, "path"]), message };
  });
  const message = `another method has the id "${method.id}"`;
  return [
    ...(entry.id === method.id
      ? []
      : [{ code: "duplicate_id", path: jsonPath([...path, "id"]), message } as const]),
    ...undeclared,
    ...(["request", "response"] as const).flatMap((part) =>
      method[part] ? inSchema(method[part], [...path, part], names) : [],
    ),
  ];
}

function undeclaredVariables(method: DiscoveryMethod, document: DiscoveryDocument): string[] {
  const parameters = { ...document.parameters, ...method.parameters };
  return expressionsOf(method.path).flatMap(({ operator, names }) =>
    names.filter((name) => {
      const node = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
      return "?&".includes(operator || " ") ? !node : node?.location !== "path";
    }),
  );
}

function inSchema(
  schema: DiscoverySchema,
  path: readonly string[],
  names: ReadonlySet<string>,
): BrokenReference[] {
  const { $ref, properties = {}, variant } = schema;
  return [
    ...inReference($ref, path, names),
    ...Object.entries(properties).flatMap(([name, property]) =>
      inSchema(property, [...path, "properties", name], names),
    ),
    ...(["items", "additionalProperties"] as const).flatMap((part) =>
      schema[part] ? inSchema(schema[part], [...path, part], names) : [],
    ),
    ...(variant?.map ?? []).flatMap((one, index) =>
      inReference(one.$ref, [...path, "variant", "map", String(index)], names),
    ),
  ];
}

function inReference(
  name: string | undefined,
  path: readonly string[],
  names: ReadonlySet<string>,
): BrokenReference[] {
  if (name === undefined || names.has(name)) return [];
  const message = `there is no schema "${name}"`;
  return [{ code: "unresolved_reference", path: jsonPath([...path, "$ref"]), message }];
}
