/** What can be wrong with a document. */
export type ProblemCode = "wrong_type" | "missing" | "not_allowed" | "too_deep";

/** One problem and its JSON path. */
export interface Problem {
  code: ProblemCode;
  path: string;
  message: string;
}

/**
 * Finds the first problem of a value; `path` holds the member names that lead to it. It is one array for all: a check adds a name
 * while it looks at that member. A document has a million members, and most documents have no problem.
 */
export type Check = (value: unknown, path: string[]) => Problem | undefined;

/** Member names that may lead to a value: keeps a hostile document from using up the stack. */
const pathSegmentsMax = 200;

export const isString: Check = (value, path) =>
  typeof value === "string" ? undefined : wrongType(path, "a string", value);

export const isBoolean: Check = (value, path) =>
  typeof value === "boolean" ? undefined : wrongType(path, "true or false", value);

export function oneOf(...allowed: readonly string[]): Check {
  return (value, path) => {
    if (typeof value !== "string") return wrongType(path, "a string", value);
    if (allowed.includes(value)) return undefined;
    const message = `"${value}" is not one of ${allowed.join(", ")}`;
    return { code: "not_allowed", path: jsonPath(path), message };
  };
}

export function arrayOf(check: Check): Check {
  return (value, path) => {
    if (!Array.isArray(value)) return wrongType(path, "an array", value);
    for (let index = 0; index < value.length; index += 1) {
      const problem = checkMember(check, value[index], path, String(index));
      if (problem) return problem;
    }
    return undefined;
  };
}

export function mapOf(check: Check): Check {
  return (value, path) => {
    if (!isObject(value)) return wrongType(path, "an object", value);
    for (const name of Object.keys(value)) {
      const problem = checkMember(check, value[name], path, name);
      if (problem) return problem;
    }
    return undefined;
  };
}

/** An object with these members; others are let through, so that documents of tomorrow can be read. */
export function shape(members: {
  required: Record<string, Check>;
  optional: Record<string, Check>;
}): Check {
  const all = new Map([...Object.entries(members.required), ...Object.entries(members.optional)]);
  const required = Object.keys(members.required);
  return (value, path) => {
    if (!isObject(value)) return wrongType(path, "an object", value);
    if (path.length > pathSegmentsMax) {
      const message = `is nested more than ${pathSegmentsMax} levels deep`;
      return { code: "too_deep", path: jsonPath(path), message };
    }
    for (const name of required) {
      if (Object.hasOwn(value, name)) continue;
      return { code: "missing", path: jsonPath([...path, name]), message: "is missing" };
    }
    for (const name of Object.keys(value)) {
      const check = all.get(name);
      const problem = check && checkMember(check, value[name], path, name);
      if (problem) return problem;
    }
    return undefined;
  };
}

function checkMember(
  check: Check,
  value: unknown,
  path: string[],
  name: string,
): Problem | undefined {
  path.push(name);
  const problem = check(value, path);
  path.pop();
  return problem;
}

/** Writes member names as a JSON path from the root. */
export function jsonPath(path: readonly string[]): string {
  const steps = path.map((name) => {
    if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) return `.${name}`;
    return /^\d+$/.test(name) ? `[${name}]` : `[${JSON.stringify(name)}]`;
  });
  return `$${steps.join("")}`;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function wrongType(path: readonly string[], wanted: string, value: unknown): Problem {
  let found: string = typeof value;
  if (value === null) found = "null";
  else if (Array.isArray(value)) found = "array";
  return { code: "wrong_type", path: jsonPath(path), message: `must be ${wanted}, is ${found}` };
}
