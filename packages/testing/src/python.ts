import { spawnSync } from "node:child_process";
import { findProgram } from "./programs.ts";

/**
 * Finds a Python 3 with these modules, which are Debian's.
 *
 * @returns its path, or undefined where one is missing: the test then skips by name.
 * @throws Error when one is missing and `CI=true`, where every program is there.
 */
export function findPython(modules: readonly string[]): string | undefined {
  const program = findProgram("python3");
  if (program === undefined) return undefined;
  if (spawnSync(program, ["-c", `import ${modules.join(", ")}`]).status === 0) return program;
  if (process.env["CI"] === "true") throw new Error(`CI's Python must have ${modules.join(", ")}.`);
  return undefined;
}
