import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

// A process that is just ending may still write: what it leaves goes, too.
const removal = { recursive: true, force: true, maxRetries: 10, retryDelay: 50 };

/** A new empty folder, removed with everything in it when the scope ends (`using`). */
export function temporaryFolder(): Disposable & { path: string } {
  const path = mkdtempSync(join(tmpdir(), "leasehold-test-"));
  return { path, [Symbol.dispose]: () => rmSync(path, removal) };
}
