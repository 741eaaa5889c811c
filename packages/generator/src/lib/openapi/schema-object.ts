import type { DiscoverySchema } from "@leasehold/discovery-document";
import type { OpenApiContext } from "./context.ts";
import type { SchemaObject } from "./document.ts";
import { withoutReferences } from "./extensions.ts";

/** Says one member of a schema; the schema as a whole says how to read it. */
type Keyword = (
  value: never,
  schema: SchemaObject,
  node: DiscoverySchema,
  context: OpenApiContext,
) => void;

// A document has a hundred thousand schemas: each member is looked up once, and nothing is copied.
const keywords = new Map<string, Keyword>(
  Object.entries({
    $ref: referenceKeyword,
    type: (type: string, schema: SchemaObject, { items }: DiscoverySchema) => {
      schema[type === "any" ? "x-google-type" : "type"] = type;
      if (type !== "array" || items !== undefined) return;
      // OpenAPI wants to know what is in an array; null says that the document does not.
      schema.items = {};
      schema["x-google-items"] = null;
    },
    format: (format: string, schema: SchemaObject) => {
      schema.format = format;
    },
    description: (description: string, schema: SchemaObject) => {
      schema.description = description;
    },
    readOnly: (readOnly: boolean, schema: SchemaObject) => {
      schema.readOnly = readOnly;
    },
    deprecated: (deprecated: boolean, schema: SchemaObject) => {
      schema.deprecated = deprecated;
    },
    enum: enumKeyword,
    default: defaultKeyword,
    minimum: (text: string, schema: SchemaObject, node: DiscoverySchema) =>
      boundKeyword("minimum", text, schema, node),
    maximum: (text: string, schema: SchemaObject, node: DiscoverySchema) =>
      boundKeyword("maximum", text, schema, node),
    pattern: (pattern: string, schema: SchemaObject) => {
      schema[isRegularExpression(pattern) ? "pattern" : "x-google-pattern"] = pattern;
    },
    properties: (
      nodes: Record<string, DiscoverySchema>,
      schema: SchemaObject,
      _node: DiscoverySchema,
      context: OpenApiContext,
    ) => {
      schema.properties = Object.fromEntries(
        Object.entries(nodes).map(([name, node]) => [name, schemaObject(node, context)]),
      );
    },
    additionalProperties: (
      part: DiscoverySchema,
      schema: SchemaObject,
      _node: DiscoverySchema,
      context: OpenApiContext,
    ) => {
      schema.additionalProperties = schemaObject(part, context);
    },
    items: (
      part: DiscoverySchema,
      schema: SchemaObject,
      _node: DiscoverySchema,
      context: OpenApiContext,
    ) => {
      schema.items = schemaObject(part, context);
    },
    variant: variantKeyword,
  } satisfies Record<string, Keyword>),
);

/** Converts a schema of the discovery dialect to JSON Schema 2020-12. */
export function schemaObject(node: DiscoverySchema, context: OpenApiContext): SchemaObject {
  const schema: SchemaObject = {};
  for (const name of Object.keys(node) as (keyof DiscoverySchema)[]) {
    const value = node[name];
    if (value === undefined) continue;
    const keyword = keywords.get(name);
    if (keyword) keyword(value as never, schema, node, context);
    else schema[`x-google-${name}`] = withoutReferences(value);
  }
  return schema;
}

/**
 * A reference that leads nowhere says nothing of the type; what it names is kept. Beside parts that are schemas themselves it stands
 * in an `allOf`: readers of OpenAPI put the schema in the place of all that is beside `$ref`.
 */
function referenceKeyword(
  name: string,
  schema: SchemaObject,
  node: DiscoverySchema,
  context: OpenApiContext,
): void {
  const key = context.referenceKeys.get(name);
  if (key !== undefined && !hasParts(node)) {
    schema.$ref = schemaReference(key);
    return;
  }
  schema["x-google-$ref"] = name;
  if (key !== undefined) schema.allOf = [{ $ref: schemaReference(key) }];
}

function hasParts({ properties, additionalProperties, items, variant }: DiscoverySchema): boolean {
  return [properties, additionalProperties, items, variant].some((part) => part !== undefined);
}

function schemaReference(key: string): string {
  return `#/components/schemas/${key}`;
}

/** An object that is one of several schemas, which a property tells. It is `anyOf`, since an object may fit two. */
function variantKeyword(
  variant: NonNullable<DiscoverySchema["variant"]>,
  schema: SchemaObject,
  _node: DiscoverySchema,
  context: OpenApiContext,
): void {
  schema["x-google-variant"] = withoutReferences(variant);
  const known = (variant.map ?? []).flatMap(({ $ref = "", type_value: value }) => {
    const key = context.referenceKeys.get($ref);
    return key === undefined ? [] : [{ value, reference: schemaReference(key) }];
  });
  if (known.length === 0) return;
  const references = new Set(known.map(({ reference }) => reference));
  schema.anyOf = [...references].map(($ref) => ({ $ref }));
  if (variant.discriminant === undefined) return;
  const mapping = known.flatMap(({ value, reference }) =>
    value === undefined ? [] : [[value, reference] as const],
  );
  schema.discriminator = {
    propertyName: variant.discriminant,
    mapping: Object.fromEntries(mapping),
  };
}

/** JSON Schema wants the values of an enum to be different, and of the schema's type. */
function enumKeyword(values: string[], schema: SchemaObject, { type }: DiscoverySchema): void {
  const isSaid =
    values.length > 0 &&
    new Set(values).size === values.length &&
    (type === undefined || type === "any" || type === "string");
  schema[isSaid ? "enum" : "x-google-enum"] = values;
}

/** Discovery writes default, minimum and maximum as strings: they become values of the type where that loses nothing. */
function defaultKeyword(text: string, schema: SchemaObject, node: DiscoverySchema): void {
  const value = typedDefault(text, node);
  schema[value === undefined ? "x-google-default" : "default"] = value ?? text;
}

function boundKeyword(
  bound: "minimum" | "maximum",
  text: string,
  schema: SchemaObject,
  node: DiscoverySchema,
): void {
  if (isNumeric(node) && isNumber(text)) schema[bound] = Number(text);
  else schema[`x-google-${bound}`] = text;
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
