import type { DiscoveryMethod } from "@leasehold/discovery-document";
import type {
  OperationObject,
  ParameterObject,
  RequestBodyObject,
  SchemaObject,
} from "../openapi/document.ts";
import { defined, membersOf } from "./members.ts";
import { parameterNodes } from "./parameter-node.ts";
import { schemaNode } from "./schema-node.ts";
import type { SchemaNames } from "./schema-node.ts";

/** What the operations of a document have in common. */
export interface MethodContext {
  names: SchemaNames;
  servicePath: string;
  /** Whether answers come in a member `data`. */
  isWrapped: boolean;
}

/** Converts an operation back to a method. */
export function methodNode(
  operation: OperationObject,
  place: { key: string; verb: string },
  context: MethodContext,
): DiscoveryMethod {
  const parameters = parametersOf(operation);
  const response = responseOf(operation, context);
  return {
    ...defined({
      id: operation.operationId,
      path: place.key.slice(context.servicePath.length + 1),
      httpMethod: place.verb.toUpperCase(),
      description: operation.description,
      deprecated: operation.deprecated,
      parameters: parameters.length > 0 ? parameterNodes(parameters, context.names) : undefined,
      request: operation.requestBody && requestNode(operation.requestBody, context.names),
      response: response && schemaNode(response, context.names),
      scopes: scopesOf(operation),
    }),
    ...membersOf(operation, ["methodName", "pathParameters"]),
  } as DiscoveryMethod;
}

function parametersOf(operation: OperationObject): ParameterObject[] {
  const { parameters = [] } = operation;
  const declared = parameters.filter((one) => !one["x-google-undeclaredVariable"]);
  const kept = operation["x-google-pathParameters"] as ParameterObject[] | undefined;
  return kept === undefined
    ? declared
    : [...kept, ...declared.filter((parameter) => parameter.in !== "path")];
}

/** What a body must have stands beside the schema, which itself is then in an allOf when it is a reference. */
function requestNode(
  body: RequestBodyObject,
  names: SchemaNames,
): NonNullable<DiscoveryMethod["request"]> {
  const { required: _, ...schema } = body.content["application/json"]?.schema ?? {};
  const isOwn = schema["x-google-$ref"] !== undefined;
  const reference = isOwn ? undefined : schema.allOf?.[0];
  return { ...schemaNode(reference ?? schema, names), ...membersOf(body) };
}

function responseOf(
  { responses }: OperationObject,
  { isWrapped }: MethodContext,
): SchemaObject | undefined {
  const answer = responses["200"];
  if (!answer || "$ref" in answer) return undefined;
  const schema = answer.content?.["application/json"]?.schema;
  return isWrapped ? schema?.properties?.["data"] : schema;
}

function scopesOf({ security = [] }: OperationObject): string[] | undefined {
  const scopes = security.flatMap((alternative) => alternative["oauth2"] ?? []);
  return scopes.length > 0 ? scopes : undefined;
}
