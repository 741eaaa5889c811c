import type { DiscoveryDocument } from "@leasehold/discovery-document";
import { memberChanges } from "./change.ts";
import type { Change } from "./change.ts";
import { nodeChanges } from "./node-changes.ts";
import type { Reachable } from "./reachable-schemas.ts";

/** Compares the named schemas. What no method reaches, before or after, is never more than a patch. */
export function schemaChanges(
  before: DiscoveryDocument,
  after: DiscoveryDocument,
  reachable: { before: Reachable; after: Reachable },
): Change[] {
  const bumpOf = (name: string, side: Reachable, bump: Change["bump"]) =>
    side.all.has(name) ? bump : "patch";
  return memberChanges(
    { before: before.schemas, after: after.schemas },
    {
      removed: (name) => [
        {
          bump: bumpOf(name, reachable.before, "major"),
          code: "schema-removed",
          place: name,
          text: "is gone",
        },
      ],
      added: (name) => [
        {
          bump: bumpOf(name, reachable.after, "minor"),
          code: "schema-added",
          place: name,
          text: "is new",
        },
      ],
      both: (name, old, young) => {
        const isInput = reachable.before.input.has(name) || reachable.after.input.has(name);
        const isReached = reachable.before.all.has(name) || reachable.after.all.has(name);
        const changes = nodeChanges(name, old, young, isInput);
        return isReached ? changes : changes.map((change) => ({ ...change, bump: "patch" }));
      },
    },
  );
}
