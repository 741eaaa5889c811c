import type {
  OpenApiDocument,
  OperationObject,
  ParameterObject,
  PathItemObject,
  SchemaObject,
} from "../openapi/document.ts";
import { describeValues } from "./tsdoc.ts";

/** Values of an enum, under a name that is not printed as a comment. */
export const openValues = "x-open-values";

/**
 * Restates an OpenAPI document so that its types print well. The printer puts `title` and `summary` in comments as they are, but
 * `description` under a tag, and adds lines for `enum` and `format` that say nothing. Global parameters are left off the paths,
 * which are less than half as long for it.
 */
export function printedDocument(document: OpenApiDocument): object {
  const { schemas = {}, parameters = {}, ...components } = document.components;
  return {
    openapi: document.openapi,
    info: document.info,
    paths: mapValues(withoutUploads(document.paths), printedPathItem),
    components: {
      ...components,
      schemas: mapValues(schemas, printedSchema),
      parameters: mapValues(parameters, printedParameter),
    },
  };
}

/** The openapi-fetch client sends JSON: it has no use for the paths that take a file. */
function withoutUploads(paths: Record<string, PathItemObject>): Record<string, PathItemObject> {
  const isUpload = (operation: object) => "x-google-uploadOf" in operation;
  return Object.fromEntries(
    Object.entries(paths).filter(([, { parameters: _shared, ...operations }]) =>
      Object.values(operations).some((operation) => !isUpload(operation)),
    ),
  );
}

function printedPathItem(item: PathItemObject): object {
  const { parameters: _parameters, ...operations } = item;
  return mapValues(operations as Record<string, OperationObject>, printedOperation);
}

function printedOperation(operation: OperationObject): object {
  const { description, requestBody, responses, parameters = [] } = operation;
  return {
    operationId: operation.operationId,
    ...(description === undefined ? {} : { summary: description }),
    ...(operation.deprecated ? { deprecated: true } : {}),
    parameters: parameters.map(printedParameter),
    ...(requestBody ? { requestBody: withPrintedContent(requestBody) } : {}),
    responses: mapValues(responses, withPrintedContent),
  };
}

function printedParameter({ description, schema, ...parameter }: ParameterObject): object {
  const { title, ...printed } = printedSchema(schema) as { title?: string };
  const text = [description ?? "", title ?? ""].filter((part) => part !== "").join("\n");
  return { ...parameter, ...(text === "" ? {} : { title: text }), schema: printed };
}

function withPrintedContent(part: object): object {
  if (!("content" in part)) return part;
  const content = part.content as Record<string, { schema: SchemaObject }>;
  return {
    ...part,
    content: mapValues(content, ({ schema }) => ({ schema: printedSchema(schema) })),
  };
}

function printedSchema(schema: SchemaObject): object {
  const { description = "", enum: values, format: _, properties, items, allOf, ...rest } = schema;
  const { additionalProperties, discriminator: _told, ...kept } = rest;
  const text = [
    ...(description.trim() === "" ? [] : [description.trim()]),
    ...describeValues({
      enum: values ?? [],
      enumDescriptions: (schema["x-google-enumDescriptions"] ?? []) as string[],
      enumDeprecated: (schema["x-google-enumDeprecated"] ?? []) as boolean[],
    }),
  ].join("\n");
  return {
    ...(text === "" ? {} : { title: text }),
    ...kept,
    ...(values ? { [openValues]: values } : {}),
    ...(properties ? { properties: printedProperties(properties) } : {}),
    ...(additionalProperties ? { additionalProperties: printedSchema(additionalProperties) } : {}),
    ...(items ? { items: printedSchema(items) } : {}),
    ...(allOf ? { allOf: allOf.map(printedSchema) } : {}),
  };
}

/** Before the names of properties that every object has too, such as `constructor`, which readers stumble over. */
const guard = "\uE000";

function printedProperties(properties: Record<string, SchemaObject>): object {
  return Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [
      name in Object.prototype ? guard + name : name,
      printedSchema(schema),
    ]),
  );
}

/** Takes the guards out of printed types. */
export function withoutGuards(types: string): string {
  return types.replaceAll(/"(?:\\uE000|\uE000)(\w+)"/g, "$1");
}

function mapValues<From, To>(
  record: Record<string, From>,
  change: (value: From) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
}
