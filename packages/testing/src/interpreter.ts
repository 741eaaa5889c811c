import { spawnSync } from "node:child_process";
import { findProgram } from "./programs.ts";

/**
 * Finds an interpreter that has what a script needs.
 *
 * @param check - arguments with which it ends with 0 when it has that.
 * @param needs - what that is, in words.
 * @returns its path, or undefined where it or something is missing: the test then skips by name.
 * @throws Error when something is missing and `CI=true`, where everything is there.
 */
export function findInterpreter(options: {
  name: string;
  check: readonly string[];
  needs: string;
}): string | undefined {
  const { name, check, needs } = options;
  const program = findProgram(name);
  if (program === undefined) return undefined;
  if (spawnSync(program, check).status === 0) return program;
  if (process.env["CI"] === "true") throw new Error(`CI's ${name} must have ${needs}.`);
  return undefined;
}
