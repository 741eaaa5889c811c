import type { DiscoveryParameter } from "@leasehold/discovery-document";
import { memberChanges } from "./change.ts";
import type { Change } from "./change.ts";
import { nodeChanges } from "./node-changes.ts";

/** Compares parameters. They are input, so a value that an enum has no more is a major change. */
export function parameterChanges(
  owner: string,
  before: Record<string, DiscoveryParameter> | undefined,
  after: Record<string, DiscoveryParameter> | undefined,
): Change[] {
  const placeOf = (name: string) => `${owner}, parameter ${name}`;
  return memberChanges(
    { before, after },
    {
      removed: (name) => [
        { bump: "major", code: "parameter-removed", place: placeOf(name), text: "is gone" },
      ],
      added: (name, node) => [
        isRequired(node)
          ? {
              bump: "major",
              code: "parameter-required",
              place: placeOf(name),
              text: "is new and required",
            }
          : { bump: "minor", code: "parameter-added", place: placeOf(name), text: "is new" },
      ],
      both: (name, old, young) => bothChanges(placeOf(name), old, young),
    },
  );
}

function bothChanges(
  place: string,
  { required: _old, ...before }: DiscoveryParameter,
  { required: _young, ...after }: DiscoveryParameter,
): Change[] {
  const [old, young] = [before.location ?? "query", after.location ?? "query"];
  const [was, is] = [
    isRequired({ ...before, required: _old ?? false }),
    isRequired({ ...after, required: _young ?? false }),
  ];
  return [
    ...(old === young
      ? []
      : [
          {
            bump: "major",
            code: "location-changed",
            place,
            text: `is in the ${young} now`,
          } as const,
        ]),
    ...(is && !was
      ? [{ bump: "major", code: "parameter-required", place, text: "is required now" } as const]
      : []),
    ...(was && !is
      ? [{ bump: "minor", code: "parameter-optional", place, text: "may be left out" } as const]
      : []),
    ...nodeChanges(place, before, after, true),
  ];
}

function isRequired(node: DiscoveryParameter): boolean {
  return node.required === true || node.location === "path";
}
