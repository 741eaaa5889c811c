import { readFile } from "node:fs/promises";
import { CliError } from "./cli-error.ts";
import { exitCodes } from "./exit-codes.ts";

/** Reads a file that the user named. */
export async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    throw new CliError(exitCodes.usage, `Cannot read ${path}: check the path.`, cause);
  }
}
