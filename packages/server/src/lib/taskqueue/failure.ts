import type { OperationFailure } from "@leasehold/queue/operation";
import { nonceUsed } from "@leasehold/authority";
import {
  type ApiError,
  backendError,
  duplicate,
  invalidValue,
  notFound,
} from "../api/api-error.ts";
import { authenticationError } from "../api/authentication-failures.ts";
import { longNameOf, type QueuePath } from "./queue-path.ts";

/** The failures whose answer does not depend on who asks. */
type SameForAll = Exclude<OperationFailure, "queue_not_found">;

const errors: Record<SameForAll, (path: QueuePath, task: string) => ApiError> = {
  queue_disabled: (path) =>
    invalidValue(
      `The queue ${longNameOf(path)} is disabled: it takes and leases no tasks until it is in the applied queue.yaml again.`,
    ),
  queue_not_pull: () => invalidValue("The REST API is only applicable to pull queues."),
  task_not_found: (path, task) =>
    notFound(`Not Found. The queue ${longNameOf(path)} has no task ${task}.`),
  task_exists: (_path, task) => duplicate(`The task ${task} already exists: choose another id.`),
  task_name_tombstoned: (_path, task) =>
    duplicate(
      `The task ${task} was deleted less than 7 days ago: its name cannot be used again yet. Choose another id.`,
    ),
  lease_expired: () => invalidValue("The task lease has expired."),
  destination_not_found: () => notFound("Not Found. There is no queue to move the task to."),
  destination_refuses: () =>
    invalidValue("The queue to move the task to takes none: it is disabled, or no pull queue."),
  key_claimed: () => authenticationError(nonceUsed),
  store_failed: () =>
    backendError("Backend Error. Nothing was changed for certain: try again in a second."),
  overloaded: () =>
    backendError(
      "Backend Error. More is waiting than this server can take: try again in a second.",
    ),
};

/** The API's answer to an operation that failed. */
export function errorOf(failure: SameForAll, path: QueuePath, task: string): ApiError {
  return errors[failure](path, task);
}
