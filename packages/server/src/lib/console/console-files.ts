import { readdirSync, readFileSync } from "node:fs";
import { extname, join, sep } from "node:path";

/** A file of the console, in the forms that it is kept in. */
export interface ConsoleFile {
  type: string;
  plain: Buffer;
  gzip?: Buffer;
  br?: Buffer;
}

/** The console as it was built: its page, and the files that the page loads. */
export interface ConsoleFiles {
  /** The page, with {@link noncePlace} where the nonce of an answer goes. */
  page: string;
  /** By their path under `/console/`, such as `assets/main-4f2a.js`. */
  assets: ReadonlyMap<string, ConsoleFile>;
}

/** What stands in the built page for the nonce. */
export const noncePlace = "__NONCE__";

const pageName = "index.html";

const types: Record<string, string> = {
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
};

/**
 * Reads the whole console into memory: it is small, and does not change while a server runs.
 *
 * @throws Error when the folder or the page is missing, or holds a file of a kind that is not served.
 */
export function readConsoleFiles(folder: string): ConsoleFiles {
  const page = readFileSync(join(folder, pageName), "utf8");
  if (!page.includes(noncePlace)) throw new Error(`${folder} holds no console: build it again.`);
  const assets = new Map<string, ConsoleFile>();
  for (const path of filesUnder(folder)) {
    const packed = /\.(?:br|gz)$/.test(path);
    if (packed || path === pageName) continue;
    const type = types[extname(path)];
    if (type === undefined) throw new Error(`The console's file ${path} is of an unknown type.`);
    assets.set(path.split(sep).join("/"), { type, ...readForms(join(folder, path)) });
  }
  return { page, assets };
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(folder, sep).length));
}

function readForms(path: string): Omit<ConsoleFile, "type"> {
  const gzip = readIfThere(`${path}.gz`);
  const br = readIfThere(`${path}.br`);
  return { plain: readFileSync(path), ...(gzip && { gzip }), ...(br && { br }) };
}

function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
