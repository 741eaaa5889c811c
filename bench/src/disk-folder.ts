import { mkdirSync, mkdtempSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Makes a folder on the disk that holds the repository: /tmp may be memory. */
export function makeDiskFolder(prefix: string): string {
  const parent = fileURLToPath(new URL("../leasehold-data", import.meta.url));
  mkdirSync(parent, { recursive: true });
  return mkdtempSync(join(parent, prefix));
}
