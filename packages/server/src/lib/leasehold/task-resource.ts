import type { OperationFailure, Task, TaskSummary } from "@leasehold/queue/operation";
import { stateOf } from "@leasehold/queue/rules";
import type { ApiError } from "../api/api-error.ts";
import { errorOf } from "../taskqueue/failure.ts";
import { noSuchQueue, type QueuePath } from "./queue-path.ts";

/** The path values of every method of one task. */
export type TaskPath = QueuePath & { task: string };

/** The API's answer to what a queue refused. */
export function refusal(failure: OperationFailure, path: TaskPath): ApiError {
  if (failure === "queue_not_found") return noSuchQueue(path);
  return errorOf(failure, { project: path.project, taskqueue: path.queue }, path.task);
}

/** The Task resource. */
export function taskResource(
  task: Task | TaskSummary,
  { queue, nowMs }: { queue: string; nowMs: number },
): object {
  return {
    id: task.id,
    queue,
    payloadBase64: "payloadBase64" in task ? task.payloadBase64 : undefined,
    tag: task.tag === "" ? undefined : task.tag,
    state: stateOf(task, nowMs * 1000),
    enqueueTimestamp: task.enqueuedAtMicros,
    leaseTimestamp: task.availableAtMicros,
    retryCount: task.retryCount,
  };
}
