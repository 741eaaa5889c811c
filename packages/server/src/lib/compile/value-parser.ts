import type { DiscoveryParameter } from "@leasehold/discovery-document";

/** Reads one value of a parameter. */
export interface ValueParser {
  /** What the value may be, to end the sentence "It must be …". */
  expects: string;
  /** The value, or undefined when the text is not one. */
  parse: (text: string) => string | number | boolean | bigint | undefined;
}

const int32Max = 2 ** 31 - 1;
const uint32Max = 2 ** 32 - 1;
const int64Max = 2n ** 63n - 1n;
const uint64Max = 2n ** 64n - 1n;
const decimalInteger = /^-?[0-9]{1,20}$/;
const decimalNumber = /^-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?$/;

const booleans: Record<string, boolean> = { true: true, True: true, false: false, False: false };

/** Compiles the parser of a parameter's values by its type, format, enum, pattern and range. */
export function compileValueParser(parameter: DiscoveryParameter): ValueParser {
  if (parameter.type === "boolean") {
    return {
      expects: "true or false",
      parse: (text) => (Object.hasOwn(booleans, text) ? booleans[text] : undefined),
    };
  }
  if (parameter.type === "integer") return integerParser(parameter);
  if (parameter.type === "number") return numberParser(parameter);
  if (parameter.format === "int64" || parameter.format === "uint64") return longParser(parameter);
  return textParser(parameter);
}

function integerParser(parameter: DiscoveryParameter): ValueParser {
  const unsigned = parameter.format === "uint32";
  const minimum = Number(parameter.minimum ?? (unsigned ? 0 : -int32Max - 1));
  const maximum = Number(parameter.maximum ?? (unsigned ? uint32Max : int32Max));
  return {
    expects: `an integer from ${minimum} to ${maximum}`,
    parse(text) {
      if (!decimalInteger.test(text)) return undefined;
      const value = Number(text);
      return value >= minimum && value <= maximum ? value : undefined;
    },
  };
}

function longParser(parameter: DiscoveryParameter): ValueParser {
  const unsigned = parameter.format === "uint64";
  const minimum = BigInt(parameter.minimum ?? (unsigned ? 0n : -int64Max - 1n));
  const maximum = BigInt(parameter.maximum ?? (unsigned ? uint64Max : int64Max));
  return {
    expects: `an integer from ${minimum} to ${maximum}`,
    parse(text) {
      if (!decimalInteger.test(text)) return undefined;
      const value = BigInt(text);
      return value >= minimum && value <= maximum ? value : undefined;
    },
  };
}

function numberParser(parameter: DiscoveryParameter): ValueParser {
  const minimum = Number(parameter.minimum ?? -Number.MAX_VALUE);
  const maximum = Number(parameter.maximum ?? Number.MAX_VALUE);
  const bounded = parameter.minimum !== undefined || parameter.maximum !== undefined;
  return {
    expects: bounded ? `a number from ${minimum} to ${maximum}` : "a number",
    parse(text) {
      if (!decimalNumber.test(text)) return undefined;
      const value = Number(text);
      return value >= minimum && value <= maximum ? value : undefined;
    },
  };
}

function textParser(parameter: DiscoveryParameter): ValueParser {
  if (parameter.enum !== undefined) {
    const allowed = new Set(parameter.enum);
    const expects = allowed.size === 1 ? parameter.enum[0]! : `one of ${parameter.enum.join(", ")}`;
    return { expects, parse: (text) => (allowed.has(text) ? text : undefined) };
  }
  if (parameter.pattern !== undefined) {
    const pattern = new RegExp(parameter.pattern, "u");
    return {
      expects: `text that matches ${parameter.pattern}`,
      parse: (text) => (pattern.test(text) ? text : undefined),
    };
  }
  return { expects: "text", parse: (text) => text };
}
