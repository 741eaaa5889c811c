import type { DiscoverySchema } from "@leasehold/discovery-document";
import type { OpenApiContext } from "./context.ts";
import type { SchemaObject } from "./document.ts";
import { extensionsOf } from "./extensions.ts";

const said = [
  "$ref",
  "type",
  "format",
  "description",
  "default",
  "enum",
  "minimum",
  "maximum",
  "pattern",
  "readOnly",
  "deprecated",
  "properties",
  "additionalProperties",
  "items",
];

/** Converts a schema of the discovery dialect to JSON Schema 2020-12. */
export function schemaObject(node: DiscoverySchema, context: OpenApiContext): SchemaObject {
  const schema: SchemaObject = {};
  if (node.$ref !== undefined) {
    schema.$ref = `#/components/schemas/${context.schemaKeys.get(node.$ref) ?? node.$ref}`;
  }
  if (node.type !== undefined && node.type !== "any") schema.type = node.type;
  if (node.format !== undefined) schema.format = node.format;
  if (node.description !== undefined) schema.description = node.description;
  if (node.readOnly !== undefined) schema.readOnly = node.readOnly;
  if (node.deprecated !== undefined) schema.deprecated = node.deprecated;
  if (node.properties) schema.properties = schemaObjects(node.properties, context);
  if (node.additionalProperties) {
    schema.additionalProperties = schemaObject(node.additionalProperties, context);
  }
  if (node.items) schema.items = schemaObject(node.items, context);
  return { ...schema, ...valueKeywords(node), ...extensionsOf(node, said), ...typeAny(node) };
}

/** JSON Schema wants the values of an enum to be different, and of the schema's type. */
function enumKeywords({ enum: values, type }: DiscoverySchema): SchemaObject {
  if (values === undefined) return {};
  const isSaid =
    values.length > 0 &&
    new Set(values).size === values.length &&
    (type === undefined || type === "any" || type === "string");
  return isSaid ? { enum: values } : { "x-google-enum": values };
}

function schemaObjects(
  nodes: Record<string, DiscoverySchema>,
  context: OpenApiContext,
): Record<string, SchemaObject> {
  return Object.fromEntries(
    Object.entries(nodes).map(([name, node]) => [name, schemaObject(node, context)]),
  );
}

/** Discovery writes default, minimum and maximum as strings: they become values of the type where that loses nothing. */
function valueKeywords(node: DiscoverySchema): SchemaObject {
  const schema = enumKeywords(node);
  if (node.default !== undefined) {
    const value = typedDefault(node.default, node);
    if (value === undefined) schema["x-google-default"] = node.default;
    else schema.default = value;
  }
  for (const bound of ["minimum", "maximum"] as const) {
    const text = node[bound];
    if (text === undefined) continue;
    if (isNumeric(node) && isNumber(text)) schema[bound] = Number(text);
    else schema[`x-google-${bound}`] = text;
  }
  if (node.pattern !== undefined) {
    schema[isRegularExpression(node.pattern) ? "pattern" : "x-google-pattern"] = node.pattern;
  }
  return schema;
}

function typedDefault(text: string, node: DiscoverySchema): unknown {
  if (isNumeric(node)) return isNumber(text) ? Number(text) : undefined;
  if (node.type === "boolean")
    return text === "true" || text === "false" ? text === "true" : undefined;
  return node.type === "string" ? text : undefined;
}

function isNumeric(node: DiscoverySchema): boolean {
  return node.type === "integer" || node.type === "number";
}

/** Whether a number says the same, to the letter. */
function isNumber(text: string): boolean {
  return Number.isFinite(Number(text)) && String(Number(text)) === text;
}

function isRegularExpression(pattern: string): boolean {
  try {
    return new RegExp(pattern, "u").unicode;
  } catch {
    return false;
  }
}

function typeAny(node: DiscoverySchema): SchemaObject {
  return node.type === "any" ? { "x-google-type": "any" } : {};
}
