import { type QueueDeclaration, readQueueRows } from "./lib/configuration/queue-row.ts";
import { optional, readPattern } from "./lib/configuration/yaml-values.ts";
import { readMap, readYaml } from "./lib/configuration/yaml-place.ts";

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
