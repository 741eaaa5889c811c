import {
  type DiscoveryDocument,
  type DiscoveryMethod,
  type DiscoveryParameter,
  type DiscoverySchema,
  type MethodEntry,
  methodsOf,
} from "@leasehold/discovery-document";
import { type MethodRow, methodRow } from "@leasehold/generator/method-row";
import { CliError } from "../cli-error.ts";
import { exitCodes } from "../exit-codes.ts";
import { didYouMean } from "./nearest.ts";

/** A method that is to be called. */
export interface ApiMethod {
  document: DiscoveryDocument;
  /** How the user named the document. */
  source: string;
  /** Its place in the resource tree, such as `tasks.lease`. */
  place: string;
  method: DiscoveryMethod;
  row: MethodRow;
  /** Its own parameters, path ones first, then those of every method. */
  parameters: Record<string, DiscoveryParameter>;
  /** The members of its body; empty for a method without one. */
  fields: Record<string, DiscoverySchema>;
}

/** Where a method is in the resource tree, such as `tasks.lease`. */
export function placeOf({
  resourcePath,
  name,
}: Pick<MethodEntry, "resourcePath" | "name">): string {
  return [...resourcePath, name].join(".");
}

/**
 * Finds a method by its place (`tasks.lease`) or its id (`taskqueue.tasks.lease`).
 * @throws {CliError} When the document has no such method.
 */
export function findMethod(
  { document, source }: { document: DiscoveryDocument; source: string },
  word: string,
): ApiMethod {
  const entries = methodsOf(document);
  const entry = entries.find((one) => one.id === word || placeOf(one) === word);
  if (entry === undefined) {
    throw new CliError(
      exitCodes.usage,
      `${document.id} has no method ${word}.${didYouMean(word, entries.map(placeOf))} \`leasehold api ${source}\` lists them.`,
    );
  }
  const own = entry.method.parameters ?? {};
  return {
    document,
    source,
    place: placeOf(entry),
    method: entry.method,
    row: methodRow(document, entry),
    parameters: { ...ordered(entry.method, own), ...document.parameters, ...own },
    fields: schemaOf(document, entry.method.request)?.properties ?? {},
  };
}

/** A schema, or the one that it refers to. */
export function schemaOf(
  document: DiscoveryDocument,
  schema: DiscoverySchema | undefined,
): DiscoverySchema | undefined {
  return schema?.$ref === undefined ? schema : document.schemas?.[schema.$ref];
}

/** Whether a parameter must be given. */
export function isRequired(parameter: DiscoveryParameter): boolean {
  return parameter.required === true || parameter.location === "path";
}

/** A name as a flag has it: `maxResults` and `max_results` are `max-results`. */
export function kebabOf(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .replace(/[^a-zA-Z0-9]+/g, "-")
    .replace(/^-/, "")
    .toLowerCase();
}

function ordered(
  method: DiscoveryMethod,
  own: Record<string, DiscoveryParameter>,
): Record<string, DiscoveryParameter> {
  const first = (method.parameterOrder ?? []).flatMap((name) => {
    const parameter = own[name];
    return parameter === undefined ? [] : [[name, parameter] as const];
  });
  return Object.fromEntries(first);
}
