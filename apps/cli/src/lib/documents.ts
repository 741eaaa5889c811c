import leaseholdJson from "@leasehold/discovery/leasehold.v1.json" with { type: "json" };
import taskqueueJson from "@leasehold/discovery/taskqueue.v1beta2.json" with { type: "json" };
import { type DiscoveryDocument, parseDiscoveryDocument } from "@leasehold/discovery-document";

/** The documents that the commands' flags are made from. */
export const taskqueueDocument: DiscoveryDocument = parseDiscoveryDocument(taskqueueJson);
export const leaseholdDocument: DiscoveryDocument = parseDiscoveryDocument(leaseholdJson);
