import { spawnSync } from "node:child_process";
import { findProgram } from "./programs.ts";

/**
 * Finds a Python 3 that has a module.
 *
 * @param options.module what it must be able to import.
 * @param options.debianPackage what brings it, for the message.
 * @returns its path, or undefined when it is absent: the test then skips by name.
 * @throws Error when it is absent and `CI=true`, where every program is there.
 */
export function findPython(options: { module: string; debianPackage: string }): string | undefined {
  const program = findProgram("python3");
  if (program === undefined) return undefined;
  if (spawnSync(program, ["-c", `import ${options.module}`]).status === 0) return program;
  if (process.env["CI"] === "true") {
    throw new Error(`CI must have the package ${options.debianPackage}.`);
  }
  return undefined;
}
