import type { MethodEntry } from "@leasehold/discovery-document";
import type { OpenApiContext } from "./context.ts";
import type { OperationObject, ParameterObject } from "./document.ts";
import { extensionsOf } from "./extensions.ts";
import { parameterObject } from "./parameter-object.ts";
import { variablesOf } from "./path-keys.ts";
import { requestBodyObject } from "./request-body-object.ts";
import { responsesObject } from "./responses-object.ts";
import { securityRequirements } from "./security-requirements.ts";

const said = [
  "id",
  "path",
  "httpMethod",
  "description",
  "deprecated",
  "parameters",
  "request",
  "response",
  "scopes",
];

/** Converts a method. */
export function operationObject(entry: MethodEntry, context: OpenApiContext): OperationObject {
  const { method } = entry;
  const parameters = parameterObjects(entry, context);
  const security = securityRequirements(method, context);
  return {
    operationId: method.id,
    ...(method.description === undefined ? {} : { description: method.description }),
    ...(method.deprecated === undefined ? {} : { deprecated: method.deprecated }),
    ...(entry.resourcePath.length > 0 ? { tags: [entry.resourcePath.join(".")] } : {}),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(method.request
      ? { requestBody: requestBodyObject(method.id, method.request, context) }
      : {}),
    responses: responsesObject(method, context),
    ...(security ? { security } : {}),
    ...extensionsOf(method, said),
    ...templateExtensions(entry, context),
  };
}

/** The variables of the path's key, then the parameters of the query. */
function parameterObjects(entry: MethodEntry, context: OpenApiContext): ParameterObject[] {
  const all = { ...context.document.parameters, ...entry.method.parameters };
  const isRenamed = keepsTemplate(entry, context);
  const inPath = variablesOf(keyOf(entry, context)).map((name) => {
    const known = isRenamed ? undefined : all[name];
    return known
      ? parameterObject(name, { ...known, location: "path" }, context)
      : { name, in: "path" as const, required: true, schema: { type: "string" } };
  });
  const inQuery = Object.entries(entry.method.parameters ?? {})
    .filter(([, node]) => node.location !== "path")
    .map(([name, node]) => parameterObject(name, node, context));
  return [...inPath, ...inQuery];
}

/** Where the key is not made of the method's own parameters, they are kept beside it with the template that they fill. */
function templateExtensions(entry: MethodEntry, context: OpenApiContext): Partial<OperationObject> {
  if (!keepsTemplate(entry, context)) return {};
  const inPath = Object.entries(entry.method.parameters ?? {})
    .filter(([, node]) => node.location === "path")
    .map(([name, node]) => parameterObject(name, node, context));
  return { "x-google-path": entry.method.path, "x-google-pathParameters": inPath };
}

function keepsTemplate(entry: MethodEntry, context: OpenApiContext): boolean {
  return keyOf(entry, context) !== `/${context.document.servicePath}${entry.method.path}`;
}

function keyOf(entry: MethodEntry, context: OpenApiContext): string {
  return context.pathKeys.get(entry.id) ?? "";
}
