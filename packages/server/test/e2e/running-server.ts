import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { startLeasehold } from "@leasehold/server";
import { temporaryFolder } from "@leasehold/testing/temporary-folder";
import { type Deployment, type DeploymentYaml, writeDeployment } from "./deployment.ts";

/** A whole service in this process, stopped and removed when the scope ends (`await using`). */
export interface RunningServer extends AsyncDisposable {
  url: string;
  /** Given when there is no administrator yet. */
  setupUrl: string | undefined;
  deployment: Deployment;
}

/**
 * Starts the service with leasehold.yaml beside this file on a free port.
 *
 * @param options.now - its clock, in milliseconds since the epoch; this machine's when left out.
 */
export async function startServer(
  options: DeploymentYaml & { now?: () => number } = {},
): Promise<RunningServer> {
  await using cleanup = new AsyncDisposableStack();
  const folder = cleanup.use(temporaryFolder()).path;
  const deployment = writeDeployment({ folder, ...options });
  const dataFolder = join(folder, "data");
  mkdirSync(dataFolder, { mode: 0o700 });
  const server = await startLeasehold({
    host: "127.0.0.1",
    port: 0,
    dataFolder,
    logLevel: "error",
    ...(options.now !== undefined && { now: options.now }),
    configuration: { yaml: deployment.yaml, folder },
  });
  cleanup.defer(() => server.close());
  const owned = cleanup.move();
  return {
    url: server.url,
    setupUrl: server.setupUrl,
    deployment,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
