import type { MethodEntry } from "@leasehold/discovery-document";
import type { OpenApiContext } from "./context.ts";
import type { OperationObject, PathItemObject, Verb } from "./document.ts";
import { operationObject } from "./operation-object.ts";
import { uploadKey } from "./path-keys.ts";
import { uploadOperationObject } from "./upload-operation-object.ts";

/** Puts the methods under their paths, then their uploads; each path takes the global parameters. */
export function pathsObject(context: OpenApiContext): Record<string, PathItemObject> {
  const paths: Record<string, PathItemObject> = {};
  // One with a place in paths is said where a path has it.
  const shared = [...context.parameterKeys].flatMap(([name, key]) =>
    context.document.parameters?.[name]?.location === "path"
      ? []
      : [{ $ref: `#/components/parameters/${key}` }],
  );
  const put = (key: string, { method }: MethodEntry, operation: OperationObject) => {
    const path = context.pathKeys.get(key) ?? "";
    const item = (paths[path] ??= shared.length > 0 ? { parameters: shared } : {});
    item[method.httpMethod.toLowerCase() as Verb] = operation;
  };
  for (const entry of context.methods) put(entry.id, entry, operationObject(entry, context));
  for (const entry of context.methods) {
    for (const protocol of Object.keys(entry.method.mediaUpload?.protocols ?? {})) {
      const operation = uploadOperationObject(entry, protocol, context);
      put(uploadKey(entry.id, protocol), entry, operation);
    }
  }
  return paths;
}
