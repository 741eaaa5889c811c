import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { parseDiscoveryDocument } from "@leasehold/discovery-document";
import { describeChanges, fileChanges, readIfThere, writeChanges } from "./lib/file-changes.ts";
import { clientPackage } from "./package.ts";

/** What a folder of discovery documents and its clients are made new with. */
export interface RegenerateOptions {
  /** Folder with the documents and their index.json. */
  discoveryFolder: string;
  /** Folder with a folder for each client. */
  clientsFolder: string;
  /** Where clients go when they are given no base URL. Default: the rootUrl of the document. */
  baseUrl?: string | undefined;
  /** Looks only, and writes nothing. */
  checkOnly: boolean;
}

/** What was written, or with checkOnly would have been. */
export interface Regenerated {
  /** Paths of the files. */
  changed: string[];
  /** The changes, for people. Empty when there are none. */
  diff: string;
}

/** A document in index.json. */
export interface IndexEntry {
  id: string;
  file: string;
  revision: string;
  sha256: string;
  /** Where the document comes from; one without is edited here. */
  url?: string;
  /** What its server calls the revision that is here. */
  etag?: string;
  [member: string]: unknown;
}

/**
 * Writes index.json (id, file, revision and sha256 of each document in the folder) and the client of each document. No network.
 * @throws {DiscoveryDocumentError} When a document is wrong; nothing is written then.
 */
export async function regenerate(options: RegenerateOptions): Promise<Regenerated> {
  const { discoveryFolder, clientsFolder, baseUrl, checkOnly } = options;
  const indexPath = join(discoveryFolder, "index.json");
  const index = JSON.parse(readIfThere(indexPath) ?? '{"documents":[]}') as {
    documents: IndexEntry[];
  };
  const wanted = new Map<string, string>();
  const entries: IndexEntry[] = [];
  for (const file of documentFiles(discoveryFolder)) {
    const bytes = readFileSync(join(discoveryFolder, file));
    const document = parseDiscoveryDocument(JSON.parse(bytes.toString("utf8")));
    entries.push({
      ...index.documents.find((entry) => entry.file === file),
      id: document.id,
      file,
      revision: document.revision ?? "",
      sha256: createHash("sha256").update(bytes).digest("hex"),
    });
    const { folder, files } = await clientPackage(document, {
      baseUrl,
      readExisting: (name, path) => readIfThere(join(clientsFolder, name, path)),
    });
    for (const [path, text] of Object.entries(files)) {
      wanted.set(join(clientsFolder, folder, path), text);
    }
  }
  // A document that could not be fetched yet keeps its place.
  const absent = index.documents.filter(
    ({ file, url }) => url !== undefined && !entries.some((entry) => entry.file === file),
  );
  entries.push(...absent);
  wanted.set(indexPath, `${JSON.stringify({ documents: entries }, null, 2)}\n`);
  const changes = fileChanges(wanted);
  if (!checkOnly) writeChanges(changes);
  return { changed: changes.map(({ path }) => path), diff: describeChanges(changes) };
}

function documentFiles(folder: string): string[] {
  const others = new Set(["index.json", "package.json"]);
  return readdirSync(folder)
    .filter((file) => file.endsWith(".json") && !others.has(file))
    .sort();
}
