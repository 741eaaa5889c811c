import type { DiscoveryParameter } from "@leasehold/discovery-document";
import type { OpenApiContext } from "./context.ts";
import type { ParameterObject } from "./document.ts";
import { schemaObject } from "./schema-object.ts";

/** Converts a parameter. A repeated one is an array that comes once for each value. */
export function parameterObject(
  name: string,
  node: DiscoveryParameter,
  context: OpenApiContext,
): ParameterObject {
  const { location, required, repeated, description, deprecated, ...rest } = node;
  const place = location ?? "query";
  const schema = schemaObject(rest, context);
  return {
    name,
    in: place,
    ...(description === undefined ? {} : { description }),
    ...(place === "path" ? { required: true } : {}),
    ...(place === "query" && required !== undefined ? { required } : {}),
    ...(deprecated === undefined ? {} : { deprecated }),
    ...(repeated && place === "query" ? { style: "form", explode: true } : {}),
    ...unsaid(node),
    schema: repeated ? { type: "array", items: schema } : schema,
  };
}

/** What the object says otherwise than the document, with null for what the document does not say. */
function unsaid({ location, required, repeated }: DiscoveryParameter): Partial<ParameterObject> {
  return {
    ...(location === undefined ? { "x-google-location": null } : {}),
    ...(location === "path" && required !== true ? { "x-google-required": required ?? null } : {}),
    ...(repeated === false || (repeated && location === "path")
      ? { "x-google-repeated": repeated }
      : {}),
  };
}
