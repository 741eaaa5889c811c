import { findBrokenReferences } from "@leasehold/discovery-document";
import type { DiscoveryDocument } from "@leasehold/discovery-document";
import type { Host } from "./host.ts";

/** The rest are counted. */
const mistakesShownMax = 5;

/** Says which places of a document point at what is not there. They are converted all the same: see the table in the guide. */
export function noteMistakes(source: string, document: DiscoveryDocument, host: Host): void {
  const mistakes = findBrokenReferences(document);
  for (const { path, message } of mistakes.slice(0, mistakesShownMax)) {
    host.error(`${source}: note: ${path}: ${message}\n`);
  }
  const more = mistakes.length - mistakesShownMax;
  if (more > 0) host.error(`${source}: note: and ${more} more places like these\n`);
}
