import type { DiscoverySchema } from "@leasehold/discovery-document";

/** Writes a TSDoc comment, or nothing when there is nothing to say. */
export function tsdoc(text: string, indent = ""): string {
  const lines = text.trim().replaceAll("*/", "*\\/").split(/\r?\n/);
  if (lines.length === 1) return lines[0] === "" ? "" : `${indent}/** ${lines[0]} */\n`;
  const body = lines.map((line) => `${indent} * ${line.trim()}`.trimEnd()).join("\n");
  return `${indent}/**\n${body}\n${indent} */\n`;
}

/** Says of a parameter or property what its type does not: description, values, limits, default, deprecation. */
export function describe(node: DiscoverySchema): string {
  const { description = "", minimum, maximum, default: value, deprecated } = node;
  const facts = [
    description.trim(),
    ...describeValues(node),
    ...(minimum === undefined ? [] : [`Minimum: ${minimum}.`]),
    ...(maximum === undefined ? [] : [`Maximum: ${maximum}.`]),
    ...(value === undefined || value === "" ? [] : [`Default: ${value}.`]),
    ...(deprecated ? ["@deprecated"] : []),
  ];
  return facts.filter((fact) => fact !== "").join("\n");
}

/** Lists the values of an enum that have a description. */
export function describeValues(node: {
  enum?: readonly string[];
  enumDescriptions?: readonly string[];
  enumDeprecated?: readonly boolean[];
}): string[] {
  return (node.enum ?? []).flatMap((value, index) => {
    const text = node.enumDescriptions?.[index]?.trim() ?? "";
    const old = node.enumDeprecated?.[index] ? "Deprecated. " : "";
    return text === "" && old === "" ? [] : [`- \`${value}\`: ${old}${text}`.trimEnd()];
  });
}

/** A text without line breaks. */
export function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}
