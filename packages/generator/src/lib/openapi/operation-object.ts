import type { MethodEntry } from "@leasehold/discovery-document";
import type { OpenApiContext } from "./context.ts";
import type { OperationObject, ParameterObject } from "./document.ts";
import { emptyMembers, extensionsOf } from "./extensions.ts";
import { parameterObject } from "./parameter-object.ts";
import { flatTemplate, variablesOf } from "./path-keys.ts";
import { requestBodyObject } from "./request-body-object.ts";
import { responsesObject } from "./responses-object.ts";
import { areScopesSaid, securityRequirements } from "./security-requirements.ts";
import { tagKey } from "./tag-names.ts";

const said = ["id", "path", "httpMethod", "description", "deprecated", "parameters"];

/** Converts a method. */
export function operationObject(entry: MethodEntry, context: OpenApiContext): OperationObject {
  const { method } = entry;
  const key = context.pathKeys.get(entry.id) ?? "";
  const parameters = parameterObjects(entry, key, context);
  const scopes = areScopesSaid(method, context) ? ["scopes"] : [];
  return {
    operationId: method.id,
    ...operationFacts(entry, context),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(method.request
      ? { requestBody: requestBodyObject(method.id, method.request, context) }
      : {}),
    responses: responsesObject(method, context),
    ...(method.id.split(".").at(-1) === entry.name ? {} : { "x-google-methodName": entry.name }),
    ...emptyMembers(method, ["parameters"]),
    ...extensionsOf(method, [...said, "request", "response", ...scopes]),
    ...templateExtensions(entry, key, context),
  };
}

/** What the operation of a method and those of its uploads have in common. */
export function operationFacts(
  { method, resourcePath }: MethodEntry,
  context: OpenApiContext,
): Partial<OperationObject> {
  const security = securityRequirements(method, context);
  const tag = context.tagNames.get(tagKey(resourcePath));
  return {
    ...(method.description === undefined ? {} : { description: method.description }),
    ...(method.deprecated === undefined ? {} : { deprecated: method.deprecated }),
    ...(tag === undefined ? {} : { tags: [tag] }),
    ...(security ? { security } : {}),
  };
}

/** The variables of the path's key, then the parameters of the query. */
export function parameterObjects(
  { method }: MethodEntry,
  key: string,
  context: OpenApiContext,
): ParameterObject[] {
  const all = { ...context.document.parameters, ...method.parameters };
  const isOwn = key === flatTemplate(context.document.servicePath, method);
  const inPath = variablesOf(key).map((name) => {
    // A name stands for the method's parameter where it stands alone in the method's own template.
    const known = isOwn && method.path.includes(`{${name}}`) ? all[name] : undefined;
    return known?.location === "path"
      ? parameterObject(name, known, context)
      : { name, in: "path" as const, required: true, schema: { type: "string" } };
  });
  const inQuery = Object.entries(method.parameters ?? {})
    .filter(([, node]) => node.location !== "path")
    .map(([name, node]) => parameterObject(name, node, context));
  return [...inPath, ...inQuery];
}

/** Where the key is not made of the method's own parameters, they are kept beside it with the template that they fill. */
function templateExtensions(
  { method }: MethodEntry,
  key: string,
  context: OpenApiContext,
): Partial<OperationObject> {
  const isTemplate = key === `/${context.document.servicePath}${method.path}`;
  const variables = variablesOf(key);
  const own = Object.entries(method.parameters ?? {}).filter(
    ([, node]) => node.location === "path",
  );
  const isSaid =
    isTemplate &&
    own.length === variables.length &&
    own.every(([name]) => variables.includes(name));
  if (isSaid) return {};
  return {
    "x-google-path": method.path,
    "x-google-pathParameters": own.map(([name, node]) => parameterObject(name, node, context)),
  };
}
