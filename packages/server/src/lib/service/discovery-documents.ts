import { createRequire } from "node:module";
import { type DiscoveryDocument, parseDiscoveryDocument } from "@leasehold/discovery-document";

/** The documents that the service is compiled from. */
export interface ServiceDocuments {
  taskqueue: DiscoveryDocument;
  leasehold: DiscoveryDocument;
}

/**
 * Reads the documents of this repository, or those given in their place.
 *
 * @throws DiscoveryDocumentError with the place that is wrong.
 */
export function readDocuments(given: {
  taskqueue?: unknown;
  leasehold?: unknown;
}): ServiceDocuments {
  const require = createRequire(import.meta.url);
  return {
    taskqueue: parseDiscoveryDocument(
      given.taskqueue ?? require("@leasehold/discovery/taskqueue.v1beta2.json"),
    ),
    leasehold: parseDiscoveryDocument(
      given.leasehold ?? require("@leasehold/discovery/leasehold.v1.json"),
    ),
  };
}
