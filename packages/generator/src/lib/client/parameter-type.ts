import type { DiscoveryParameter } from "@leasehold/discovery-document";

/** Writes the type of a parameter's value. An enum stays open, for the values that a server learns later. */
export function parameterType(node: DiscoveryParameter): string {
  const type = valueType(node);
  if (!node.repeated) return type;
  return /[ |]/.test(type) ? `(${type})[]` : `${type}[]`;
}

function valueType(node: DiscoveryParameter): string {
  switch (node.type) {
    case "integer":
    case "number":
      return "number";
    case "boolean":
      return "boolean";
    case "string":
      return stringType(node);
    case "object":
      return "Record<string, unknown>";
    default:
      return "unknown";
  }
}

function stringType(node: DiscoveryParameter): string {
  if (node.enum && node.enum.length > 0) {
    return `${node.enum.map((value) => JSON.stringify(value)).join(" | ")} | (string & {})`;
  }
  const template = node.location === "path" ? templateOf(node.pattern ?? "") : undefined;
  return template ? `${template} | (string & {})` : "string";
}

/** A pattern such as `^projects/[^/]+/queues/[^/]+$` as a template literal, which editors show. */
function templateOf(pattern: string): string | undefined {
  const parts = /^\^(.+)\$$/.exec(pattern)?.[1]?.split("/[^/]+");
  if (!parts || parts.length < 2 || !parts.every((part) => /^[A-Za-z0-9/_-]*$/.test(part))) {
    return undefined;
  }
  return `\`${parts.join("/${string}")}\``;
}
