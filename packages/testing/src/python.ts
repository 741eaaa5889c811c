import { findInterpreter } from "./interpreter.ts";

/** Finds a Python 3 with these modules, which are Debian's. */
export function findPython(modules: readonly string[]): string | undefined {
  const needs = modules.join(", ");
  return findInterpreter({ name: "python3", check: ["-c", `import ${needs}`], needs });
}
