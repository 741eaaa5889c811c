import type { QueueAddress } from "@leasehold/queue/operation";
import type { QueueSettings } from "@leasehold/queue/store";
import { type ApiError, notFound } from "../api/api-error.ts";
import type { LeaseholdContext } from "./operations.ts";
import type { ProjectPath } from "./project-access.ts";

/** The path values of every method of one queue. */
export type QueuePath = ProjectPath & { queue: string };

export function addressOf({ project, queue }: QueuePath): QueueAddress {
  return { project, queue };
}

/**
 * The settings of the path's queue.
 *
 * @throws ApiError 404 when there is none.
 */
export async function settingsAt(
  { queues }: Pick<LeaseholdContext, "queues">,
  path: QueuePath,
): Promise<QueueSettings> {
  const settings = await queues.getQueue(addressOf(path));
  if (settings === undefined) throw noSuchQueue(path);
  return settings;
}

export function noSuchQueue({ project, queue }: QueuePath): ApiError {
  return notFound(`Not Found. The project ${project} has no queue ${queue}.`);
}
