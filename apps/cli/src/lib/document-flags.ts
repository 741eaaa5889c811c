import {
  type DiscoveryDocument,
  type DiscoveryMethod,
  type DiscoveryParameter,
  type DiscoverySchema,
  methodsOf,
} from "@leasehold/discovery-document";
import { type Command, InvalidArgumentError, Option } from "commander";

type ParameterValue = string | number | boolean | string[];

/** The query parameters of a method as flags: `numTasks` is `--num-tasks`. */
export interface DocumentFlags {
  /** @param defaults values for required parameters that a person need not give. */
  addTo: (command: Command, defaults?: Record<string, ParameterValue>) => Command;
  /** The parameters that were given, by their names in the document. */
  read: (command: Command) => Record<string, ParameterValue>;
}

/**
 * @param document a parsed discovery document.
 * @param methodId such as `taskqueue.tasks.lease`.
 * @param except parameters that the command has from elsewhere.
 */
export function documentFlags(
  document: DiscoveryDocument,
  methodId: string,
  except: readonly string[] = [],
): DocumentFlags {
  const parameters = queryParameters(methodOf(document, methodId)).filter(
    ([name]) => !except.includes(name),
  );
  return {
    addTo(command, defaults = {}) {
      for (const [name, parameter] of parameters) {
        command.addOption(flagOf(name, parameter, defaults[name]));
      }
      return command;
    },
    read(command) {
      const options = command.opts<Record<string, ParameterValue>>();
      const given = parameters.flatMap(([name]): [string, ParameterValue][] => {
        const value = options[name];
        return value === undefined ? [] : [[name, value]];
      });
      return Object.fromEntries(given);
    },
  };
}

/** The method of that id. */
export function methodOf(document: DiscoveryDocument, methodId: string): DiscoveryMethod {
  let methods = methodsById.get(document);
  if (methods === undefined) {
    methods = new Map(methodsOf(document).map(({ id, method }) => [id, method]));
    methodsById.set(document, methods);
  }
  const method = methods.get(methodId);
  if (method === undefined) throw new Error(`The document ${document.id} has no ${methodId}.`);
  return method;
}

// Every start of the command line asks for each of them, some more than once.
const methodsById = new WeakMap<DiscoveryDocument, ReadonlyMap<string, DiscoveryMethod>>();

function queryParameters(method: DiscoveryMethod): [string, DiscoveryParameter][] {
  return Object.entries(method.parameters ?? {}).filter(
    ([, parameter]) => parameter.location === "query",
  );
}

function flagOf(
  name: string,
  parameter: DiscoveryParameter,
  presetValue: ParameterValue | undefined,
): Option {
  const word = wordOf(name);
  const placeholder = parameter.type === "integer" ? "number" : "text";
  const flags = parameter.type === "boolean" ? `--${word}` : `--${word} <${placeholder}>`;
  const option = new Option(flags, descriptionOf(parameter));
  if (parameter.enum !== undefined) option.choices(parameter.enum);
  if (parameter.type === "integer") option.argParser((text) => parseInteger(text, parameter));
  if (parameter.repeated === true) {
    option.argParser((text, before: string[] | undefined) => [...(before ?? []), text]);
  }
  if (presetValue !== undefined) option.default(presetValue);
  else if (parameter.required === true) option.makeOptionMandatory();
  return option;
}

/** The word of a flag: `numTasks` is `num-tasks`. */
export function wordOf(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

// A help line is no sentence: `How many tasks to lease: 1 to 1000.` reads better without capital and full stop.
export function descriptionOf(parameter: DiscoverySchema): string {
  const text = (parameter.description ?? "").replace(
    /\b([a-z]+[A-Z]\w*)=true\b/g,
    (_, name: string) => `--${wordOf(name)}`,
  );
  const body = /^[A-Z][a-z]/.test(text) ? `${text.charAt(0).toLowerCase()}${text.slice(1)}` : text;
  return body.replace(/\.$/, "");
}

/** Reads a whole number within the bounds of its schema. */
export function parseInteger(text: string, parameter: DiscoverySchema): number {
  const value = /^-?\d+$/.test(text) ? Number(text) : Number.NaN;
  const minimum = Number(parameter.minimum ?? -Infinity);
  const maximum = Number(parameter.maximum ?? Infinity);
  if (value >= minimum && value <= maximum) return value;
  const from = Number.isFinite(minimum) ? ` from ${minimum}` : "";
  const to = Number.isFinite(maximum) ? ` to ${maximum}` : "";
  throw new InvalidArgumentError(`Give a whole number${from}${to}.`);
}
