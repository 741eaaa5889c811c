import type { DiscoverySchema } from "@leasehold/discovery-document";
import { invalidValue, requiredField } from "../api/api-error.ts";

/**
 * Reads a value of a JSON body by its schema: what the schema lacks and what only answers carry is dropped,
 * int64 comes out as bigint.
 *
 * @throws ApiError 400 with the path of the field.
 */
export type BodyParser = (value: unknown, path: string) => unknown;

interface Compilation {
  schemas: Record<string, DiscoverySchema>;
  methodId: string;
  /** Named schemas under way or done: they may refer to themselves. */
  named: Map<string, BodyParser>;
}

const integerText = /^-?[0-9]{1,20}$/;
const longRanges = {
  int64: { minimum: -(2n ** 63n), maximum: 2n ** 63n - 1n },
  uint64: { minimum: 0n, maximum: 2n ** 64n - 1n },
};

/** Compiles the parser of a method's body. */
export function compileBodyParser(request: {
  schemas: Record<string, DiscoverySchema>;
  schema: DiscoverySchema;
  methodId: string;
}): BodyParser {
  const { schemas, schema, methodId } = request;
  return compile(schema, { schemas, methodId, named: new Map() });
}

function compile(schema: DiscoverySchema, compilation: Compilation): BodyParser {
  if (schema.$ref !== undefined) return compileNamed(schema.$ref, compilation);
  if (schema.properties !== undefined) return compileObject(schema.properties, compilation);
  if (schema.additionalProperties !== undefined) {
    return compileMap(compile(schema.additionalProperties, compilation));
  }
  if (schema.type === "array") return compileArray(compile(schema.items ?? {}, compilation));
  if (schema.type === "object") return compileObject({}, compilation);
  return compileScalar(schema);
}

function compileNamed(name: string, compilation: Compilation): BodyParser {
  const known = compilation.named.get(name);
  if (known !== undefined) return known;
  let parser: BodyParser = refuse("known");
  compilation.named.set(name, (value, path) => parser(value, path));
  parser = compile(compilation.schemas[name] ?? {}, compilation);
  compilation.named.set(name, parser);
  return parser;
}

function compileObject(
  properties: Record<string, DiscoverySchema>,
  compilation: Compilation,
): BodyParser {
  const { methodId } = compilation;
  const fields = Object.entries(properties)
    .filter(([name, schema]) => schema.readOnly !== true && name !== "kind")
    .map(([name, schema]) => ({
      name,
      parse: compile(schema, compilation),
      required: schema.annotations?.required?.includes(methodId) === true,
    }));
  return (value, path) => {
    if (!isObject(value)) throw wrongType(path, "an object");
    const parsed: Record<string, unknown> = {};
    for (const { name, parse, required } of fields) {
      const member = value[name];
      // null is how several clients say "left out".
      if (member !== undefined && member !== null) {
        parsed[name] = parse(member, path === "" ? name : `${path}.${name}`);
      } else if (required) {
        throw requiredField(path === "" ? name : `${path}.${name}`, methodId);
      }
    }
    return parsed;
  };
}

function compileMap(parse: BodyParser): BodyParser {
  return (value, path) => {
    if (!isObject(value)) throw wrongType(path, "an object");
    const entries = Object.entries(value);
    return new Map(entries.map(([name, member]) => [name, parse(member, `${path}["${name}"]`)]));
  };
}

function compileArray(parse: BodyParser): BodyParser {
  return (value, path) => {
    if (!Array.isArray(value)) throw wrongType(path, "an array");
    return value.map((member, index) => parse(member, `${path}[${index}]`));
  };
}

function compileScalar(schema: DiscoverySchema): BodyParser {
  const { type, format } = schema;
  if (type === "any" || type === undefined) return (value) => value;
  if (format === "int64" || format === "uint64") return longParser(longRanges[format]);
  if (type === "integer") return integerParser(schema);
  if (type === "boolean") {
    return (value, path) =>
      typeof value === "boolean" ? value : refuse("true or false")(value, path);
  }
  if (type === "number") {
    return (value, path) => (typeof value === "number" ? value : refuse("a number")(value, path));
  }
  return textParser(schema);
}

function longParser({ minimum, maximum }: { minimum: bigint; maximum: bigint }): BodyParser {
  const expects = `an integer from ${minimum} to ${maximum}, as a string or a number`;
  return (value, path) => {
    const isText = typeof value === "string" && integerText.test(value);
    if (!isText && !Number.isSafeInteger(value)) throw wrongType(path, expects);
    const long = BigInt(value as string | number);
    if (long < minimum || long > maximum) throw wrongType(path, expects);
    return long;
  };
}

function integerParser(schema: DiscoverySchema): BodyParser {
  const unsigned = schema.format === "uint32";
  const minimum = Number(schema.minimum ?? (unsigned ? 0 : -(2 ** 31)));
  const maximum = Number(schema.maximum ?? (unsigned ? 2 ** 32 - 1 : 2 ** 31 - 1));
  const expects = `an integer from ${minimum} to ${maximum}`;
  return (value, path) => {
    if (!Number.isInteger(value) || (value as number) < minimum || (value as number) > maximum) {
      throw wrongType(path, expects);
    }
    return value;
  };
}

// A pattern describes the resource as answered; what a method takes may be wider (long forms), so operations check names.
function textParser(schema: DiscoverySchema): BodyParser {
  const allowed = schema.enum;
  const expects = allowed === undefined ? "a string" : `one of ${allowed.join(", ")}`;
  return (value, path) => {
    if (typeof value !== "string" || allowed?.includes(value) === false) {
      throw wrongType(path, expects);
    }
    return value;
  };
}

function refuse(expects: string): BodyParser {
  return (_value, path) => {
    throw wrongType(path, expects);
  };
}

function wrongType(path: string, expects: string): Error {
  const what = path === "" ? "the body" : `the field ${path}`;
  return invalidValue(`Invalid value for ${what}: it must be ${expects}.`);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
