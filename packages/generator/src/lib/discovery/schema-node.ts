import type { DiscoverySchema } from "@leasehold/discovery-document";
import type { SchemaObject } from "../openapi/document.ts";
import { defined, membersOf } from "./members.ts";

/** Names of schemas by their keys under components.schemas. */
export type SchemaNames = ReadonlyMap<string, string>;

const referencePrefix = "#/components/schemas/";

/** Converts a JSON Schema back to the discovery dialect, where default, minimum and maximum are strings. */
export function schemaNode(schema: SchemaObject, names: SchemaNames): DiscoverySchema {
  const { properties, additionalProperties, items } = schema;
  return {
    ...defined({
      $ref: schema.$ref === undefined ? undefined : nameOf(schema.$ref, names),
      type: schema.type,
      format: schema.format,
      description: schema.description,
      default: textOf(schema.default),
      enum: schema.enum,
      minimum: schema.minimum?.toString(),
      maximum: schema.maximum?.toString(),
      pattern: schema.pattern,
      readOnly: schema.readOnly,
      deprecated: schema.deprecated,
      properties: properties && schemaNodes(properties, names),
      additionalProperties: additionalProperties && schemaNode(additionalProperties, names),
      items: items && schema["x-google-items"] !== null ? schemaNode(items, names) : undefined,
    }),
    ...membersOf(schema, ["items"]),
  } as DiscoverySchema;
}

/** Converts the schemas of a document; each has its name as its id where it does not say otherwise. */
export function namedSchemaNodes(
  schemas: Record<string, SchemaObject>,
  names: SchemaNames,
): Record<string, DiscoverySchema> {
  return Object.fromEntries(
    Object.entries(schemas).map(([key, schema]) => {
      const { "x-google-schemaName": _, "x-google-id": id, ...rest } = schema;
      const name = names.get(key) ?? key;
      const said = id === undefined ? { id: name } : defined({ id: id ?? undefined });
      return [name, { ...said, ...schemaNode(rest, names) } as DiscoverySchema];
    }),
  );
}

export function schemaNames(schemas: Record<string, SchemaObject>): SchemaNames {
  return new Map(
    Object.entries(schemas).map(([key, schema]) => [
      key,
      (schema["x-google-schemaName"] as string | undefined) ?? key,
    ]),
  );
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" || value === undefined ? value : JSON.stringify(value);
}

function nameOf(reference: string, names: SchemaNames): string {
  const key = reference.slice(referencePrefix.length);
  return names.get(key) ?? key;
}

function schemaNodes(
  schemas: Record<string, SchemaObject>,
  names: SchemaNames,
): Record<string, DiscoverySchema> {
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [name, schemaNode(schema, names)]),
  );
}
