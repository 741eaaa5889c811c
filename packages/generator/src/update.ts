import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { methodsOf, parseDiscoveryDocument } from "@leasehold/discovery-document";
import type { DiscoveryDocument } from "@leasehold/discovery-document";
import { diffDocuments } from "./diff.ts";
import { clientNames } from "./lib/client/client-names.ts";
import { changesetText } from "./lib/changeset.ts";
import { fetchDocument, parseJson } from "./fetch-document.ts";
import { readIfThere } from "./lib/file-changes.ts";
import { readNamedFile } from "./lib/read-named-file.ts";
import { regenerate } from "./regenerate.ts";
import type { IndexEntry } from "./regenerate.ts";

/** What is brought up to date, and with what. */
export interface UpdateOptions {
  /** Folder with the documents and their index.json. */
  discoveryFolder: string;
  /** Folder with a folder for each client. */
  clientsFolder: string;
  /** Where clients go when they are given no base URL. Default: the rootUrl of the document. */
  baseUrl?: string | undefined;
  /** Folder for changesets. Default: none are written. */
  changesetFolder?: string | undefined;
  /** Reads a document of the folder as it was when the index was written, for those that are edited by hand. Default: nobody knows. */
  readCommitted?: ((file: string) => string | undefined) | undefined;
  fetch: typeof globalThis.fetch;
  /** Told of each document before it is looked at. Default: nobody is. */
  onDocument?: ((document: { id: string; index: number; count: number }) => void) | undefined;
}

/** What came of an update. */
export interface Updated {
  /** Files that were written, changesets aside. */
  changed: string[];
  /** Changesets that were written. */
  changesets: string[];
  /** Documents that could not be had, or were refused: the last good one stays. */
  failures: { source: string; message: string }[];
}

/** A document that lost more than this part of its methods or of its text is taken for a mistake of its server. */
const shrinkMax = 0.3;

interface Revision {
  file: string;
  before: DiscoveryDocument | undefined;
  after: DiscoveryDocument;
}

/**
 * Gets the documents of index.json that have a url, when they changed; a revision without any other change is let be. Then makes
 * the clients and the index new, and writes a changeset for each document that changed, fetched or edited by hand.
 */
export async function update(options: UpdateOptions): Promise<Updated> {
  const { discoveryFolder, clientsFolder, baseUrl, changesetFolder } = options;
  const indexPath = join(discoveryFolder, "index.json");
  const index = JSON.parse(readNamedFile(indexPath, "")) as { documents: IndexEntry[] };
  const revisions: Revision[] = [];
  const failures: Updated["failures"] = [];
  const changed: string[] = [];
  for (const [place, entry] of index.documents.entries()) {
    options.onDocument?.({ id: entry.id, index: place, count: index.documents.length });
    try {
      const revision =
        entry.url === undefined
          ? editedRevision(entry, options)
          : await fetchedRevision(entry, options);
      if (!revision) continue;
      revisions.push(revision);
      if (entry.url === undefined) continue;
      const path = join(discoveryFolder, entry.file);
      writeFileSync(path, `${JSON.stringify(revision.after, null, 2)}\n`);
      changed.push(path);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      failures.push({ source: entry.url ?? entry.file, message });
    }
  }
  if (changed.length > 0) writeFileSync(indexPath, `${JSON.stringify(index, null, 2)}\n`);
  const made = await regenerate({
    discoveryFolder,
    clientsFolder,
    baseUrl,
    checkOnly: false,
  });
  const changesets =
    changesetFolder === undefined
      ? []
      : revisions.flatMap((revision) => writeChangeset(revision, changesetFolder, clientsFolder));
  return { changed: [...new Set([...changed, ...made.changed])], changesets, failures };
}

/** A document without an address is edited here: its sha256 is another than that of the index then. */
function editedRevision(entry: IndexEntry, options: UpdateOptions): Revision | undefined {
  const text = readFileSync(join(options.discoveryFolder, entry.file), "utf8");
  if (createHash("sha256").update(text).digest("hex") === entry.sha256) return undefined;
  const committed = options.readCommitted?.(entry.file);
  return {
    file: entry.file,
    before: committed === undefined ? undefined : parse(committed, entry.file),
    after: parse(text, entry.file),
  };
}

async function fetchedRevision(
  entry: IndexEntry,
  options: UpdateOptions,
): Promise<Revision | undefined> {
  const { url = "", file } = entry;
  const kept = readIfThere(join(options.discoveryFolder, file));
  const { text, etag } = await fetchDocument(
    url,
    options.fetch,
    kept === undefined ? undefined : entry.etag,
  );
  if (text === undefined) return undefined;
  const after = parse(text, url);
  const before = kept === undefined ? undefined : parse(kept, file);
  if (before) {
    if (before.id !== after.id) throw new Error(`is ${after.id} now, not ${before.id}.`);
    refuseShrunk(before, after);
    if (diffDocuments(before, after).bump === "none") return undefined;
  }
  if (etag === undefined) delete entry.etag;
  else entry.etag = etag;
  return { file, before, after };
}

function parse(text: string, source: string): DiscoveryDocument {
  return parseDiscoveryDocument(parseJson(text, source));
}

function refuseShrunk(before: DiscoveryDocument, after: DiscoveryDocument): void {
  const sizes = [
    ["methods", methodsOf(before).length, methodsOf(after).length],
    ["characters", JSON.stringify(before).length, JSON.stringify(after).length],
  ] as const;
  for (const [what, old, young] of sizes) {
    if (young < old * (1 - shrinkMax)) {
      throw new Error(
        `went from ${old} to ${young} ${what}: more than 30 % is gone, so the last document stays. Fetch it by hand if that is right.`,
      );
    }
  }
}

/** Its name follows from the change, so that a second run writes the same file. */
function writeChangeset(
  { before, after }: Revision,
  folder: string,
  clientsFolder: string,
): string[] {
  if (!before) return [];
  const client = clientNames(after).package;
  const manifest = readIfThere(join(clientsFolder, client, "package.json"));
  const { name = client } = JSON.parse(manifest ?? "{}") as { name?: string };
  const text = changesetText(name, diffDocuments(before, after));
  if (text === undefined) return [];
  const hash = createHash("sha256").update(text).digest("hex").slice(0, 8);
  const path = join(folder, `${client}-${hash}.md`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path, text);
  return [path];
}
