import { stringify } from "yaml";
import {
  formatQueueRow,
  type QueueDeclaration,
  queuesMax as queuesOfFileMax,
  readQueueRows,
} from "./lib/configuration/queue-row.ts";
import { optional, readPattern } from "./lib/configuration/yaml-values.ts";
import { readMap, readYaml } from "./lib/configuration/yaml-place.ts";

/** How many queues a project may have. */
export const queuesMax: number = queuesOfFileMax;

const readStorageLimit = readPattern(/^\d+(?:\.\d+)?[BKMGT]?$/u, "a size, such as 120M");

/**
 * Reads a queue.yaml: every key of App Engine's file, and `dead_letter_queue` and `admin_email` of ours. What means
 * something to push queues only is checked and not used.
 *
 * @param yaml - the file's text.
 * @returns the queues, in the file's order.
 * @throws ConfigurationError with `code`, `path` (such as `queue[0].acl[1].user_email`) and `line`.
 * @see https://cloud.google.com/appengine/docs/legacy/standard/python/config/queueref
 */
export function parseQueueYaml(yaml: string): QueueDeclaration[] {
  const file = readMap(readYaml(yaml), ["total_storage_limit", "queue"]);
  optional(file.total_storage_limit, readStorageLimit);
  return readQueueRows(file.queue);
}

/** Writes a queue.yaml that declares these queues. Whether one is paused or disabled, the file has no word for. */
export function formatQueueYaml(queues: readonly Parameters<typeof formatQueueRow>[0][]): string {
  return stringify({ queue: queues.map(formatQueueRow) });
}
