import type { DiscoverySchema } from "@leasehold/discovery-document";
import { CliError } from "../cli-error.ts";
import { exitCodes } from "../exit-codes.ts";
import type { Host } from "../host.ts";
import { readText } from "../read-text.ts";
import { type ApiMethod, schemaOf } from "./api-method.ts";
import { checkBody, helpOf } from "./check-body.ts";
import { checkText } from "./check-value.ts";
import { didYouMean } from "./nearest.ts";
import { readStdin } from "./read-stdin.ts";

/**
 * Puts the body together: what `--body` names (JSON, a file, `-` for standard input), and the members that were given one by one.
 * @returns undefined when nothing was given.
 * @throws {CliError} For what the document does not allow.
 */
export async function readBody(
  host: Host,
  api: ApiMethod,
  given: { body: string | undefined; fields: readonly [path: string, text: string][] },
): Promise<unknown> {
  if (given.body === undefined && given.fields.length === 0) return requireNothing(api);
  if (api.method.request === undefined) {
    throw new CliError(exitCodes.usage, `${api.place} takes no body: leave it out.`);
  }
  const whole = given.body === undefined ? {} : await jsonOf(host, given.body);
  for (const [path, text] of given.fields) setField(api, whole, { path, text });
  checkBody(api, whole);
  return whole;
}

/** A method may say that members of its body must be there; then leaving the body out is the same mistake. */
function requireNothing(api: ApiMethod): undefined {
  const needed = Object.entries(api.fields)
    .filter(([, { annotations }]) => annotations?.required?.includes(api.method.id))
    .map(([name]) => name);
  if (needed.length === 0) return undefined;
  throw new CliError(
    exitCodes.usage,
    `${api.place} needs a body with ${needed.join(", ")}: give --body or --field. ${helpOf(api)} shows it.`,
  );
}

async function jsonOf(host: Host, given: string): Promise<unknown> {
  const isText = /^\s*[[{]/.test(given);
  const text = isText ? given : given === "-" ? await readStdin(host) : await readText(given);
  try {
    return JSON.parse(text);
  } catch (cause) {
    const what = isText ? "--body" : given === "-" ? "Standard input" : given;
    const said = cause instanceof Error ? cause.message : String(cause);
    throw new CliError(exitCodes.usage, `${what} is not JSON: ${said}.`, cause);
  }
}

/** `labels.env=prod` sets a member of a member; a list gets one more item; a dot in a name is written `\.`. */
function setField(api: ApiMethod, whole: unknown, field: { path: string; text: string }): void {
  const names = field.path.split(/(?<!\\)\./).map((name) => name.replaceAll("\\.", "."));
  let schema: DiscoverySchema = schemaOf(api.document, api.method.request) ?? {};
  let holder = objectAt(whole, field.path);
  for (const [index, name] of names.entries()) {
    schema = memberOf(api, schema, { name, path: field.path });
    if (index < names.length - 1) {
      if (!Object.hasOwn(holder, name)) holder[name] = {};
      holder = objectAt(holder[name], field.path);
      continue;
    }
    if (schema.type === "array") {
      const { [name]: before = [] } = holder;
      const item = schemaOf(api.document, schema.items) ?? {};
      holder[name] = [...(Array.isArray(before) ? before : []), valueOf(item, field)];
    } else {
      holder[name] = valueOf(schema, field);
    }
  }
}

function memberOf(
  api: ApiMethod,
  schema: DiscoverySchema,
  { name, path }: { name: string; path: string },
): DiscoverySchema {
  const { properties = {}, additionalProperties } = schema;
  const own = Object.hasOwn(properties, name) ? properties[name] : additionalProperties;
  if (own !== undefined) return schemaOf(api.document, own) ?? {};
  if (Object.keys(properties).length === 0) return {};
  throw new CliError(
    exitCodes.usage,
    `The body has no ${path}.${didYouMean(name, Object.keys(properties))} ${helpOf(api)} shows what it has.`,
  );
}

function valueOf(schema: DiscoverySchema, { path, text }: { path: string; text: string }): unknown {
  if (schema.type !== "object" && schema.type !== "any" && schema.type !== undefined) {
    return checkText(schema, text, path);
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    if (schema.type !== "object") return text;
    throw new CliError(exitCodes.usage, `${path} is an object: give it as JSON.`, cause);
  }
}

function objectAt(value: unknown, path: string): Record<string, unknown> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>;
  }
  throw new CliError(
    exitCodes.usage,
    `${path} cannot be set: what should hold it is no object in --body.`,
  );
}
