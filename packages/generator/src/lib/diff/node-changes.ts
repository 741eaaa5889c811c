import type { DiscoverySchema } from "@leasehold/discovery-document";
import { deprecationChanges, memberChanges, textChanges } from "./change.ts";
import type { Change } from "./change.ts";

const typeMembers = ["$ref", "type", "format", "repeated"] as const;
const texts = ["description", "default", "minimum", "maximum", "pattern", "enumDescriptions"];
const otherTexts = ["enumDeprecated", "readOnly", "required"];

/**
 * Compares two schemas at one place, whatever is in them too.
 * @param isInput - Whether a program gives such values, and not only gets them.
 */
export function nodeChanges(
  place: string,
  before: DiscoverySchema,
  after: DiscoverySchema,
  isInput: boolean,
): Change[] {
  const types = typeMembers
    .filter((name) => before[name] !== after[name])
    .map((name): Change => {
      const text = `has the ${name} ${before[name] ?? "none"} no more, but ${after[name] ?? "none"}`;
      return { bump: "major", code: `${name.replace("$", "")}-changed`, place, text };
    });
  return [
    ...types,
    ...enumChanges(place, before, after, isInput),
    ...deprecationChanges(place, before, after),
    ...requiredChanges(place, before, after),
    ...variantChanges(place, before.variant, after.variant),
    ...textChanges(place, before, after, [...texts, ...otherTexts]),
    ...memberChanges(
      { before: before.properties, after: after.properties },
      {
        removed: (name) => [
          { bump: "major", code: "property-removed", place: `${place}.${name}`, text: "is gone" },
        ],
        added: (name, node) => [
          { bump: "minor", code: "property-added", place: `${place}.${name}`, text: "is new" },
          ...requiredChanges(`${place}.${name}`, {}, node),
        ],
        both: (name, old, young) => nodeChanges(`${place}.${name}`, old, young, isInput),
      },
    ),
    ...partChanges(`${place}[]`, before.items, after.items, isInput),
    ...partChanges(`${place}{}`, before.additionalProperties, after.additionalProperties, isInput),
  ];
}

function partChanges(
  place: string,
  before: DiscoverySchema | undefined,
  after: DiscoverySchema | undefined,
  isInput: boolean,
): Change[] {
  if (before && after) return nodeChanges(place, before, after, isInput);
  if (!before && !after) return [];
  const text = before ? "is gone" : "is there now";
  return [{ bump: "major", code: "type-changed", place, text }];
}

function enumChanges(
  place: string,
  { enum: before }: DiscoverySchema,
  { enum: after }: DiscoverySchema,
  isInput: boolean,
): Change[] {
  if (!before || !after) {
    if (before === after) return [];
    const text = after ? "lists its values" : "takes any value";
    return [{ bump: "minor", code: after ? "enum-added" : "enum-removed", place, text }];
  }
  const removed = before.filter((value) => !after.includes(value));
  const added = after.filter((value) => !before.includes(value));
  return [
    ...removed.map((value): Change => {
      const text = `has the value ${value} no more`;
      return { bump: isInput ? "major" : "patch", code: "enum-value-removed", place, text };
    }),
    ...added.map((value): Change => {
      return { bump: "minor", code: "enum-value-added", place, text: `has the value ${value}` };
    }),
  ];
}

/** One schema fewer among those that an object may be takes something away; one more is news. */
function variantChanges(
  place: string,
  before: DiscoverySchema["variant"],
  after: DiscoverySchema["variant"],
): Change[] {
  const namesOf = (variant: DiscoverySchema["variant"]) =>
    (variant?.map ?? []).map(({ type_value: value = "", $ref = "" }) => `${$ref} ${value}`);
  const [old, young] = [namesOf(before), namesOf(after)];
  const change = (bump: Change["bump"], text: string): Change => {
    return { bump, code: "variant-changed", place, text };
  };
  return [
    ...(before && after && before.discriminant !== after.discriminant
      ? [change("major", `is told by ${after.discriminant ?? "nothing"} now`)]
      : []),
    ...old
      .filter((name) => !young.includes(name))
      .map((name) => change("major", `may no longer be ${name.trim()}`)),
    ...young
      .filter((name) => !old.includes(name))
      .map((name) => change("minor", `may be ${name.trim()}`)),
  ];
}

/** A property may say for which methods the body must have it. */
function requiredChanges(
  place: string,
  before: Pick<DiscoverySchema, "annotations">,
  after: Pick<DiscoverySchema, "annotations">,
): Change[] {
  const [old, young] = [before.annotations?.required ?? [], after.annotations?.required ?? []];
  return [
    ...young
      .filter((id) => !old.includes(id))
      .map((id): Change => {
        return { bump: "major", code: "property-required", place, text: `is required by ${id}` };
      }),
    ...old
      .filter((id) => !young.includes(id))
      .map((id): Change => {
        const text = `is no longer required by ${id}`;
        return { bump: "minor", code: "property-optional", place, text };
      }),
  ];
}
