import type { DiscoveryDocument, MethodEntry } from "@leasehold/discovery-document";
import { addressOf } from "@leasehold/discovery-document/address";
import { callTemplate, methodDetails } from "./lib/client/method-details.ts";
import type { MethodDetails } from "./lib/client/method-details.ts";

/** Verb, URI template from the server's root, and what the method can do beside being called. */
export type MethodRow = readonly [verb: string, path: string, details: MethodDetails];

/**
 * Says how a method is called, as `createCalls` of `@leasehold/client-runtime` takes it.
 * @param document - A parsed document.
 * @param entry - One of its methods.
 */
export function methodRow(document: DiscoveryDocument, entry: MethodEntry): MethodRow {
  const { httpMethod, path } = entry.method;
  const template = callTemplate(addressOf(document).servicePath, path);
  return [httpMethod, template, methodDetails(entry, document)];
}
