import type { QueueSettings } from "@leasehold/queue/store";
import type { OperationCall } from "../api/operation.ts";
import { failed } from "./failed.ts";
import type { TaskqueueContext } from "./operations.ts";
import { addressOf, type QueuePath } from "./queue-path.ts";

/**
 * The settings of the path's queue.
 *
 * @throws ApiError 404 or 403 when there is none, 400 when it is a push queue.
 */
export async function pullQueueOf(
  context: TaskqueueContext,
  call: Pick<OperationCall<QueuePath>, "caller" | "values">,
): Promise<QueueSettings> {
  const settings = await context.queues.getQueue(addressOf(call.values));
  if (settings === undefined) {
    throw await failed(context, call, { failure: "queue_not_found", task: "" });
  }
  if (settings.mode === "push") {
    throw await failed(context, call, { failure: "queue_not_pull", task: "" });
  }
  return settings;
}
