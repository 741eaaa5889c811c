import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { getSystemErrorMap } from "node:util";

/** A file that was named on the command line cannot be read. */
export class UnreadableFileError extends Error {
  override readonly name = "UnreadableFileError";
}

/**
 * Reads a file that was named on the command line.
 * @param name - As it was named.
 * @param folder - What the name is relative to.
 * @throws {UnreadableFileError}
 */
export function readNamedFile(name: string, folder: string): string {
  try {
    return readFileSync(resolve(folder, name), "utf8");
  } catch (cause) {
    const { errno } = Object(cause) as { errno?: number };
    const [, why = String(cause)] = getSystemErrorMap().get(errno ?? 0) ?? [];
    const message = `Cannot read ${name}: ${why}. Check the path, and that you may read it.`;
    throw new UnreadableFileError(message, { cause });
  }
}
