import type {
  DiscoveryDocument,
  DiscoveryMethod,
  DiscoveryParameter,
} from "@leasehold/discovery-document";
import { invalidParameter, requiredParameter } from "../api/api-error.ts";
import { compileValueParser, type ValueParser } from "./value-parser.ts";

/** The parameters of a call by name: path, query, form and defaults, checked by the document. */
export type ParameterValues = Record<string, unknown>;

/**
 * Adds to `values`, which hold the path's texts, everything that the query and a form body say.
 *
 * @throws ApiError 400 that names the parameter.
 */
export type ParameterParser = (
  values: ParameterValues,
  query: URLSearchParams | undefined,
  form: URLSearchParams | undefined,
) => void;

interface Plan extends ValueParser {
  name: string;
  repeated: boolean;
}

/** Longest part of a refused value that a message repeats. */
const shownValueLengthMax = 60;
const quotaUserLengthMax = 40;

/** Compiles the parser of a method's parameters and of those that every method takes. */
export function compileParameterParser(
  document: DiscoveryDocument,
  method: DiscoveryMethod,
): ParameterParser {
  const all = Object.entries({ ...document.parameters, ...method.parameters });
  const pathPlans = all.filter(([, each]) => each.location === "path").map(planOf);
  const queryParameters = all.filter(([, each]) => each.location !== "path");
  const queryPlans = new Map(queryParameters.map((entry) => [entry[0], planOf(entry)]));
  const required = queryParameters.filter(([, each]) => each.required === true).map(planOf);
  const defaults = queryParameters.flatMap(([name, each]) => defaultOf(name, each));
  const own = Object.keys(method.parameters ?? {}).filter((name) => queryPlans.has(name));
  const taken =
    own.length === 0 ? "This method takes none of its own" : `It takes ${own.join(", ")}`;

  const read = (values: ParameterValues, texts: URLSearchParams): void => {
    for (const [name, text] of texts) {
      const plan = queryPlans.get(name);
      if (plan === undefined) refuseUnknown(name, `${method.id ?? "This method"}. ${taken}.`);
      else readValue(values, plan, text);
    }
  };
  return (values, query, form) => {
    for (const plan of pathPlans) values[plan.name] = valueOf(plan, values[plan.name] as string);
    if (query !== undefined) read(values, query);
    if (form !== undefined) read(values, form);
    for (const plan of required) {
      if (values[plan.name] === undefined) throw requiredParameter(plan.name, plan.expects);
    }
    for (const { name, value } of defaults) values[name] ??= value;
  };
}

function planOf([name, parameter]: [string, DiscoveryParameter]): Plan {
  const parser = compileSpecial(name) ?? compileValueParser(parameter);
  return { name, repeated: parameter.repeated === true, ...parser };
}

// What discovery documents have no word for.
function compileSpecial(name: string): ValueParser | undefined {
  if (name === "callback") {
    return { expects: "left out: JSONP is not served", parse: () => undefined };
  }
  if (name === "quotaUser") {
    const expects = `text of at most ${quotaUserLengthMax} characters`;
    return { expects, parse: (text) => (text.length <= quotaUserLengthMax ? text : undefined) };
  }
  return undefined;
}

function defaultOf(
  name: string,
  parameter: DiscoveryParameter,
): { name: string; value: unknown }[] {
  if (parameter.default === undefined) return [];
  const value = compileValueParser(parameter).parse(parameter.default);
  if (value === undefined) {
    throw new Error(`The default of the parameter ${name} is not a value that it may have.`);
  }
  return [{ name, value: parameter.repeated === true ? [value] : value }];
}

// Google's libraries for Python take these for any method, whatever its document says (STACK_QUERY_PARAMETERS).
const takenByEveryGoogleApi = new Set(["trace", "pp", "userip", "strict"]);

// OAuth 1.0 puts its own parameters beside ours; the authority reads them.
function refuseUnknown(name: string, takes: string): void {
  if (name.startsWith("oauth_") || name.startsWith("xoauth_")) return;
  if (takenByEveryGoogleApi.has(name)) return;
  throw invalidParameter(name, `Unknown parameter "${shorten(name)}" for ${takes}`);
}

function readValue(values: ParameterValues, plan: Plan, text: string): void {
  const value = valueOf(plan, text);
  const before = values[plan.name];
  if (plan.repeated) {
    values[plan.name] = [...((before as unknown[] | undefined) ?? []), value];
    return;
  }
  if (before !== undefined) {
    throw invalidParameter(plan.name, `The parameter ${plan.name} was given twice: give it once.`);
  }
  values[plan.name] = value;
}

function valueOf(plan: Plan, text: string): unknown {
  const value = plan.parse(text);
  if (value !== undefined) return value;
  const message = `Invalid value "${shorten(text)}" for ${plan.name}: it must be ${plan.expects}.`;
  throw invalidParameter(plan.name, message);
}

function shorten(text: string): string {
  return text.length <= shownValueLengthMax ? text : `${text.slice(0, shownValueLengthMax)}…`;
}
