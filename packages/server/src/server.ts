import type { AddressInfo } from "node:net";
import type { FastifyInstance } from "fastify";
import type { DestinationStream, Logger } from "pino";
import { type ApiListener, createApiListener } from "./lib/http/api-listener.ts";
import { createApiMetrics } from "./lib/metrics/api-metrics.ts";
import { createRegistry } from "./lib/metrics/service-metrics.ts";
import { applyAtStart, type StartConfiguration } from "./lib/service/apply-at-start.ts";
import { createAskedHost, createClientAddress } from "./lib/service/client-address.ts";
import { readDocuments, type ServiceDocuments } from "./lib/service/discovery-documents.ts";
import { createLog, type LogLevel } from "./lib/service/log.ts";
import { openStores, type Stores } from "./lib/service/open-stores.ts";
import { createOtherPages } from "./lib/service/other-pages.ts";
import {
  createOrigins,
  isLoopbackAddress,
  type Origins,
  parsePublicUrl,
} from "./lib/service/public-origin.ts";
import { createServiceApis } from "./lib/service/service-apis.ts";
import { stopService } from "./lib/service/stop-service.ts";
import { startSweeping } from "./lib/service/sweeping.ts";

/** How a server is started. */
export interface LeaseholdOptions {
  /** The address to listen on. Anything but loopback needs `publicUrls`. */
  host: string;
  /** The port to listen on; 0 for a free one. */
  port: number;
  /** Where everything is kept; made (0700) when it is missing. */
  dataFolder: string;
  /** The origins that the service is reached by, such as `https://queues.example.com`. The first is the main one. Default none. */
  publicUrls?: readonly string[];
  /** Proxies whose X-Forwarded headers are believed: all of them, or these addresses and CIDR blocks. Default none. */
  trustProxy?: boolean | readonly string[];
  /** The key that encrypts what must be read back. Default `key` in the data folder, made at the first start. */
  keyFile?: string;
  /** Default `info`. */
  logLevel?: LogLevel;
  /** Where the log goes, a JSON object a line. Default standard error. */
  logDestination?: DestinationStream;
  /** A leasehold.yaml to apply before anything is served. */
  configuration?: StartConfiguration;
  /** Discovery documents in place of those of the package: parsed JSON. */
  documents?: { taskqueue?: unknown; leasehold?: unknown };
  /** The folder of the built console, which is then served under `/console/`. Default none. */
  consoleFolder?: string;
  /** The clock, in milliseconds since the epoch. Default `Date.now`. */
  now?: () => number;
}

/** A server that runs. */
export interface RunningLeasehold {
  /** Where it is reached: the first public URL, or the address that it listens on. */
  url: string;
  /** A one-time link that makes the first administrator; left out when there is one. */
  setupUrl?: string;
  /** Takes no more, answers what was taken, closes the stores. */
  close: () => Promise<void>;
}

/**
 * Starts the service: both APIs, the authority and its pages, health and metrics, on one port.
 *
 * @throws TypeError for options that do not fit together; ConfigurationError for a leasehold.yaml that is wrong;
 * DiscoveryDocumentError for a document that is; QueueStoreError `store_locked` when another process has the data folder.
 */
export async function startLeasehold(options: LeaseholdOptions): Promise<RunningLeasehold> {
  const { host, port, dataFolder, keyFile, now = Date.now } = options;
  const publicUrls = (options.publicUrls ?? []).map(parsePublicUrl);
  if (publicUrls.length === 0 && !isLoopbackAddress(host)) {
    throw new TypeError(
      `Listening on ${host} lets other machines in: give the public URL that they use, such as https://queues.example.com (--public-url).`,
    );
  }
  const documents = readDocuments(options.documents ?? {});
  const logger = createLog({
    level: options.logLevel ?? "info",
    destination: options.logDestination,
  });
  let localUrl: string | undefined;
  const origins = createOrigins({ publicUrls, localOrigin: () => localUrl });
  const stores = await openStores({ dataFolder, keyFile, origins, logger, now });
  const { queues, authority } = stores;
  let parts: Awaited<ReturnType<typeof assemble>> | undefined;
  try {
    if (options.configuration !== undefined) {
      for (const change of await applyAtStart(stores, options.configuration)) logger.info(change);
    }
    const { trustProxy = false, consoleFolder } = options;
    const surroundings = { origins, trustProxy, consoleFolder, logger, now };
    parts = await assemble({ stores, documents, ...surroundings });
    localUrl = await listen(parts.app, { host, port });
    const setupUrl = await authority.setupUrl();
    const service = { ...parts, queues, authority, logger };
    return running({
      url: publicUrls[0] ?? localUrl,
      setupUrl,
      stopSweeping: startSweeping({ authority, logger }),
      stop: () => stopService(service),
    });
  } catch (error) {
    await parts?.app.close();
    await queues.close();
    await authority.close();
    throw error;
  }
}

async function assemble(options: {
  stores: Stores;
  documents: ServiceDocuments;
  origins: Origins;
  trustProxy: boolean | readonly string[];
  consoleFolder: string | undefined;
  logger: Logger;
  now: () => number;
}): Promise<{ app: FastifyInstance; listener: ApiListener }> {
  const { stores, documents, origins, trustProxy, consoleFolder, logger, now } = options;
  const registry = createRegistry(stores.queues);
  const metrics = createApiMetrics(registry);
  const surface = createServiceApis({ ...stores, documents, origins, metrics, now });
  const listener = createApiListener({
    surface,
    addressOf: createClientAddress(trustProxy),
    hostOf: createAskedHost(trustProxy),
    logger,
    metrics,
  });
  const app = await createOtherPages({
    authority: stores.authority,
    registry,
    logger,
    trustProxy,
    consoleFolder,
    takesRequest(request, response) {
      if (!surface.has(request.url!)) return false;
      listener.handle(request, response);
      return true;
    },
    isReady: () =>
      stores.queues.listQueues("").then(
        () => true,
        () => false,
      ),
  });
  return { app, listener };
}

async function listen(
  app: FastifyInstance,
  address: { host: string; port: number },
): Promise<string> {
  await app.listen({ ...address, listenTextResolver: (at) => `listening at ${at}` });
  const { address: host, port } = app.server.address() as AddressInfo;
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}

function running(parts: {
  url: string;
  setupUrl: string | undefined;
  stopSweeping: () => void;
  stop: () => Promise<void>;
}): RunningLeasehold {
  const { url, setupUrl, stopSweeping, stop } = parts;
  let stopped: Promise<void> | undefined;
  return {
    url,
    ...(setupUrl === undefined ? undefined : { setupUrl }),
    close() {
      stopSweeping();
      return (stopped ??= stop());
    },
  };
}
