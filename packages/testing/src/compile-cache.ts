import { rmSync } from "node:fs";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../../../node_modules/.compiled", import.meta.url));

/**
 * Lets every Node that a test starts keep what it compiled, for the next one: most of what a short command costs is
 * loading its sources. Vitest runs this once, before the tests. What one run kept is removed by the next, since
 * processes still write to it while they end.
 */
export function setup(): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  process.env["NODE_COMPILE_CACHE"] = folder;
}
