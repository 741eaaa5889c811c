import type { OpenApiContext } from "./context.ts";
import type { PathItemObject, Verb } from "./document.ts";
import { operationObject } from "./operation-object.ts";

/** Puts the methods under their paths; each path takes the global parameters. */
export function pathsObject(context: OpenApiContext): Record<string, PathItemObject> {
  const paths: Record<string, PathItemObject> = {};
  const shared = [...context.parameterKeys.values()].map((key) => ({
    $ref: `#/components/parameters/${key}`,
  }));
  for (const entry of context.methods) {
    const key = context.pathKeys.get(entry.id) ?? "";
    const item = (paths[key] ??= shared.length > 0 ? { parameters: shared } : {});
    item[entry.method.httpMethod.toLowerCase() as Verb] = operationObject(entry, context);
  }
  return paths;
}
