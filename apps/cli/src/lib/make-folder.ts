import { mkdirSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";

/**
 * Makes a folder, and those above it, unless it is there. Node's own way to make several tries for ever where the
 * system says of a folder in one that exists that there is no such place: in /proc, and in a folder that was deleted.
 *
 * @param mode of each folder that is made.
 */
export function makeFolder(path: string, mode = 0o777): void {
  try {
    mkdirSync(path, { mode });
  } catch (error) {
    if (isFolder(path)) return;
    const above = dirname(resolve(path));
    const isMissing = error instanceof Error && "code" in error && error.code === "ENOENT";
    if (!isMissing || isFolder(above)) throw error;
    makeFolder(above, mode);
    makeFolder(path, mode);
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
