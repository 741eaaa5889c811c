import type {
  DiscoveryDocument,
  DiscoverySchema,
  MethodEntry,
} from "@leasehold/discovery-document";
import { addressOf } from "@leasehold/discovery-document/address";
import { deprecationChanges, textChanges } from "./change.ts";
import type { Change } from "./change.ts";
import { nodeChanges } from "./node-changes.ts";
import { parameterChanges } from "./parameter-changes.ts";

const texts = ["id", "description", "scopes", "parameterOrder", "etagRequired", "streamingType"];

/** Compares two revisions of a method. */
export function methodChanges(
  before: MethodEntry,
  after: MethodEntry,
  documents: { before: DiscoveryDocument; after: DiscoveryDocument },
): Change[] {
  const place = [...before.resourcePath, before.name].join(".");
  const [old, young] = [before.method, after.method];
  const oldAddress = `${old.httpMethod} /${addressOf(documents.before).servicePath}${old.flatPath ?? old.path}`;
  const address = `${young.httpMethod} /${addressOf(documents.after).servicePath}${young.flatPath ?? young.path}`;
  return [
    ...(oldAddress === address
      ? []
      : [{ bump: "major", code: "path-changed", place, text: `is ${address} now` } as const]),
    ...deprecationChanges(place, old, young),
    ...parameterChanges(place, old.parameters, young.parameters),
    ...partChanges(`${place}, request`, old.request, young.request, "major"),
    ...partChanges(`${place}, response`, old.response, young.response, "minor"),
    ...abilityChanges(place, "upload", old.mediaUpload, young.mediaUpload),
    ...abilityChanges(place, "download", old.supportsMediaDownload, young.supportsMediaDownload),
    ...textChanges(place, old, young, texts),
  ];
}

function partChanges(
  place: string,
  before: DiscoverySchema | undefined,
  after: DiscoverySchema | undefined,
  whenAdded: "major" | "minor",
): Change[] {
  if (before && after) return nodeChanges(place, before, after, place.endsWith("request"));
  if (!before && !after) return [];
  return before
    ? [{ bump: "major", code: "type-changed", place, text: "is gone" }]
    : [{ bump: whenAdded, code: "type-changed", place, text: "is new" }];
}

function abilityChanges(place: string, name: string, before: unknown, after: unknown): Change[] {
  const [had, has] = [Boolean(before), Boolean(after)];
  if (had && has) {
    return textChanges(place, { [name]: before }, { [name]: after }, [name]);
  }
  if (had === has) return [];
  return has
    ? [{ bump: "minor", code: `${name}-added`, place, text: `has an ${name}` }]
    : [{ bump: "major", code: `${name}-removed`, place, text: `has no ${name} any more` }];
}
