import { parseDiscoveryDocument } from "@leasehold/discovery-document";
import type { DiscoveryDocument } from "@leasehold/discovery-document";

/** The least document there can be, with what a test adds. */
export function libraryDocument(more: Partial<DiscoveryDocument> = {}): DiscoveryDocument {
  return parseDiscoveryDocument({
    id: "library:v1",
    name: "library",
    version: "v1",
    title: "Library API",
    rootUrl: "https://library.example/",
    servicePath: "",
    ...more,
  });
}
