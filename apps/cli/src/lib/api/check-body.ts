import type { DiscoverySchema } from "@leasehold/discovery-document";
import { CliError } from "../cli-error.ts";
import { exitCodes } from "../exit-codes.ts";
import { type ApiMethod, schemaOf } from "./api-method.ts";
import { checkText } from "./check-value.ts";
import { didYouMean } from "./nearest.ts";

/**
 * Compares a body with its schema.
 * @throws {CliError} Naming the first place that the schema does not allow.
 */
export function checkBody(api: ApiMethod, body: unknown): void {
  checkNode(api, { schema: api.method.request ?? {}, value: body, place: "body" });
}

interface Node {
  schema: DiscoverySchema;
  value: unknown;
  place: string;
}

function checkNode(api: ApiMethod, { schema: node, value, place }: Node): void {
  const schema = schemaOf(api.document, node) ?? {};
  // null clears a field.
  if (value === null || schema.type === undefined || schema.type === "any") return;
  if (schema.type === "object") return checkObject(api, { schema, value, place });
  if (schema.type === "array") {
    if (!Array.isArray(value)) throw wrongType(place, "a list");
    const items = schema.items ?? {};
    for (const [index, item] of value.entries()) {
      checkNode(api, { schema: items, value: item, place: `${place}[${index}]` });
    }
    return;
  }
  checkScalar(schema, value, place);
}

function checkObject(api: ApiMethod, { schema, value, place }: Node): void {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw wrongType(place, "an object");
  }
  const { properties = {}, additionalProperties } = schema;
  const known = Object.keys(properties);
  for (const [name, member] of Object.entries(value)) {
    const own = Object.hasOwn(properties, name) ? properties[name] : additionalProperties;
    if (own === undefined && known.length > 0) {
      throw new CliError(
        exitCodes.usage,
        `${place} has no member ${name}.${didYouMean(name, known)} ${helpOf(api)} shows what it has.`,
      );
    }
    if (own !== undefined)
      checkNode(api, { schema: own, value: member, place: `${place}.${name}` });
  }
  for (const [name, property] of Object.entries(properties)) {
    if (property.annotations?.required?.includes(api.method.id) !== true) continue;
    if (!Object.hasOwn(value, name)) {
      throw new CliError(exitCodes.usage, `${place}.${name} is missing: the method needs it.`);
    }
  }
}

function checkScalar(schema: DiscoverySchema, value: unknown, place: string): void {
  const isText = schema.type === "string";
  const isWhole = typeof value === "number" && Number.isSafeInteger(value);
  // A server takes a number of 64 bits as text and, where it is not too large, as a number.
  const isFine =
    schema.type === "boolean"
      ? typeof value === "boolean"
      : isText
        ? typeof value === "string" || (schema.format?.endsWith("int64") === true && isWhole)
        : typeof value === "number";
  if (!isFine) throw wrongType(place, isText ? "text" : (schema.type ?? "a value"));
  checkText(schema, String(value), place);
}

/** The command line that explains a method. */
export function helpOf({ source, place }: ApiMethod): string {
  return `\`leasehold api ${source} ${place} --help\``;
}

function wrongType(place: string, wanted: string): CliError {
  return new CliError(exitCodes.usage, `${place} must be ${wanted}.`);
}
