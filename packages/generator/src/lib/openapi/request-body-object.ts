import type { DiscoveryMethod, DiscoverySchema } from "@leasehold/discovery-document";
import type { OpenApiContext } from "./context.ts";
import type { RequestBodyObject, SchemaObject } from "./document.ts";
import { extensionsOf } from "./extensions.ts";
import { schemaObject } from "./schema-object.ts";

/**
 * Converts what a method takes. Discovery does not say that a body must be there: it must when its schema has properties.
 * It may say, at a property of a schema, for which methods it must have a value.
 */
export function requestBodyObject(
  methodId: string,
  request: NonNullable<DiscoveryMethod["request"]>,
  context: OpenApiContext,
): RequestBodyObject {
  const { parameterName, ...node } = request;
  const properties = propertiesOf(node, context);
  const required = Object.keys(properties).filter((name) =>
    properties[name]?.annotations?.required?.includes(methodId),
  );
  const schema = schemaObject(node, context);
  return {
    ...(Object.keys(properties).length > 0 ? { required: true } : {}),
    content: { "application/json": { schema: withRequired(schema, required) } },
    ...extensionsOf({ parameterName }, []),
  };
}

function propertiesOf(
  node: DiscoverySchema,
  context: OpenApiContext,
): Record<string, DiscoverySchema> {
  const schema = node.$ref === undefined ? node : context.document.schemas?.[node.$ref];
  return schema?.properties ?? {};
}

function withRequired(schema: SchemaObject, required: string[]): SchemaObject {
  if (required.length === 0) return schema;
  return schema.$ref === undefined ? { ...schema, required } : { allOf: [schema], required };
}
