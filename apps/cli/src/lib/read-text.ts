import { readFile } from "node:fs/promises";
import { getSystemErrorMap } from "node:util";
import { CliError } from "./cli-error.ts";
import { exitCodes } from "./exit-codes.ts";

/** Reads a file that the user named. */
export async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

/** What is said, everywhere, of a file that was named and cannot be read. */
export function unreadable(path: string, cause: unknown): CliError {
  const { errno } = Object(cause) as { errno?: number };
  const [, why = String(cause)] = getSystemErrorMap().get(errno ?? 0) ?? [];
  const message = `Cannot read ${path}: ${why}. Check the path, and that you may read it.`;
  return new CliError(exitCodes.usage, message, cause);
}
