import type { DiscoveryParameter } from "@leasehold/discovery-document";
import type { ParameterObject } from "../openapi/document.ts";
import { defined, membersOf } from "./members.ts";
import { schemaNode } from "./schema-node.ts";
import type { SchemaNames } from "./schema-node.ts";

/** Converts parameters back, by their names. */
export function parameterNodes(
  parameters: readonly ParameterObject[],
  names: SchemaNames,
): Record<string, DiscoveryParameter> {
  return Object.fromEntries(
    parameters.map((parameter) => [parameter.name, parameterNode(parameter, names)]),
  );
}

/** Converts a parameter back. One that is exploded is a repeated one; any other array is a type. */
function parameterNode(parameter: ParameterObject, names: SchemaNames): DiscoveryParameter {
  const { description, deprecated, explode, schema } = parameter;
  const repeated = parameter["x-google-repeated"] ?? explode;
  return {
    ...schemaNode(repeated ? (schema.items ?? {}) : schema, names),
    ...defined({ description, deprecated }),
    ...members(parameter, repeated),
  };
}

function members(parameter: ParameterObject, repeated: unknown): DiscoveryParameter {
  const location = parameter["x-google-location"] === null ? undefined : parameter.in;
  const required = Object.hasOwn(parameter, "x-google-required")
    ? (parameter["x-google-required"] ?? undefined)
    : parameter.required;
  return {
    ...defined({ location, required, repeated }),
    ...membersOf(parameter, ["location", "required", "repeated"]),
  } as DiscoveryParameter;
}
