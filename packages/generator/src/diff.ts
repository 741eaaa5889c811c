import { methodsOf } from "@leasehold/discovery-document";
import type { DiscoveryDocument, MethodEntry } from "@leasehold/discovery-document";
import type { Bump, Change } from "./lib/diff/change.ts";
import { documentChanges } from "./lib/diff/document-changes.ts";
import { methodChanges } from "./lib/diff/method-changes.ts";
import { parameterChanges } from "./lib/diff/parameter-changes.ts";
import { reachableSchemas } from "./lib/diff/reachable-schemas.ts";
import { schemaChanges } from "./lib/diff/schema-changes.ts";

/** How two revisions of a document differ, for those who use its client. */
export interface DocumentDiff {
  /** What the client's version must do; `none` when nothing but the revision changed. */
  bump: Bump | "none";
  /** The changes, the gravest first. */
  changes: Change[];
}

const order: readonly Bump[] = ["major", "minor", "patch"];

/**
 * Compares two revisions of a document by what a method can reach. Major: something is gone, of another type or newly required.
 * Minor: something is there in addition, or newly deprecated. Patch: texts, scopes, addresses, schemas that no method reaches.
 * @param before - The older document.
 * @param after - The newer one.
 */
export function diffDocuments(before: DiscoveryDocument, after: DiscoveryDocument): DocumentDiff {
  const [old, young] = [byPlace(before), byPlace(after)];
  const changes = [
    ...documentChanges(before, after),
    ...parameterChanges("every method", before.parameters, after.parameters),
    ...[...old].flatMap(([place, entry]) => {
      const other = young.get(place);
      return other
        ? methodChanges(entry, other, { before, after })
        : [{ bump: "major", code: "method-removed", place, text: "is gone" } as const];
    }),
    ...[...young.keys()]
      .filter((place) => !old.has(place))
      .map((place) => ({ bump: "minor", code: "method-added", place, text: "is new" }) as const),
    ...schemaChanges(before, after, {
      before: reachableSchemas(before),
      after: reachableSchemas(after),
    }),
  ];
  const sorted = changes.toSorted(
    (one, other) => order.indexOf(one.bump) - order.indexOf(other.bump),
  );
  return { bump: sorted[0]?.bump ?? "none", changes: sorted };
}

/** A method is what it is called by in the client. */
function byPlace(document: DiscoveryDocument): Map<string, MethodEntry> {
  return new Map(
    methodsOf(document).map((entry) => [[...entry.resourcePath, entry.name].join("."), entry]),
  );
}
