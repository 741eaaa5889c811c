import { chmodSync, mkdirSync } from "node:fs";
import { join, resolve } from "node:path";

/** Where a server keeps its files. */
export interface DataFiles {
  tasks: string;
  authority: string;
  key: string;
}

/** Makes the data folder, which nobody but its owner may look into, and names the files in it. */
export function openDataFolder(folder: string, keyFile: string | undefined): DataFiles {
  const path = resolve(folder);
  mkdirSync(path, { recursive: true, mode: 0o700 });
  // A folder that was there before may be open to others.
  chmodSync(path, 0o700);
  return {
    tasks: join(path, "tasks.db"),
    authority: join(path, "authority.db"),
    key: keyFile ?? join(path, "key"),
  };
}
