import { type Authority, createAuthority } from "@leasehold/authority";
import { createPullQueues, type PullQueues } from "@leasehold/queue";
import { createSqliteStore } from "@leasehold/queue-sqlite";
import type { Logger } from "pino";
import { claimIn } from "./claim-in.ts";
import { openDataFolder } from "./data-folder.ts";
import type { Origins } from "./public-origin.ts";

/** The two halves of the service that keep something. */
export interface Stores {
  queues: PullQueues;
  authority: Authority;
}

/** Opens the embedded stores in the data folder: tasks in one file, the authority in another. */
export async function openStores(options: {
  dataFolder: string;
  keyFile: string | undefined;
  origins: Origins;
  logger: Logger;
  now: () => number;
}): Promise<Stores> {
  const { dataFolder, keyFile, origins, logger, now } = options;
  const files = openDataFolder(dataFolder, keyFile);
  const queues = await openQueues(files.tasks, { logger, now });
  try {
    const authority = await createAuthority({
      databasePath: files.authority,
      keyFile: files.key,
      originOf: origins.originOf,
      claim: claimIn(queues),
      now,
      logger: {
        info: (message) => logger.info(message),
        warn: (message) => logger.warn(message),
        error: (message) => logger.error(message),
      },
    });
    return { queues, authority };
  } catch (error) {
    await queues.close();
    throw error;
  }
}

async function openQueues(
  path: string,
  { logger, now }: { logger: Logger; now: () => number },
): Promise<PullQueues> {
  const store = await createSqliteStore({
    path,
    now,
    onChoreFailure: (error) => logger.error({ err: error }, "upkeep of the task store failed"),
  });
  return createPullQueues({
    store,
    now,
    onStoreFailure: (error) => logger.error({ err: error }, "the task store failed"),
  });
}
