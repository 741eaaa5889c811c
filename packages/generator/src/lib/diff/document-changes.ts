import { isDeepStrictEqual } from "node:util";
import type { DiscoveryDocument } from "@leasehold/discovery-document";
import { textChanges } from "./change.ts";
import type { Change } from "./change.ts";

/** What is compared elsewhere, and what changes with nothing else: the revision and the etag. */
const others = new Set([
  ..."revision etag parameters schemas methods resources servicePath basePath baseUrl".split(" "),
  ..."name version id features".split(" "),
]);

/** Compares what a document says of the API as a whole. */
export function documentChanges(before: DiscoveryDocument, after: DiscoveryDocument): Change[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  const place = "the API";
  const isSame = before.name === after.name && before.version === after.version;
  return [
    ...(isSame
      ? []
      : [
          {
            bump: "major",
            code: "api-changed",
            place,
            text: `is ${after.name} ${after.version}`,
          } as const,
        ]),
    ...(isDeepStrictEqual(before.features, after.features)
      ? []
      : [{ bump: "major", code: "features-changed", place, text: "has other features" } as const]),
    ...textChanges(
      place,
      before,
      after,
      [...names].filter((name) => !others.has(name)),
    ),
  ];
}
