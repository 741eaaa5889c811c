import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

// Run from its sources, the command takes the console where its own build puts it; a published one carries it.
const place = import.meta.url.endsWith(".ts") ? "../../../console/dist/" : "../console/";

/** The folder of the built console; undefined in a working copy where nobody has built it. */
export function consoleFolder(): string | undefined {
  const folder = fileURLToPath(new URL(place, import.meta.url));
  return existsSync(join(folder, "index.html")) ? folder : undefined;
}
