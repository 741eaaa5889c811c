import { methodsOf } from "@leasehold/discovery-document";
import type { DiscoveryDocument, DiscoverySchema } from "@leasehold/discovery-document";

/** The schemas that methods take and those that they answer with, whatever these refer to included. */
export interface Reachable {
  input: ReadonlySet<string>;
  all: ReadonlySet<string>;
}

export function reachableSchemas(document: DiscoveryDocument): Reachable {
  const methods = methodsOf(document).map(({ method }) => method);
  const input = new Set<string>();
  for (const { request } of methods) visit(request, document, input);
  const all = new Set(input);
  for (const { response } of methods) visit(response, document, all);
  return { input, all };
}

function visit(
  node: DiscoverySchema | undefined,
  document: DiscoveryDocument,
  found: Set<string>,
): void {
  const waiting = node ? [node] : [];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { $ref, items, additionalProperties, properties = {}, variant } = next;
    const named = $ref === undefined || found.has($ref) ? undefined : document.schemas?.[$ref];
    if ($ref !== undefined) found.add($ref);
    const variants = (variant?.map ?? []).map((one) =>
      one.$ref === undefined ? {} : { $ref: one.$ref },
    );
    const parts = [items, additionalProperties, ...Object.values(properties), ...variants];
    for (const part of [named, ...parts]) {
      if (part) waiting.push(part);
    }
  }
}
