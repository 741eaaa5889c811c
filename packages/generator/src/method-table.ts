import { methodsOf } from "@leasehold/discovery-document";
import type { DiscoveryDocument } from "@leasehold/discovery-document";
import { methodDetails } from "./lib/client/method-details.ts";
import type { MethodDetails } from "./lib/client/method-details.ts";

/** Verb, URI template from the server's root, and what the method can do beside being called. */
export type MethodRow = readonly [verb: string, path: string, details: MethodDetails];

/**
 * Lists the methods of a document by their place in the resource tree, such as `tasks.lease`, as `createCalls` of
 * `@leasehold/client-runtime` takes them.
 * @param document - A parsed document.
 */
export function methodTable(document: DiscoveryDocument): Record<string, MethodRow> {
  const rows = methodsOf(document).map((entry): [string, MethodRow] => {
    const path = `/${document.servicePath}${entry.method.path}`.replace(/^\/+/, "/");
    const place = [...entry.resourcePath, entry.name].join(".");
    return [place, [entry.method.httpMethod, path, methodDetails(entry, document)]];
  });
  return Object.fromEntries(rows);
}
