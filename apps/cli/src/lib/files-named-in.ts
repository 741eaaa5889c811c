import { join } from "node:path";
import { readText } from "./read-text.ts";

const fileKeys = new Set(["publicKeyFile", "certificateFile", "jwksFile"]);

/** The relative paths of the files that a leasehold.yaml names: keys and certificates. */
export async function filesNamedIn(yaml: string): Promise<string[]> {
  const { parseDocument, visit } = await import("yaml");
  const document = parseDocument(yaml);
  // What is wrong with the text, the server says with its place.
  if (document.errors.length > 0) return [];
  const paths = new Set<string>();
  visit(document, {
    Pair(_key, pair) {
      const name = scalarText(pair.key);
      const path = scalarText(pair.value);
      if (name !== undefined && path !== undefined && fileKeys.has(name)) paths.add(path);
    },
  });
  return [...paths];
}

/** Reads those files: their texts, by the paths that name them. */
export async function readFilesNamedIn(
  yaml: string,
  folder: string,
): Promise<Record<string, string>> {
  const texts: Record<string, string> = {};
  for (const path of await filesNamedIn(yaml)) texts[path] = await readText(join(folder, path));
  return texts;
}

function scalarText(node: unknown): string | undefined {
  if (typeof node !== "object" || node === null || !("value" in node)) return undefined;
  return typeof node.value === "string" ? node.value : undefined;
}
