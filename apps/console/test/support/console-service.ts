import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { startLeasehold } from "@leasehold/server";
import { temporaryFolder } from "@leasehold/testing/temporary-folder";
import { inject } from "vitest";

/** A whole service with a console that was built for this run; stopped and removed when the scope ends. */
export interface ConsoleService extends AsyncDisposable {
  url: string;
  /** Given when there is no administrator yet. */
  setupUrl: string | undefined;
  /** Where the built console is. */
  consoleFolder: string;
}

/** Starts the service on a free port, with this leasehold.yaml. */
export async function startConsoleService(yaml: string): Promise<ConsoleService> {
  await using cleanup = new AsyncDisposableStack();
  const folder = cleanup.use(temporaryFolder()).path;
  const consoleFolder = inject("consoleFolder");
  const dataFolder = join(folder, "data");
  mkdirSync(dataFolder, { mode: 0o700 });
  const server = await startLeasehold({
    host: "127.0.0.1",
    port: 0,
    dataFolder,
    consoleFolder,
    logLevel: "error",
    configuration: { yaml, folder },
  });
  cleanup.defer(() => server.close());
  const owned = cleanup.move();
  return {
    url: server.url,
    setupUrl: server.setupUrl,
    consoleFolder,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
