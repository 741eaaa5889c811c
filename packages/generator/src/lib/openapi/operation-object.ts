import type { DiscoveryParameter, MethodEntry } from "@leasehold/discovery-document";
import { expressionsOf } from "@leasehold/discovery-document/uri-template";
import type { OpenApiContext } from "./context.ts";
import type { OperationObject, ParameterObject } from "./document.ts";
import { emptyMembers, extensionsOf } from "./extensions.ts";
import { parameterObject } from "./parameter-object.ts";
import { flatTemplate, queryOf, variablesOf } from "./path-keys.ts";
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
    operationId: entry.id,
    ...operationFacts(entry, context),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(method.request
      ? { requestBody: requestBodyObject(method.id, method.request, context) }
      : {}),
    responses: responsesObject(method, context),
    ...(entry.id.split(".").at(-1) === entry.name ? {} : { "x-google-methodName": entry.name }),
    ...(method.id === entry.id ? {} : { "x-google-id": method.id }),
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
  const declared = (name: string) =>
    memberOf(method.parameters, name) ?? memberOf(context.document.parameters, name);
  const isOwn = key === flatTemplate(context.address.servicePath, method);
  const own = isOwn ? expressionsOf(method.path) : [];
  const inPath = variablesOf(key).map((name) => {
    // A name stands for the method's parameter where it stands alone in the method's own template.
    const expression = own.find(({ names }) => names.includes(name));
    const node = declared(name);
    const known = node?.location === "path" ? node : undefined;
    return known && expression && expression.operator !== "+"
      ? parameterObject(name, known, context)
      : variableObject(name, { isUndeclared: expression !== undefined && !known });
  });
  const inQuery = Object.entries(method.parameters ?? {})
    .filter(([, node]) => node.location !== "path")
    .map(([name, node]) => parameterObject(name, node, context));
  return [...inPath, ...inQuery, ...templateQuery(method.path, declared, context)];
}

function memberOf<Node>(nodes: Record<string, Node> | undefined, name: string): Node | undefined {
  return nodes && Object.hasOwn(nodes, name) ? nodes[name] : undefined;
}

function variableObject(
  name: string,
  { isUndeclared }: { isUndeclared: boolean },
): ParameterObject {
  return {
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
    ...(isUndeclared ? undeclared : {}),
  };
}

/** Marks a parameter that is not one in the document: the template alone tells of it. */
const undeclared = { "x-google-undeclaredVariable": true } as const;

/** What a template has for the query and the parameters do not say. */
function templateQuery(
  template: string,
  declared: (name: string) => DiscoveryParameter | undefined,
  context: OpenApiContext,
): ParameterObject[] {
  const { variables, pairs } = queryOf(template);
  const isSaid = (name: string) => {
    const node = declared(name);
    return node !== undefined && node.location !== "path";
  };
  const found = new Map<string, ParameterObject>();
  for (const name of variables.filter((one) => !isSaid(one))) {
    const node = declared(name) ?? { type: "string" };
    found.set(name, {
      ...parameterObject(name, { ...node, location: "query" }, context),
      ...undeclared,
    });
  }
  for (const [name, value] of pairs.filter(([one]) => !isSaid(one))) {
    const schema = { type: "string", enum: [value] };
    found.set(name, { name, in: "query", required: true, schema, ...undeclared });
  }
  return [...found.values()];
}

/** Where the key is not made of the method's own parameters, they are kept beside it with the template that they fill. */
function templateExtensions(
  { method }: MethodEntry,
  key: string,
  context: OpenApiContext,
): Partial<OperationObject> {
  const isTemplate = key === `/${context.address.servicePath}${method.path}`;
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
