import type { DiscoverySchema } from "@leasehold/discovery-document";
import { CliError } from "../cli-error.ts";
import { exitCodes } from "../exit-codes.ts";
import { type ApiMethod, isRequired, kebabOf } from "./api-method.ts";
import { helpOf } from "./check-body.ts";
import { checkText } from "./check-value.ts";
import { didYouMean } from "./nearest.ts";

/** What was given to a method. */
export interface MethodArguments {
  parameters: Record<string, unknown>;
  /** Members of the body, each with a dotted path and its text. */
  fields: [path: string, text: string][];
}

interface Given {
  kind: "parameter" | "field";
  name: string;
  label: string;
  schema: DiscoverySchema;
}

/**
 * Reads the words after a method: `--max-results 5`, `--maxResults=5`, `--done`; a parameter, or else a member of the body.
 * @param given `name=value` from `--param`, for names that are also flags of this program, and from `--field`; and those flags.
 * @throws {CliError} For what the document does not allow.
 */
export function readArguments(
  api: ApiMethod,
  words: readonly string[],
  given: {
    params: readonly string[];
    fields: readonly string[];
    flags: ReadonlySet<string>;
  },
): MethodArguments {
  const result: MethodArguments = { parameters: {}, fields: [] };
  const rest = [...words];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (!/^--[^-]/.test(word)) throw standsAlone(word);
    const equals = word.indexOf("=");
    const name = word.slice(2, equals === -1 ? undefined : equals);
    const parameter = resolve(api, name, given.flags);
    const inline = equals === -1 ? undefined : word.slice(equals + 1);
    add(api, result, parameter, inline ?? nextValue(parameter, rest));
  }
  for (const pair of given.params) {
    const [name, text] = splitPair(pair, "--param");
    const parameter = parameterOf(api, name);
    if (parameter === undefined) throw unknown(api, name, Object.keys(api.parameters));
    add(api, result, { ...parameter, label: `--param ${parameter.name}` }, text);
  }
  for (const pair of given.fields) result.fields.push(splitPair(pair, "--field"));
  return result;
}

/** @throws {CliError} Naming the parameters that the method needs and did not get. */
export function checkRequired(api: ApiMethod, parameters: Record<string, unknown>): void {
  const missing = Object.entries(api.parameters)
    .filter(([name, parameter]) => isRequired(parameter) && parameters[name] === undefined)
    .map(([name]) => `--${kebabOf(name)}`);
  if (missing.length === 0) return;
  throw new CliError(
    exitCodes.usage,
    `${api.place} needs ${missing.join(", ")}: ${helpOf(api)} says what they are.`,
  );
}

/** The parameter of a name, as the document writes it or in kebab case. */
export function parameterOf(api: ApiMethod, word: string): Given | undefined {
  const name = nameIn(Object.keys(api.parameters), word);
  const schema = name === undefined ? undefined : api.parameters[name];
  if (name === undefined || schema === undefined) return undefined;
  return { kind: "parameter", name, label: `--${word}`, schema };
}

function resolve(api: ApiMethod, word: string, flags: ReadonlySet<string>): Given {
  const parameter = parameterOf(api, word);
  if (parameter !== undefined) return parameter;
  const name = nameIn(Object.keys(api.fields), word);
  const schema = name === undefined ? undefined : api.fields[name];
  if (name !== undefined && schema !== undefined) {
    return { kind: "field", name, label: `--${word}`, schema };
  }
  const names = [...Object.keys(api.parameters), ...Object.keys(api.fields)];
  throw unknown(api, word, [...names, ...names.map(kebabOf), ...flags]);
}

function nameIn(names: readonly string[], word: string): string | undefined {
  return names.find((name) => name === word) ?? names.find((name) => kebabOf(name) === word);
}

function add(api: ApiMethod, result: MethodArguments, given: Given, text: string): void {
  const { kind, name, label, schema } = given;
  if (kind === "field") {
    result.fields.push([name.replaceAll(".", "\\."), text]);
    return;
  }
  const value = checkText(schema, text, label);
  const { [name]: before } = result.parameters;
  if (schema.repeated === true) {
    result.parameters[name] = [...(Array.isArray(before) ? before : []), value];
  } else if (before === undefined) {
    result.parameters[name] = value;
  } else {
    throw new CliError(exitCodes.usage, `${label} is given twice, and ${api.place} takes it once.`);
  }
}

function nextValue({ label, schema }: Given, rest: string[]): string {
  const [next] = rest;
  if (schema.type === "boolean" && next !== "true" && next !== "false") return "true";
  if (next === undefined) throw new CliError(exitCodes.usage, `${label} needs a value.`);
  rest.shift();
  return next;
}

function splitPair(pair: string, flag: string): [name: string, text: string] {
  const equals = pair.indexOf("=");
  if (equals < 1) {
    throw new CliError(exitCodes.usage, `${flag} takes name=value, and got ${pair}.`);
  }
  return [pair.slice(0, equals), pair.slice(equals + 1)];
}

function unknown(api: ApiMethod, word: string, known: readonly string[]): CliError {
  return new CliError(
    exitCodes.usage,
    `${api.place} has no parameter ${word}.${didYouMean(word, known)} ${helpOf(api)} lists them.`,
  );
}

function standsAlone(word: string): CliError {
  return new CliError(
    exitCodes.usage,
    `${word} stands alone: after the method, parameters are given as --name value.`,
  );
}
