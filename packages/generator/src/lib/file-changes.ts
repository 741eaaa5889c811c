import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { lineDiff } from "./line-diff.ts";

/** A file that is not what it should be. */
export interface FileChange {
  path: string;
  before: string | undefined;
  after: string;
}

/** Finds the files whose text differs from what it should be. */
export function fileChanges(wanted: ReadonlyMap<string, string>): FileChange[] {
  return [...wanted]
    .map(([path, after]) => ({ path, before: readIfThere(path), after }))
    .filter(({ before, after }) => before !== after);
}

/** Writes the files as they should be. */
export function writeChanges(changes: readonly FileChange[]): void {
  for (const { path, after } of changes) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, after);
  }
}

/** Shows what writing would change. */
export function describeChanges(changes: readonly FileChange[]): string {
  return changes
    .map(({ path, before, after }) =>
      before === undefined ? `${path} is missing` : `${path}\n${lineDiff(before, after)}`,
    )
    .join("\n\n");
}

/** Reads a file; undefined when there is none. */
export function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
