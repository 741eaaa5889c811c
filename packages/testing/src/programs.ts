import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/**
 * Finds a program that a test needs from the host.
 *
 * @returns its path, or undefined when it is absent: the test then skips by name.
 * @throws Error when it is absent and `CI=true`, where every program is there.
 */
export function findProgram(name: string): string | undefined {
  for (const folder of ["/usr/bin", ...(process.env["PATH"] ?? "").split(delimiter)]) {
    const path = join(folder, name);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // Not in this folder.
    }
  }
  if (process.env["CI"] === "true") throw new Error(`CI must have the program ${name}.`);
  return undefined;
}
