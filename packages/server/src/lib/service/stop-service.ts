import type { Authority } from "@leasehold/authority";
import type { PullQueues } from "@leasehold/queue";
import type { FastifyInstance } from "fastify";
import type { Logger } from "pino";
import type { ApiListener } from "../http/api-listener.ts";
import { limits } from "../http/limits.ts";

/** Stops in order: no new connections, an end to waiting, answers to what was taken, then the stores. Bounded in time. */
export async function stopService(parts: {
  app: FastifyInstance;
  listener: ApiListener;
  queues: PullQueues;
  authority: Authority;
  logger: Logger;
}): Promise<void> {
  const { app, listener, queues, authority, logger } = parts;
  const answered = listener.stop();
  const closed = app.close();
  if (!(await settlesWithin(answered, limits.stopTimeoutMs))) {
    logger.warn("stopped before every request was answered");
  }
  app.server.closeIdleConnections();
  if (!(await settlesWithin(closed, limits.closeTimeoutMs))) app.server.closeAllConnections();
  await closed;
  await queues.close();
  await authority.close();
}

async function settlesWithin(work: Promise<unknown>, milliseconds: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), milliseconds);
  });
  try {
    return await Promise.race([work.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}
