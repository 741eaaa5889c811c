import { createHash, randomBytes } from "node:crypto";
import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { makeFolder } from "../make-folder.ts";
import { configurationFolder } from "../profiles.ts";

/** A document as its server gave it. */
export interface CachedDocument {
  url: string;
  etag: string;
  text: string;
}

/** The document of an address as it came last; undefined when it never did, or is not readable any more. */
export async function loadCached(
  env: NodeJS.ProcessEnv,
  url: string,
): Promise<CachedDocument | undefined> {
  try {
    const kept: unknown = JSON.parse(await readFile(fileOf(env, url), "utf8"));
    if (typeof kept !== "object" || kept === null) return undefined;
    const { url: of, etag, text } = kept as Record<string, unknown>;
    if (of !== url || typeof etag !== "string" || typeof text !== "string") return undefined;
    return { url, etag, text };
  } catch {
    return undefined;
  }
}

/** Keeps a document. A folder that cannot be written costs the next call a download, and nothing else. */
export async function saveCached(env: NodeJS.ProcessEnv, document: CachedDocument): Promise<void> {
  const path = fileOf(env, document.url);
  const draft = `${path}.${randomBytes(6).toString("hex")}.draft`;
  try {
    makeFolder(folderOf(env), 0o700);
    await writeFile(draft, JSON.stringify(document), { mode: 0o600 });
    await rename(draft, path);
  } catch {
    return;
  }
}

function folderOf(env: NodeJS.ProcessEnv): string {
  return join(configurationFolder(env), "documents");
}

function fileOf(env: NodeJS.ProcessEnv, url: string): string {
  return join(folderOf(env), `${createHash("sha256").update(url).digest("hex")}.json`);
}
