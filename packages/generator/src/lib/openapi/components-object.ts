import type { OpenApiContext } from "./context.ts";
import type { ComponentsObject } from "./document.ts";
import { parameterObject } from "./parameter-object.ts";
import { errorResponseObject } from "./responses-object.ts";
import { schemaObject } from "./schema-object.ts";
import { securitySchemeObjects } from "./security-scheme-objects.ts";

/** Converts what methods share: schemas, global parameters, the error envelope, security. */
export function componentsObject(context: OpenApiContext): ComponentsObject {
  const { document, schemaKeys, parameterKeys } = context;
  const schemas = Object.entries(document.schemas ?? {}).map(([name, node]) => {
    const key = schemaKeys.get(name) ?? name;
    const schema = schemaObject(node, context);
    if (node.id === name) delete schema["x-google-id"];
    else if (node.id === undefined) schema["x-google-id"] = null;
    if (key !== name) schema["x-google-schemaName"] = name;
    return [key, schema] as const;
  });
  const parameters = Object.entries(document.parameters ?? {}).map(
    ([name, node]) =>
      [parameterKeys.get(name) ?? name, parameterObject(name, node, context)] as const,
  );
  const securitySchemes = securitySchemeObjects(context);
  return {
    ...(schemas.length > 0 ? { schemas: Object.fromEntries(schemas) } : {}),
    ...(parameters.length > 0 ? { parameters: Object.fromEntries(parameters) } : {}),
    responses: { Error: errorResponseObject },
    ...(Object.keys(securitySchemes).length > 0 ? { securitySchemes } : {}),
  };
}
